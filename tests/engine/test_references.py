"""Booking references: only what was signed here opens, character for character."""

from __future__ import annotations

import hashlib

import pytest
from itsdangerous import Signer

from bot.engine.references import References
from tests.conversation import SECRET

REFERENCES = References(SECRET)


@pytest.mark.parametrize("id", ["b", "with.a.point", "ünïcödé", ""])
def test_what_was_signed_opens(id: str) -> None:
    assert REFERENCES.opened(REFERENCES.signed(id)) == id


def test_a_reference_holds_the_id_and_a_signature() -> None:
    id, _, signature = REFERENCES.signed("b").rpartition(".")
    assert id == "b"
    assert len(signature) == 43, "256 bits in base64"


@pytest.mark.parametrize(
    "change",
    [
        lambda reference: reference[:-1],
        lambda reference: reference + "=",
        lambda reference: reference.upper(),
        lambda reference: "c" + reference[1:],
        lambda reference: reference.replace(".", ""),
        lambda reference: " " + reference,
        lambda reference: reference + "é",
        lambda reference: reference + "\ud800",
        lambda reference: "",
        lambda reference: ".",
        lambda reference: "b",
    ],
)
def test_nothing_else_opens(change) -> None:  # type: ignore[no-untyped-def]
    assert REFERENCES.opened(change(REFERENCES.signed("b"))) is None


def test_another_key_opens_nothing() -> None:
    assert REFERENCES.opened(References(SECRET[::-1]).signed("b")) is None


def test_a_signature_made_for_something_else_opens_nothing() -> None:
    for salt in ("token", "", "itsdangerous.Signer"):
        other = Signer(SECRET, salt=salt, digest_method=hashlib.sha256).sign(b"b").decode()
        assert REFERENCES.opened(other) is None
    weak = Signer(SECRET, salt="booking", digest_method=hashlib.sha1).sign(b"b").decode()
    assert REFERENCES.opened(weak) is None


def test_references_that_are_out_open_with_every_version_of_the_assistant() -> None:
    """They are in people's messages: what a key signed once, it has to open for as long as it is in use."""
    assert REFERENCES.signed("b") == "b.sshPXZHlI-fEx0F27oU6yNNihyxKL3maT1Zg7W_gs-w"
