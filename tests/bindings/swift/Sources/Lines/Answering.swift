// A conversation over input and output.

import Foundation

/// Answers each line of the input with one line, until it ends.
public func answerEachLine<Answer: Encodable & Sendable>(
  isolation: isolated (any Actor)? = #isolation, _ answer: (Asked) async throws -> Answer
) async throws {
  for await line in lines() {
    let asked = try JSONDecoder().decode(Asked.self, from: Data(line.utf8))
    let answered = try JSONEncoder().encode(await answer(asked))
    try FileHandle.standardOutput.write(contentsOf: answered + Data("\n".utf8))
  }
}

/// The input, read beside the thread of those who answer.
private func lines() -> AsyncStream<String> {
  AsyncStream { lines in
    Thread.detachNewThread {
      while let line = readLine() { lines.yield(line) }
      lines.finish()
    }
  }
}
