"""The app's Kotlin fits Android 15, the core's bindings and the texts; and a call that does not is found."""

from __future__ import annotations

import compiling
import linking
from project import versions

# Each breaks one thing that the type-check is there for.
MISTAKES = {
    "Framework": "fun unknown(of: android.content.Context) = android.app.Notification.Builder(of, \"\").setTitle(\"\")",
    "Nullable": "fun service(of: android.content.Context) = of.getSystemService(android.app.NotificationManager::class.java).cancelAll()",
    "Port": "class Keys : app.countersign.client.SlotKeys { override fun assurance() = app.countersign.client.AssuranceClass.HARDWARE }",
    "Screen": "fun text(texts: app.countersign.texts.Texts) = texts.noSuchText",
    "Resource": "val icon = app.countersign.R.drawable.no_such_icon",
    "Push": "fun register(of: android.content.Context) = org.unifiedpush.android.connector.UnifiedPush.registerNow(of)",
    "Exhaustive": "fun said(key: app.countersign.client.SigningKeyUse) = when (key) { app.countersign.client.SigningKeyUse.USER -> 1 }",
}  # fmt: skip


def test_everything_compiles_without_google(foss: str) -> None:
    assert (compiling.classes_of(foss) / "app/countersign/device/CountersignActivity.class").exists()


def test_the_other_flavour_compiles(foss: str) -> None:
    linked = linking.link("play", linking.manifest("play", versions()))
    assert linked.returncode == 0, linked.stderr
    done = compiling.other_flavour("play", foss, versions())
    assert done.returncode == 0, done.stderr


def test_each_mistake_is_found(foss: str) -> None:
    text = "\n".join(MISTAKES.values())
    errors = compiling.planted("Planted", text, foss)
    lines = {int(error.split("Planted.kt:")[1].split(":")[0]) for error in errors}
    assert lines == set(range(1, len(MISTAKES) + 1)), errors
