// Accounts on the real screens: by hand, renamed, favourites, searched, deleted and back again, exported.

package walk

import kotlin.test.Test

class AccountsTest {
    @Test
    fun `an account is typed, renamed and found`() =
        walk {
            setUp()
            byHand("Codeforge", "mara")
            byHand("Nordbank", "m.lindqvist")
            see(texts.listTitle)

            touch("mara")
            see(texts.accountName)
            write(texts.accountIssuer, "Forge")
            touch(texts.commonSave)
            see(texts.accountSaved)
            touch(texts.accountFavouriteAdd)
            see(texts.accountFavouriteRemove)
            touch(texts.commonBack)
            see("Forge")

            write(texts.listSearch, "nord")
            see("Nordbank")
            dontSee("mara")
            write(texts.listSearch, "nothing like it")
            touch(texts.listShowAll)
            see("mara")
            touch(texts.listFavourites)
            see("mara")
            dontSee("Nordbank")
        }

    @Test
    fun `a deleted account comes back`() =
        walk {
            setUp()
            byHand("Codeforge", "mara")
            touch("mara")
            touch(texts.accountDelete)
            see(texts.accountDeleteExplained)
            touch(texts.commonDelete)
            see(texts.listDeleted("Codeforge"))
            touch(texts.commonUndo)
            see("mara")
        }

    @Test
    fun `a secret is shown for the PIN only`() =
        walk {
            setUp()
            byHand("Codeforge", "mara")
            touch("mara")
            touch(texts.accountExport)
            see(texts.transferWarning("Codeforge"))
            pin("111222", texts.commonNext)
            see(texts.padWrong(9))
            pin(PIN, texts.commonNext)
            see(texts.transferShown)
        }

    private fun Walk.byHand(
        issuer: String,
        account: String,
    ) {
        touch(if (seen(texts.listEmptyScan)) texts.listEmptyScan else texts.listAdd)
        touch(texts.addManual)
        write(texts.addIssuer, issuer)
        write(texts.addAccount, account)
        write(texts.addSecret, SECRETS.getValue(issuer))
        touch(texts.commonNext)
        see(texts.addOfferTitle)
        touch(texts.addConfirm)
        see(account)
    }

    private companion object {
        val SECRETS =
            mapOf("Codeforge" to "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "Nordbank" to "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U")
    }
}
