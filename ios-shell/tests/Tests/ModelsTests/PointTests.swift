// What the Secure Enclave is asked about, as far as a machine without one can see it.

import Client
import Foundation
import Testing

@Suite struct PointTests {
  @Test func eachInputHasAPointOfItsOwn() throws {
    let one = try hashedPoint(input: Data(repeating: 1, count: 32))
    #expect(one.count == 65)
    #expect(one.first == 4, "uncompressed, as CryptoKit reads it")
    #expect(try hashedPoint(input: Data(repeating: 1, count: 32)) == one)
    #expect(try hashedPoint(input: Data(repeating: 2, count: 32)) != one)
  }

  @Test(arguments: [0, 31, 33])
  func anInputOfAnotherLengthIsRefused(count: Int) {
    #expect(throws: DeviceKeyError.Unavailable) { try hashedPoint(input: Data(count: count)) }
  }
}
