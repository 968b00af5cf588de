// The app's own colours and shapes. One accent; everything else is quiet. No colour is ever the only sign of something.

import SwiftUI

/// What a surface is for: its ground, and what stands on it. Each has a light and a dark form in the asset catalogue.
struct Tone {
  let ground: Color
  let ink: Color

  /// What most people want here.
  static let accent = Tone(ground: Color("AccentColor"), ink: Color("OnAccent"))
  static let soft = Tone(ground: Color("Soft"), ink: Color("OnSoft"))
  static let quiet = Tone(ground: Color("Quiet"), ink: Color("OnQuiet"))
  static let good = Tone(ground: Color("Good"), ink: Color("OnGood"))
  static let caution = Tone(ground: Color("Caution"), ink: Color("OnCaution"))
  static let danger = Tone(ground: Color("Danger"), ink: Color("OnDanger"))
}

extension Color {
  /// Behind everything.
  static let backdrop = Color("Backdrop")
  /// A sheet on it.
  static let sheet = Color("Sheet")
  /// Something that destroys or refuses.
  static let warning = Color("Warning")
}

enum Corners {
  /// Of cards and buttons.
  static let large = RoundedRectangle(cornerRadius: 18, style: .continuous)
  static let small = RoundedRectangle(cornerRadius: 12, style: .continuous)
}

/// Lines longer than this are hard to read; a tablet leaves the rest empty.
let readable: CGFloat = 560

/// The least that a finger hits.
let fingertip: CGFloat = 48
