// States of an account worth seeing.

package app.countersign.account

import app.countersign.account.AccountState.Draft
import app.countersign.authenticators.sampleAccount
import app.countersign.authenticators.sampleCode
import app.countersign.client.AccountDetail
import app.countersign.client.AccountKind
import app.countersign.client.Algorithm
import app.countersign.client.PolicyView
import app.countersign.client.PushAccountView
import app.countersign.client.PushDetail
import app.countersign.client.Reachability
import app.countersign.parts.Sample
import app.countersign.texts.Message
import java.time.Duration
import java.time.Instant

private val codes =
    AccountDetail(
        row = sampleAccount("3", "Codeforge", "mlindqvist", favourite = true),
        created = Instant.ofEpochSecond(1_790_000_000),
        algorithm = Algorithm.SHA1,
        digits = 6u,
        periodSeconds = 30u,
        counter = null,
        server = null,
        clockOffsetMilliseconds = 4_200,
        push = null,
    )

private val status =
    PushAccountView(
        id = "1",
        server = "portal.example.com",
        reachability = Reachability.REACHABLE,
        openRequests = 0u,
        mutedFor = null,
        nextPollIn = Duration.ZERO,
        undelivered = 0u,
        policyChange = null,
        ended = null,
        endPending = false,
        enrollAgain = false,
    )

private val push =
    AccountDetail(
        row = sampleAccount("1", "Example Hosting", "c12345.web", AccountKind.PUSH, Reachability.REACHABLE),
        created = Instant.ofEpochSecond(1_790_000_000),
        algorithm = null,
        digits = 6u,
        periodSeconds = null,
        counter = null,
        server = "portal.example.com",
        clockOffsetMilliseconds = 0,
        push =
            PushDetail(
                status = status,
                policy = PolicyView(pinMinimum = 6u, biometrics = false),
                privateNetwork = false,
                offlineCodes = true,
                keysInHardware = true,
                denied = 2u,
                rotationPending = false,
            ),
    )

private val draft = Draft("Codeforge", "mlindqvist", "", "Arbeit")
private val pushDraft = Draft("Example Hosting", "c12345.web", "Kundenbereich")

fun accountSamples() =
    listOf(
        Sample("codes", AccountState(codes, draft)),
        Sample("push", AccountState(push, pushDraft)),
        Sample("offline-code", AccountState(push, pushDraft, offlineCode = sampleCode("730194", 17))),
        Sample("saved", AccountState(codes, draft, notice = Message { it.accountSaved })),
        Sample("deleting", AccountState(codes, draft, deleting = true)),
        Sample("deleting-push", AccountState(push, pushDraft, deleting = true)),
        Sample("untold", AccountState(push, pushDraft, untold = true, problem = Message { it.serverUnreachable })),
        Sample(
            "end-pending",
            AccountState(push.copy(push = push.push?.copy(status = status.copy(endPending = true))), pushDraft),
        ),
    )
