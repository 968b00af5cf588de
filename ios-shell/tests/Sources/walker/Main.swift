// Answers each line of the input with one line, until it ends.

import Lines

@main
@MainActor
struct Main {
  static func main() async throws {
    let walker = Walker()
    try await answerEachLine { asked in await walker.answer(asked) }
    await walker.end()
  }
}
