"""Only the server's own tokens open a conversation."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.keys import Keys
from tests.channels.visitor import Visitor, problem

FOREIGN = Keys("j" * 32).signatures("visitor-token")


@pytest.mark.parametrize("header", ["", "Bearer", "Basic abc", "Token abc", "abc"])
def test_without_a_token_there_is_no_conversation(client: TestClient, header: str) -> None:
    for method, path in (("GET", "conversation"), ("DELETE", "conversation"), ("POST", "messages")):
        response = client.request(method, f"/api/chat/{path}", headers={"Authorization": header})
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"


def test_a_foreign_or_altered_token_opens_nothing(client: TestClient, visitor: Visitor) -> None:
    name, _, signature = visitor.begun["token"].rpartition(".")
    other = Visitor(client).begun["token"].rpartition(".")
    for token in (f"{name}.{other[2]}", f"{other[0]}.{signature}", FOREIGN.signed(name)):
        response = client.get("/api/chat/conversation", headers={"Authorization": f"Bearer {token}"})
        problem(response, 401, "bad_token")


def test_two_tokens_in_one_request_are_refused(client: TestClient, visitor: Visitor) -> None:
    headers = [("Authorization", visitor.headers["Authorization"])] * 2
    problem(client.get("/api/chat/conversation", headers=headers), 401, "no_token")


def test_the_scheme_is_read_in_any_case(client: TestClient, visitor: Visitor) -> None:
    headers = {"Authorization": f"bearer  {visitor.begun['token']}"}
    assert client.get("/api/chat/conversation", headers=headers).status_code == 200
