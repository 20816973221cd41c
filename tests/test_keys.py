"""What is signed, hashed and sealed, with a key that can be changed."""

from __future__ import annotations

import string
from typing import get_args

import pytest
from cryptography.fernet import InvalidToken

from bot.keys import Keys, Purpose, is_one_of

OLD, NEW, OTHER = "k" * 32, "n" * 32, "j" * 32
ALPHABET = string.ascii_letters + string.digits + "-_.=+/ "
SIGNED = Keys(OLD).signatures("visitor-token")


def test_what_was_signed_is_opened() -> None:
    assert SIGNED.opened(SIGNED.signed("abc")) == "abc"
    assert SIGNED.signed("abc") != SIGNED.signed("abd")


def test_what_is_out_opens_with_every_version_of_the_assistant() -> None:
    """References are in people's messages: what a key signed once, it opens for as long as it is in use."""
    assert Keys(OLD).signatures("booking").signed("b") == "b.rlvYtIi9Uu3kmAzgHjcY4YcWojgHmzjOvd36avU3ygE"


def test_every_other_character_at_every_place_is_refused() -> None:
    token = SIGNED.signed("0f9a")
    altered = [
        token[:place] + other + token[place + 1 :]
        for place, present in enumerate(token)
        for other in ALPHABET
        if other != present
    ]
    assert len(altered) > 1000
    assert not [text for text in altered if SIGNED.opened(text) is not None]


@pytest.mark.parametrize("text", ["", ".", "a", "a.", ".a", "a.b", "\xff.\xff", "a" * 100_000, "a." * 300])
def test_what_was_never_signed(text: str) -> None:
    assert SIGNED.opened(text) is None


def test_added_or_missing_characters_are_refused() -> None:
    token = SIGNED.signed("0f9a")
    others = [token + "=", token + "A", token[:-1], token[1:], " " + token, "a." + token, token + "." + token]
    assert [SIGNED.opened(other) for other in others] == [None] * len(others)


def test_other_keys_and_other_purposes_are_refused() -> None:
    assert SIGNED.opened(Keys(OTHER).signatures("visitor-token").signed("abc")) is None
    assert SIGNED.opened(Keys(OLD).signatures("booking").signed("abc")) is None


def test_no_two_purposes_and_no_two_secrets_have_the_same_key() -> None:
    made = [key for purpose in get_args(Purpose) for key in Keys(OLD, NEW).of(purpose)]
    assert len(set(made)) == len(made) == 2 * len(get_args(Purpose))


def test_a_new_key_signs_and_the_old_one_still_opens() -> None:
    old, both, new = (Keys(*keys).signatures("booking") for keys in ((OLD,), (NEW, OLD), (NEW,)))
    assert both.opened(old.signed("abc")) == "abc"
    assert new.opened(both.signed("abc")) == "abc"
    assert old.opened(both.signed("abc")) is None


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    old, both, new = (Keys(*keys).box("console-seal") for keys in ((OLD,), (NEW, OLD), (NEW,)))
    assert both.decrypt(old.encrypt(b"abc")) == b"abc"
    assert new.decrypt(both.encrypt(b"abc")) == b"abc"
    with pytest.raises(InvalidToken):
        new.decrypt(old.encrypt(b"abc"))


def test_a_hash_is_kept_under_the_newest_key_and_known_under_each() -> None:
    [old], both = Keys(OLD).digests("telegram-chat", b"7"), Keys(NEW, OLD).digests("telegram-chat", b"7")
    assert both == [*Keys(NEW).digests("telegram-chat", b"7"), old]
    assert is_one_of(old, both)
    assert not is_one_of(old[:-1], both)
    assert not is_one_of("", both)


def test_without_a_secret_there_are_no_keys() -> None:
    with pytest.raises(ValueError, match="no secret"):
        Keys()


def test_an_id_may_hold_a_point() -> None:
    signatures = Keys("a" * 32).signatures("booking")
    assert signatures.opened(signatures.signed("with.a.point")) == "with.a.point"
