// The one state of the page about the app.

import Models

func aboutSamples() -> [Sample<AboutState>] {
  [Sample("about", AboutState(version: "0.1.0"))]
}
