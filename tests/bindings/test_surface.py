"""The check of the surface finds what it is for, and the listings are what the generated code declares."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bindings" / "surface"))

import surface  # noqa: E402
from secrets_out import findings  # noqa: E402


def test_the_listings_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert surface.main(write=False) == 0, capsys.readouterr().out


@pytest.mark.parametrize("language", ["kotlin", "swift", "python"])
def test_a_changed_declaration_is_seen(language: str) -> None:
    listing = surface.listed(language)
    assert len(listing) > 500
    for planted in (listing[1:], [*listing, "fun more()"], [listing[0] + "?", *listing[1:]]):
        assert not surface.compare(language, listing, planted)


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        ("kotlin", "    fun seedOf(id: AccountId): SecretText"),
        ("kotlin", "    suspend fun pinOf(id: AccountId): SecretBytes"),
        ("kotlin", "    fun offerManual(issuer: kotlin.String, secret: kotlin.String): OfferView"),
        ("kotlin", "data class AccountRow(val id: AccountId, val seed: kotlin.ByteArray)"),
        ("kotlin", "data class Verify(val by: SecretBytes)"),
        ("swift", "    var privateKey: Data"),
        ("swift", "    case pin(pin: Data)"),
        ("swift", "    func recoveryCode() throws -> SecretText"),
        ("python", "    def __init__(self, *, id: AccountId, secret: bytes)"),
        ("python", "    def seed(self) -> SecretText"),
    ],
)
def test_a_planted_secret_is_found(language: str, planted: str) -> None:
    listing = surface.listed(language)
    assert list(findings(language, listing)) == []
    assert any(planted.strip() in finding for finding in findings(language, [*listing, planted]))
