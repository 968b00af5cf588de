// Answers each line of the input with one line, until it ends.

import Foundation

@main
@MainActor
struct Main {
  static func main() async throws {
    let walker = Walker()
    for await line in lines() {
      let asked = try JSONDecoder().decode(Asked.self, from: Data(line.utf8))
      let answer = try JSONEncoder().encode(await walker.answer(asked))
      try FileHandle.standardOutput.write(contentsOf: answer + Data("\n".utf8))
    }
    await walker.end()
  }

  /// The input, read beside the thread on which models live.
  private static func lines() -> AsyncStream<String> {
    AsyncStream { lines in
      Thread.detachNewThread {
        while let line = readLine() { lines.yield(line) }
        lines.finish()
      }
    }
  }
}
