// A state of a screen worth seeing, for previews.

import SwiftUI

struct Sample<State>: Identifiable {
  let name: String
  let state: State
  var id: String { name }

  init(_ name: String, _ state: State) {
    self.name = name
    self.state = state
  }
}

/// Every sample of a screen, one below the other.
struct Gallery<State, Screen: View>: View {
  let samples: [Sample<State>]
  let screen: (State) -> Screen

  init(_ samples: [Sample<State>], @ViewBuilder screen: @escaping (State) -> Screen) {
    self.samples = samples
    self.screen = screen
  }

  var body: some View {
    TabView {
      ForEach(samples) { sample in
        screen(sample.state).tabItem { Text(sample.name) }
      }
    }
  }
}
