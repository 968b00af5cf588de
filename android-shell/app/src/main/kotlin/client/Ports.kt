// What the core takes from the phone: the names of its device keys' ports and of their answers, for `device/`.

package app.countersign.client

import app.countersign.core.PushChannel

typealias DevicePorts = app.countersign.core.DevicePorts
typealias DeviceKeyId = app.countersign.core.DeviceKeyId
typealias SlotKeys = app.countersign.core.SlotKeys
typealias SigningKeys = app.countersign.core.SigningKeys
typealias KeyAttestation = app.countersign.core.KeyAttestation
typealias AgreementKeys = app.countersign.core.AgreementKeys
typealias BiometricKey = app.countersign.core.BiometricKey
typealias Anchor = app.countersign.core.Anchor
typealias SigningKeyUse = app.countersign.core.SigningKeyUse

typealias KeyMissing = app.countersign.core.DeviceKeyException.Missing
typealias KeyUnavailable = app.countersign.core.DeviceKeyException.Unavailable
typealias KeyCancelled = app.countersign.core.DeviceKeyException.Cancelled
typealias KeyInvalidated = app.countersign.core.DeviceKeyException.Invalidated
typealias AnchorUnavailable = app.countersign.core.AnchorException.Unavailable
typealias AnchorKeyMissing = app.countersign.core.AnchorException.KeyMissing

/** Where a server's wake-ups go: to this address of a UnifiedPush distributor, for these keys. */
fun unifiedPush(
    endpoint: String,
    p256dh: ByteArray,
    auth: ByteArray,
): PushChannel = PushChannel.UnifiedPush(endpoint, p256dh, auth)
