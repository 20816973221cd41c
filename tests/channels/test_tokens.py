"""Only the server's own tokens open a conversation."""

from __future__ import annotations

import string

import pytest
from starlette.testclient import TestClient

from bot.channels.web.tokens import Tokens
from tests.channels.visitor import Visitor, problem

KEY = "k" * 32
ALPHABET = string.ascii_letters + string.digits + "-_.=+/ "


def test_a_token_names_its_conversation() -> None:
    tokens = Tokens([KEY])
    assert tokens.conversation(tokens.issue("abc")) == "abc"
    assert tokens.issue("abc") != tokens.issue("abd")


def test_every_other_character_at_every_place_is_refused() -> None:
    tokens = Tokens([KEY])
    token = tokens.issue("0f9a")
    altered = [
        token[:place] + other + token[place + 1 :]
        for place, present in enumerate(token)
        for other in ALPHABET
        if other != present
    ]
    assert len(altered) > 1000
    assert not [token for token in altered if tokens.conversation(token) is not None]


@pytest.mark.parametrize("token", ["", ".", "a", "a.", ".a", "a.b", "\xff.\xff", "a" * 100_000, "a." * 300])
def test_what_is_no_token(token: str) -> None:
    assert Tokens([KEY]).conversation(token) is None


def test_added_or_missing_characters_are_refused() -> None:
    tokens = Tokens([KEY])
    token = tokens.issue("0f9a")
    others = [token + "=", token + "A", token[:-1], token[1:], " " + token, "a." + token, token + "." + token]
    assert [tokens.conversation(other) for other in others] == [None] * len(others)


def test_other_keys_and_other_purposes_are_refused() -> None:
    tokens = Tokens([KEY])
    assert tokens.conversation(Tokens(["j" * 32]).issue("abc")) is None
    assert tokens.conversation(Tokens([KEY], purpose="booking").issue("abc")) is None


def test_a_new_key_signs_and_the_old_one_still_opens() -> None:
    old, both, new = Tokens([KEY]), Tokens(["n" * 32, KEY]), Tokens(["n" * 32])
    assert both.conversation(old.issue("abc")) == "abc"
    assert new.conversation(both.issue("abc")) == "abc"
    assert old.conversation(both.issue("abc")) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Basic abc", "Token abc", "abc"])
def test_without_a_token_there_is_no_conversation(client: TestClient, header: str) -> None:
    for method, path in (("GET", "conversation"), ("DELETE", "conversation"), ("POST", "messages")):
        response = client.request(method, f"/api/chat/{path}", headers={"Authorization": header})
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"


def test_a_foreign_or_altered_token_opens_nothing(client: TestClient, visitor: Visitor) -> None:
    name, _, signature = visitor.begun["token"].rpartition(".")
    other = Visitor(client).begun["token"].rpartition(".")
    for token in (f"{name}.{other[2]}", f"{other[0]}.{signature}", Tokens(["j" * 32]).issue(name)):
        response = client.get("/api/chat/conversation", headers={"Authorization": f"Bearer {token}"})
        problem(response, 401, "bad_token")


def test_two_tokens_in_one_request_are_refused(client: TestClient, visitor: Visitor) -> None:
    headers = [("Authorization", visitor.headers["Authorization"])] * 2
    problem(client.get("/api/chat/conversation", headers=headers), 401, "no_token")


def test_the_scheme_is_read_in_any_case(client: TestClient, visitor: Visitor) -> None:
    headers = {"Authorization": f"bearer  {visitor.begun['token']}"}
    assert client.get("/api/chat/conversation", headers=headers).status_code == 200
