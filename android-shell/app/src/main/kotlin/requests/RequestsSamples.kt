// States of requests worth seeing.

package app.countersign.requests

import app.countersign.client.Ending
import app.countersign.client.RequestKind
import app.countersign.client.RequestView
import app.countersign.client.VerifyByCode
import app.countersign.client.VerifyByNumber
import app.countersign.client.VerifyByScan
import app.countersign.client.VerifyNothing
import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.requests.RequestsState.Face
import app.countersign.requests.RequestsState.Note
import app.countersign.requests.RequestsState.Step
import app.countersign.texts.Message
import app.countersign.texts.inLines
import java.time.Instant

private val login =
    RequestView(
        id = "r1",
        account = "1",
        issuer = "Example Hosting",
        accountName = "c12345.web",
        server = "portal.example.com",
        kind = RequestKind.LOGIN,
        event = "login",
        endpoint = "Customer area",
        clientAddress = "203.0.113.97",
        clientPlace = "Rotterdam, NL",
        clientAgent = "Firefox on Windows",
        message = "",
        doubtful = false,
        verification = VerifyByNumber(3u),
        lowAssurance = false,
        made = Instant.ofEpochSecond(1_800_000_000),
        secondsLeft = 97u,
        onScreen = true,
        code = null,
        others = 0u,
    )

private val strange =
    login.copy(
        kind = RequestKind.OTHER,
        event = "delete all backups",
        clientPlace = null,
        clientAgent = null,
        message = "Maintenance of the night",
        doubtful = true,
        lowAssurance = true,
        verification = VerifyNothing,
        others = 2u,
        secondsLeft = 9u,
    )

private fun judging(
    step: Step,
    request: RequestView = login,
    typed: Int = 0,
    problem: Message? = null,
) = RequestsState(Face.Judging(request, step), pad = PadState(typed), problem = problem)

fun requestsSamples() =
    listOf(
        Sample("none", RequestsState()),
        Sample("none-account", RequestsState(Face.Waiting(accounts = false))),
        Sample("list", RequestsState(Face.Waiting(listOf(login, strange)))),
        Sample(
            "notes",
            RequestsState(
                Face.Waiting(
                    notes =
                        listOf(
                            Note({ it.requestsUnreachable(inLines(login.server), it.timeSeconds(40)) }),
                            Note({ it.requestsPolicyChanged(inLines(login.server), it.policyPin("8")) }, agree = "1"),
                        ),
                ),
            ),
        ),
        Sample("facts", judging(Step.Facts)),
        Sample("facts-strange", judging(Step.Facts, strange)),
        Sample("number", judging(Step.Number("", 3))),
        Sample("number-typed", judging(Step.Number("48", 3), problem = Message { it.decisionTooSoon })),
        Sample("number-six", judging(Step.Number("4821", 6))),
        Sample("scan", judging(Step.Scan, login.copy(verification = VerifyByScan))),
        Sample("pin", judging(Step.Pin, typed = 4)),
        Sample("pin-biometrics", judging(Step.Pin).copy(biometrics = true)),
        Sample(
            "pin-code",
            judging(
                Step.Pin,
                login.copy(verification = VerifyByCode(6u)),
                problem =
                    Message {
                        it.padWrong(6)
                    },
            ),
        ),
        Sample("rejecting", judging(Step.Rejecting)),
        Sample("telling", judging(Step.Telling)),
        Sample("accepted", RequestsState(Face.Over(Ending.ACCEPTED, { it.outcomeApproved }))),
        Sample("code", RequestsState(Face.Over(Ending.ACCEPTED, { it.outcomeAwaitCode("482 913") }, "482 913"))),
        Sample("rejected", RequestsState(Face.Over(Ending.REJECTED, { it.outcomeDenied }))),
        Sample("wrong-number", RequestsState(Face.Over(Ending.FAILED, { it.outcomeWrongNumber }))),
        Sample("not-delivered", RequestsState(Face.Over(Ending.WAITING, { it.outcomeNotDelivered }))),
    )
