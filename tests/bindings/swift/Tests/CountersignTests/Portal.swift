// A portal as a child process, which can be stopped in the middle of an answer.

import Foundation
import Testing

/// The program `driven_portal`: it answers each line of JSON with one.
final class Portal {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let folder = FileManager.default.temporaryDirectory.appending(path: "portal-\(UUID().uuidString)")

  init() throws {
    let program = try #require(ProcessInfo.processInfo.environment["COUNTERSIGN_PORTAL"])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = URL(filePath: program)
    process.arguments = [folder.path(percentEncoded: false)]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    _ = try answer()
  }

  deinit {
    goOn()
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The link of a new user's new phone.
  func link() throws -> String {
    let user = try #require(ask(["do": "user"])["user"])
    return try #require(ask(["do": "link", "user": user])["link"] as? String)
  }

  /// From here on it takes connections, as the system does that for it, and answers nothing.
  func hold() {
    kill(process.processIdentifier, SIGSTOP)
  }

  func goOn() {
    kill(process.processIdentifier, SIGCONT)
  }

  private func ask(_ command: [String: Any]) throws -> [String: Any] {
    let line = try JSONSerialization.data(withJSONObject: command) + Data("\n".utf8)
    try input.fileHandleForWriting.write(contentsOf: line)
    return try answer()
  }

  private func answer() throws -> [String: Any] {
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let byte = try output.fileHandleForReading.read(upToCount: 1)
      line += try #require(byte, "the portal has ended")
    }
    return try #require(JSONSerialization.jsonObject(with: line) as? [String: Any])
  }
}
