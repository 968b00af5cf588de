// Messages in both languages, out of the very String Catalog that the app gets.

import Client
import Foundation
import Testing
import Texts

@Suite struct TextsTests {
  private let english = Texts(MadeTexts(language: "en"))
  private let german = Texts(MadeTexts(language: "de"))

  @Test func aTextIsThereInBothLanguages() {
    #expect(english(.commonBack) == "Back")
    #expect(german(.commonBack) == "Zurück")
  }

  @Test func aNumberDecidesTheForm() {
    #expect(english(.padWrong(attempts: 1)) == "Wrong PIN. One attempt is left.")
    #expect(english(.padWrong(attempts: 9)) == "Wrong PIN. 9 attempts are left.")
  }

  @Test func aMessageInsideAnotherIsInItsLanguage() {
    #expect(english(.padWait(time: Message.duration(30))) == "Too many wrong PINs. Wait 30 seconds.")
    #expect(german(.padWait(time: Message.duration(30))).contains("30 Sekunden"))
  }

  @Test func sentencesFollowEachOther() {
    let policy = Message(PolicyView(pinMinimum: 6, biometrics: true))
    #expect(english(policy) == "A PIN of at least 6 characters. Unlocking by biometrics.")
  }

  @Test(
    arguments: [
      (0.2, Message.timeSeconds(count: 1)), (59, .timeSeconds(count: 59)), (60, .timeMinutes(count: 1)),
      (61, .timeSeconds(count: 61)), (119.5, .timeMinutes(count: 2)), (121, .timeMinutes(count: 3)),
      (7_199, .timeMinutes(count: 120)), (7_200, .timeHours(count: 2)), (14_400, .timeHours(count: 4)),
    ] as [(TimeInterval, Message)])
  func aTimeIsSaidInTheLargestUnitThatSaysItWell(time: TimeInterval, said: Message) {
    #expect(Message.duration(time) == said)
  }

  @Test func aClockHasTwoDigitsOfSeconds() {
    #expect(clock(65) == "1:05")
    #expect(clock(600) == "10:00")
  }

  @Test func aNameMayGoToAnotherLineAfterItsDots() {
    #expect(inLines("portal.example.com") == "portal.\u{200B}example.\u{200B}com")
  }
}

/// The String Catalog, read without Apple's Foundation.
struct MadeTexts: TextSource {
  let locale: Locale
  private let language: String
  private let strings: [String: Entry]

  init(language: String) {
    self.language = language
    locale = Locale(identifier: language)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Texts/Made/Localizable.xcstrings")
    let catalogue = try? JSONDecoder().decode(Catalogue.self, from: Data(contentsOf: file))
    strings = catalogue?.strings ?? [:]
  }

  func text(_ name: String, _ arguments: [TextArgument]) -> String {
    guard let text = strings[name]?.localizations[language] else { return "no \(name)" }
    var format = text.stringUnit?.value ?? text.variations?.plural[form(arguments)]?.stringUnit?.value ?? ""
    for (place, argument) in arguments.enumerated() {
      switch argument {
      case .number(let number): format.replace("%\(place + 1)$lld", with: "\(number)")
      case .word(let word): format.replace("%\(place + 1)$@", with: word)
      }
    }
    return format
  }

  /// The rule of English and German.
  private func form(_ arguments: [TextArgument]) -> String {
    arguments.first == .number(1) ? "one" : "other"
  }

  private struct Catalogue: Decodable, Sendable {
    let strings: [String: Entry]
  }

  struct Entry: Decodable, Sendable {
    let localizations: [String: Localization]
  }

  struct Localization: Decodable, Sendable {
    let stringUnit: Unit?
    let variations: Variations?
  }

  struct Variations: Decodable, Sendable {
    let plural: [String: Localization]
  }

  struct Unit: Decodable, Sendable {
    let value: String
  }
}
