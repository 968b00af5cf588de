// States of adding worth seeing.

package app.countersign.add

import app.countersign.add.AddState.Face
import app.countersign.add.AddState.Sight
import app.countersign.authenticators.sampleAccount
import app.countersign.client.AccountKind
import app.countersign.client.Algorithm
import app.countersign.client.EnrollmentStep
import app.countersign.client.OfferView
import app.countersign.client.PolicyView
import app.countersign.client.PushOfferView
import app.countersign.client.PushWarning
import app.countersign.client.ServerHost
import app.countersign.client.ShortSecret
import app.countersign.parts.Sample
import app.countersign.texts.Message

private val codes =
    OfferView(
        id = 1u,
        issuer = "Codeforge",
        account = "mlindqvist",
        kind = AccountKind.TOTP,
        algorithm = Algorithm.SHA1,
        digits = 6u,
        periodSeconds = 30u,
        server = null,
        warnings = emptyList(),
        similar = emptyList(),
        sameSecret = null,
        push = null,
    )

private val push =
    codes.copy(
        issuer = "Example Hosting",
        account = "c12345.web",
        kind = AccountKind.PUSH,
        algorithm = null,
        periodSeconds = null,
        server = ServerHost("portal.example.com", deceptive = false),
        push =
            PushOfferView(
                policy = PolicyView(pinMinimum = 6u, biometrics = false),
                obstacle = null,
                privateNetwork = false,
                warnings = emptyList(),
                begun = false,
            ),
    )

private val risky =
    push.copy(
        server = ServerHost("xn--prtal-8cd.example.com", deceptive = true),
        push = push.push?.copy(privateNetwork = true, warnings = listOf(PushWarning.PRIVATE_HOST)),
        similar = listOf(sampleAccount("1", "Example Hosting", "c12345.web", AccountKind.PUSH)),
    )

fun addSamples() =
    listOf(
        Sample("scanning", AddState()),
        Sample("foreign", AddState(Face.Scanning(Sight.Foreign { it.foreignDuo }))),
        Sample("no-camera", AddState(Face.Scanning(camera = false))),
        Sample("link", AddState(Face.Link("otpauth://totp/Codeforge:mlindqvist"), Message { it.uriMissingSecret })),
        Sample("manual", AddState(Face.Manual("Codeforge", "mlindqvist"), Message { it.secretTooShort })),
        Sample("offer", AddState(Face.Offer(codes, 1, 1))),
        Sample("offer-push", AddState(Face.Offer(push, 1, 1, information = "c12345.web"))),
        Sample("offer-risky", AddState(Face.Offer(risky, 1, 1))),
        Sample(
            "offer-second",
            AddState(
                Face.Offer(
                    codes.copy(
                        warnings = listOf(ShortSecret),
                        sameSecret = sampleAccount("3", "Codeforge", "mlindqvist"),
                    ),
                    at = 2,
                    of = 5,
                    remarks = listOf(Message { it.addMissingParts("2") }),
                ),
            ),
        ),
        Sample("enrolling", AddState(Face.Enrolling(EnrollmentStep.ASKING_SERVER))),
        Sample("refused", AddState(Face.Offer(push, 1, 1), Message { it.serverInvitationExpired })),
    )
