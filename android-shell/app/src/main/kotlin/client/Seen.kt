// Where each kind of account has its codes from.

package app.countersign.client

/** Where the codes of an account come from. */
enum class Seen(
    val byTime: Boolean = false,
    val byCounter: Boolean = false,
) {
    BY_TIME(byTime = true),
    BY_COUNTER(byCounter = true),
    BY_SERVER,
}

fun seen(kind: AccountKind): Seen =
    when (kind) {
        AccountKind.TOTP, AccountKind.STEAM, AccountKind.DAY_PASSWORD -> Seen.BY_TIME
        AccountKind.HOTP -> Seen.BY_COUNTER
        AccountKind.PUSH, AccountKind.UNKNOWN -> Seen.BY_SERVER
    }
