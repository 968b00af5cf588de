// How servers can wake this phone. Each flavour of the app has its own way; without any, the app asks by itself.

package app.countersign.device.push

import app.countersign.client.AccountId

/** `wakeUps` of each flavour makes them. */
interface WakeUps {
    /** These push accounts want wake-ups from now on, and no others. */
    fun plan(accounts: List<AccountId>)
}
