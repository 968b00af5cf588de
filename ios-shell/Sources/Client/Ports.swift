// What the phone lends to the core, by the names that its keys are written with.

import CountersignCore

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

public typealias Surroundings = CountersignCore.Surroundings
public typealias TrustedRoots = CountersignCore.TrustedRoots
public typealias DevelopmentHttp = CountersignCore.DevelopmentHttp
