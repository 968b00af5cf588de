// Adding an account: hands every code to the core, shows its offers, and confirms them one after another.

package app.countersign.add

import app.countersign.add.AddState.Face
import app.countersign.add.AddState.Sight
import app.countersign.client.Algorithm
import app.countersign.client.Authenticator
import app.countersign.client.Cancellation
import app.countersign.client.Confirmation
import app.countersign.client.EnrollmentStep
import app.countersign.client.Frame
import app.countersign.client.NoChannel
import app.countersign.client.OfferView
import app.countersign.client.OffersView
import app.countersign.client.OnlineEnrollment
import app.countersign.client.ScannedCode
import app.countersign.client.TotpParameters
import app.countersign.client.attempt
import app.countersign.client.firstCode
import app.countersign.client.progress
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

/** What this phone calls itself to a server. */
class ThisPhone(
    val name: String,
    val app: String,
)

class AddModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val phone: ThisPhone,
    camera: Boolean,
    /** The bytes of a picture that the user chooses, or nothing. */
    private val choosePicture: suspend () -> ByteArray?,
    private val onDone: () -> Unit,
) : AddIntents {
    private val changing = MutableStateFlow(AddState(Face.Scanning(camera = camera)))
    val state: StateFlow<AddState> = changing.asStateFlow()
    private var waiting: List<OfferView> = emptyList()
    private var cancellation: Cancellation? = null

    /** A picture of the camera. Those that come while something else is on the screen are not looked at. */
    suspend fun frame(frame: Frame) {
        if (changing.value.face !is Face.Scanning) return
        val code = firstCode(frame) ?: return
        code.use {
            if (changing.value.face is Face.Scanning) {
                read(
                    it,
                ) { problem -> show(Face.Scanning(Sight.Foreign(problem))) }
            }
        }
    }

    override fun picture() {
        scope.launch {
            val picture = choosePicture() ?: return@launch
            val code = attempt(::complain) { firstCode(picture) }
            if (code == null) {
                if (changing.value.problem == null) complain { it.addNoCode }
            } else {
                code.use { read(it, ::complain) }
            }
        }
    }

    private fun read(
        code: ScannedCode,
        told: (Message) -> Unit,
    ) {
        attempt(told) { app.readCode(code) }?.let(::offer)
    }

    /** A link that was opened or shared with the app: always the offer, never added by itself. */
    fun opened(link: String) {
        attempt(::complain) { app.readText(link) }?.let(::offer)
    }

    override fun link() = show(Face.Link())

    override fun linkText(text: String) = show(Face.Link(text))

    override fun readLink() {
        (changing.value.face as? Face.Link)?.let { opened(it.text) }
    }

    override fun manual() = show(Face.Manual())

    override fun issuer(text: String) = manual { it.copy(issuer = text) }

    override fun account(text: String) = manual { it.copy(account = text) }

    private fun manual(change: (Face.Manual) -> Face.Manual) {
        (changing.value.face as? Face.Manual)?.let { show(change(it)) }
    }

    override fun addByHand(secret: ByteArray) {
        val face = changing.value.face as? Face.Manual ?: return
        val usual = TotpParameters(Algorithm.SHA1, digits = 6u, period = 30u)
        val offer = attempt(::complain) { app.offerManual(face.issuer, face.account, secret, usual) }
        secret.fill(0)
        offer?.let { offer(OffersView(listOf(it), emptyList(), emptyList(), 1u)) }
    }

    private fun offer(offers: OffersView) {
        val first = offers.offers.firstOrNull()
        if (first == null) {
            complain { it.enrollNothingUsable }
            return
        }
        waiting = offers.offers.drop(1)
        show(Face.Offer(first, at = 1, of = offers.offers.size, remarks = remarks(offers)))
    }

    private fun remarks(offers: OffersView): List<Message> =
        listOfNotNull(
            Message { it.addUnusable(offers.unusable.size) }.takeIf { offers.unusable.isNotEmpty() },
            Message {
                it.addMissingParts(
                    offers.missingParts.joinToString(),
                )
            }.takeIf { offers.missingParts.isNotEmpty() },
        )

    override fun information(text: String) = change { it.copy(information = text) }

    override fun secondTime(wanted: Boolean) = change { it.copy(secondTime = wanted) }

    override fun privateNetwork(known: Boolean) = change { it.copy(privateNetwork = known) }

    private fun change(change: (Face.Offer) -> Face.Offer) {
        (changing.value.face as? Face.Offer)?.let { show(change(it)) }
    }

    override fun confirm() {
        val offer = changing.value.face as? Face.Offer ?: return
        val confirmation =
            Confirmation(
                issuer = null,
                account = null,
                information = offer.information,
                tags = emptyList(),
                sameSecretWanted = offer.secondTime,
            )
        if (offer.view.push == null) {
            attempt(::complain) { app.confirmOffer(offer.view.id, confirmation) }?.let { next(offer) }
        } else {
            enroll(offer, confirmation)
        }
    }

    private fun enroll(
        offer: Face.Offer,
        confirmation: Confirmation,
    ) {
        val enrollment =
            OnlineEnrollment(confirmation, phone.name, phone.app, NoChannel, privateNetwork = offer.privateNetwork)
        val cancellation = Cancellation().also { cancellation = it }
        changing.value = AddState(Face.Enrolling(step = null))
        scope.launch {
            var problem: Message? = null
            val added =
                attempt({ problem = it }) {
                    app.enrollOnline(offer.view.id, enrollment, progress(::reached), cancellation)
                }
            if (added == null) changing.value = AddState(offer, problem) else next(offer)
        }
    }

    /** Told on a thread of the library. */
    private fun reached(step: EnrollmentStep) {
        scope.launch { if (changing.value.face is Face.Enrolling) show(Face.Enrolling(step)) }
    }

    override fun dismiss() {
        val offer = changing.value.face as? Face.Offer ?: return
        attempt(::complain) { app.dismissOffer(offer.view.id) }
        next(offer)
    }

    private fun next(done: Face.Offer) {
        val next = waiting.firstOrNull()
        waiting = waiting.drop(1)
        if (next == null) onDone() else show(Face.Offer(next, done.at + 1, done.of))
    }

    override fun back() {
        when (changing.value.face) {
            is Face.Scanning -> onDone()
            is Face.Enrolling -> cancellation?.cancel()
            is Face.Offer -> dismiss()
            is Face.Link, is Face.Manual -> show(Face.Scanning())
        }
    }

    private fun show(face: Face) {
        changing.value = AddState(face)
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}
