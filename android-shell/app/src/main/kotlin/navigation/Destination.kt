// Where a screen can lead to.

package app.countersign.navigation

import app.countersign.client.AccountId

sealed interface Destination {
    data object Authenticators : Destination

    data object Add : Destination

    data object Requests : Destination

    data object History : Destination

    data class Account(
        val account: AccountId,
    ) : Destination

    data class Transfer(
        val account: AccountId,
    ) : Destination

    data class Devices(
        val account: AccountId,
    ) : Destination

    data object Settings : Destination

    data object Recovery : Destination

    data object About : Destination
}
