"""The description of the visitor API is true. Every other test of the edge holds its answers to it too."""

from __future__ import annotations

import uuid
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator, ValidationError
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.web import problems
from bot.channels.web.app import create_app
from bot.channels.web.description import description
from bot.domain import names
from tests.channels.described import check, operations, responses, validator
from tests.channels.visitor import Visitor
from tests.conversation import house, sqlite_file
from tests.conversation import knowledge as clinic
from tests.fake_dialogue import FakeDialogue

SCHEMAS = description()["components"]["schemas"]


def test_it_is_served(client: TestClient) -> None:
    answer = client.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == description()


def test_every_schema_is_one() -> None:
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


def test_it_names_every_call_and_no_other(client: TestClient) -> None:
    routes = [route for route in client.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    served = {
        (method, route.path)
        for route in routes
        for method in route.methods or ()
        if route.path.startswith("/api/chat") and method != "HEAD"
    }
    assert set(operations()) == served


def test_its_names_are_those_of_the_contract() -> None:
    screening = SCHEMAS["Screening"]["properties"]
    assert tuple(screening["state"]["enum"]) == names.STATES
    assert tuple(screening["outcome"]["enum"]) == (*names.OUTCOMES, None)
    assert tuple(SCHEMAS["Answer"]["enum"]) == names.ANSWERS
    assert tuple(SCHEMAS["RedFlag"]["enum"]) == names.RED_FLAGS


def test_every_refusal_has_a_status_that_is_described_somewhere() -> None:
    described = {status for call in operations() for status in responses(*call)} | {404, 405}
    assert set(problems.STATUS.values()) <= described


@pytest.mark.parametrize(
    "message",
    [
        {"text": "hello"},
        {"text": "hello", "choice": None, "after": None},
        {"choice": "start", "after": "m1", "something": "else"},
    ],
)
def test_messages_that_can_be_sent(message: dict[str, str | None]) -> None:
    validator("NewMessage").validate({"id": str(uuid.uuid4()), **message})


@pytest.mark.parametrize(
    "message", [{}, {"text": "a", "choice": "b"}, {"text": None}, {"text": ""}, {"choice": 5}]
)
def test_messages_that_cannot_be_sent(message: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        validator("NewMessage").validate({"id": str(uuid.uuid4()), **message})


def test_real_conversations_are_as_described(tmp_path: Path) -> None:
    with house(sqlite_file(tmp_path), FakeDialogue(clinic())) as home:
        app = create_app(home.conversations, home.settings, clinic())
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            client.event_hooks = {"response": [check]}
            ends = (["no"] * 10, ["no", "no", "I have glaucoma", *["no"] * 7], ["I have crushing chest pain"])
            for answers in ends:
                visitor = Visitor(client)
                for said in ("can we start the safety check?", "yes", *answers):
                    reply = visitor.send(text=said)
                assert visitor.history().json()["screening"] == reply.json()["screening"]
                assert reply.json()["screening"]["state"] == "finished"
            assert client.delete("/api/chat/conversation", headers=visitor.headers).status_code == 204


def test_an_answer_that_is_not_as_described_is_found() -> None:
    asked = httpx.Request("GET", "http://127.0.0.1/api/chat/conversation")
    for answer in (
        httpx.Response(418, request=asked),
        httpx.Response(200, request=asked, json={"messages": []}),
        httpx.Response(503, request=asked, json={}),
    ):
        with pytest.raises((AssertionError, KeyError, ValidationError)):
            check(answer)


def test_it_names_no_host() -> None:
    assert "://" not in str(description())
