// A request's name inside of an intent: an opaque id, and nothing of what it asks.

package app.countersign.device.notifications

import android.net.Uri
import app.countersign.client.RequestId

private const val SCHEME = "request"

internal fun requestUri(request: RequestId): Uri = Uri.fromParts(SCHEME, request, null)

internal fun requestOf(uri: Uri?): RequestId? = uri?.takeIf { it.scheme == SCHEME }?.schemeSpecificPart
