// One of several choices.

import SwiftUI

struct Chip: View {
  let label: String
  let chosen: Bool
  let action: Action

  var body: some View {
    let tone = chosen ? Tone.accent : .quiet
    Button(action: action) {
      Text(label).font(.subheadline.bold()).padding(.horizontal, 16).frame(minHeight: fingertip)
    }
    .buttonStyle(.plain)
    .foregroundStyle(tone.ink)
    .background(tone.ground, in: Corners.small)
    .accessibilityAddTraits(chosen ? .isSelected : [])
  }
}
