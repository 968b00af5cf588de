// States of the list worth seeing.

package app.countersign.authenticators

import app.countersign.authenticators.AuthenticatorsState.Code
import app.countersign.authenticators.AuthenticatorsState.Row
import app.countersign.authenticators.AuthenticatorsState.Undo
import app.countersign.client.AccountKind
import app.countersign.client.AccountRow
import app.countersign.client.CodeView
import app.countersign.client.Reachability
import app.countersign.parts.Sample
import app.countersign.texts.Message
import java.time.Instant

internal fun sampleAccount(
    id: String,
    issuer: String,
    account: String,
    kind: AccountKind = AccountKind.TOTP,
    reachability: Reachability = Reachability.NOT_NEEDED,
    information: String = "",
    favourite: Boolean = false,
) = AccountRow(id, issuer, account, information, emptyList(), favourite, kind, reachability)

internal fun sampleCode(
    code: String,
    secondsLeft: Int,
    next: String? = null,
): CodeView {
    val grouped = code.chunked(code.length / 2).joinToString(" ")
    val from = Instant.ofEpochSecond(1_800_000_000)
    return CodeView(
        id = code,
        code = code,
        grouped = grouped,
        spoken = code.toList().joinToString(" "),
        validFrom = from,
        validUntil = from.plusSeconds(30),
        secondsLeft = secondsLeft.toULong(),
        periodSeconds = 30u,
        next = next,
        clockOffsetMilliseconds = 0,
    )
}

private val portal =
    sampleAccount("1", "Example Hosting", "c12345.web", AccountKind.PUSH, Reachability.REACHABLE, favourite = true)
private val university =
    sampleAccount("2", "Universität Beispielstadt", "mara.lindqvist@uni.example", information = "Mail und Bibliothek")
private val forge = sampleAccount("3", "Codeforge", "mlindqvist")
private val bank = sampleAccount("4", "Nordbank", "M. Lindqvist", AccountKind.HOTP)
private val office =
    sampleAccount("5", "Amt für Vermessung", "lindqvist-m", AccountKind.PUSH, Reachability.UNREACHABLE)

private val rows =
    listOf(
        Row(portal, Code.Push),
        Row(university, Code.Shown(sampleCode("493817", 21))),
        Row(forge, Code.Shown(sampleCode("08214465", 4, "9127 3350"))),
        Row(bank, Code.OnRequest),
        Row(office, Code.Push),
    )

fun authenticatorsSamples() =
    listOf(
        Sample("empty", AuthenticatorsState()),
        Sample("both", AuthenticatorsState(rows.take(2))),
        Sample("list", AuthenticatorsState(rows, tags = listOf("Arbeit", "Privat"))),
        Sample("waiting", AuthenticatorsState(rows.take(3), waiting = 1)),
        Sample("copied", AuthenticatorsState(rows.drop(1), copied = "2")),
        Sample(
            "hidden",
            AuthenticatorsState(
                rows.map { if (it.code is Code.Shown) it.copy(code = Code.Hidden) else it },
                hidden = true,
            ),
        ),
        Sample("nothing-found", AuthenticatorsState(search = "nordwind")),
        Sample("undo", AuthenticatorsState(rows.take(2), undo = Undo("3", "Codeforge"))),
        Sample(
            "refused",
            AuthenticatorsState(
                listOf(
                    Row(
                        forge,
                        Code.Refused {
                            it.errorDamagedSecret
                        },
                    ),
                ),
                notice = Message { it.unlockOlderOpen },
            ),
        ),
    )
