// Adding an account: from a code, a picture, a link or by hand; then the offer, and its server's word where it has one.

package app.countersign.add

import app.countersign.client.EnrollmentStep
import app.countersign.client.OfferView
import app.countersign.texts.Message

data class AddState(
    val face: Face = Face.Scanning(),
    val problem: Message? = null,
) {
    sealed interface Face {
        data class Scanning(
            val sight: Sight = Sight.Looking,
            val camera: Boolean = true,
        ) : Face

        data class Link(
            val text: String = "",
        ) : Face

        data class Manual(
            val issuer: String = "",
            val account: String = "",
        ) : Face

        /** One of the offers that a code made; nothing is stored or sent yet. */
        data class Offer(
            val view: OfferView,
            val at: Int,
            val of: Int,
            val remarks: List<Message> = emptyList(),
            val information: String = "",
            val secondTime: Boolean = false,
            val privateNetwork: Boolean = false,
        ) : Face

        data class Enrolling(
            val step: EnrollmentStep?,
        ) : Face
    }

    /** What the camera sees. */
    sealed interface Sight {
        data object Looking : Sight

        data class Foreign(
            val what: Message,
        ) : Sight
    }
}

interface AddIntents {
    fun back()

    fun picture()

    fun link()

    fun linkText(text: String)

    fun readLink()

    fun manual()

    fun issuer(text: String)

    fun account(text: String)

    /** The secret is handed over once, in UTF-8, and wiped. */
    fun addByHand(secret: ByteArray)

    fun information(text: String)

    fun secondTime(wanted: Boolean)

    fun privateNetwork(known: Boolean)

    fun confirm()

    fun dismiss()
}
