// Answers each line of the input with one line, until it ends.

import Foundation

@main
struct Main {
  static func main() async throws {
    let walker = await Walker()
    while let line = readLine() {
      let asked = try JSONDecoder().decode(Asked.self, from: Data(line.utf8))
      let answer = try JSONEncoder().encode(await walker.answer(asked))
      try FileHandle.standardOutput.write(contentsOf: answer + Data("\n".utf8))
    }
    await walker.end()
  }
}
