// Answers each line of the input with one line, until it ends.

import Lines

@main
struct Main {
  static func main() async throws {
    let driver = Driver()
    try await answerEachLine { asked in try await driver.answer(asked) }
  }
}
