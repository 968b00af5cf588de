// What the phone lends to the core, by the names that its keys are written with.

import CountersignCore
import Foundation

public typealias DevicePorts = CountersignCore.DevicePorts
public typealias DeviceKeyId = CountersignCore.DeviceKeyId
public typealias DeviceKeyError = CountersignCore.DeviceKeyError
public typealias SlotKeys = CountersignCore.SlotKeys
public typealias Anchor = CountersignCore.Anchor
public typealias AnchorError = CountersignCore.AnchorError
public typealias BiometricKey = CountersignCore.BiometricKey
public typealias SigningKeys = CountersignCore.SigningKeys
public typealias SigningKeyUse = CountersignCore.SigningKeyUse
public typealias AgreementKeys = CountersignCore.AgreementKeys

public typealias OpenError = CountersignCore.OpenError
public typealias Surroundings = CountersignCore.Surroundings
public typealias TrustedRoots = CountersignCore.TrustedRoots
public typealias DevelopmentHttp = CountersignCore.DevelopmentHttp

/// Keys as files, for a machine without hardware keys. They protect little, and the core says so.
public func fileKeys(folder: String) throws -> DevicePorts {
  try CountersignCore.fileKeys(folder: folder)
}

/// The point that a key of the Secure Enclave is multiplied with where `SlotKeys.prf` is asked for an input of 32 bytes.
public func hashedPoint(input: Data) throws -> Data {
  try CountersignCore.hashedPoint(input: input)
}
