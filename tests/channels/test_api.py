"""The four calls of the visitor API."""

from datetime import datetime

import pytest
from starlette.testclient import TestClient

from bot.domain.names import QUESTIONS
from tests.channels.visitor import Visitor, new_id

MESSAGE = {"id", "from", "at", "text", "topic", "choices", "links"}
SCREENING = {
    *("state", "question", "position", "total", "answers", "outcome", "findings", "red_flags"),
    "checklist_version",
    "unheard",
    "locale",
}


def test_beginning_gives_a_token_the_greeting_and_an_empty_screening(client: TestClient) -> None:
    response = client.post("/api/chat/conversations")
    body = response.json()
    assert response.status_code == 201
    assert set(body) == {"token", "messages", "screening"}
    assert set(body["messages"][0]) == MESSAGE
    assert set(body["screening"]) == SCREENING
    assert body["screening"]["outcome"] is None
    assert datetime.fromisoformat(body["messages"][0]["at"].replace("Z", "+00:00")).tzinfo


@pytest.mark.parametrize("body", [b"", b"{}", b'{"locale": null}', b'{"locale": "en-IN", "new": [1]}'])
def test_the_body_of_a_beginning_is_optional(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"} if body else {}
    assert client.post("/api/chat/conversations", content=body, headers=headers).status_code == 201


def test_the_channel_and_the_locale_are_passed_on(client: TestClient) -> None:
    body = client.post("/api/chat/conversations", json={"locale": "hi"}).json()
    assert "(web, hi)" in body["messages"][0]["text"]


def test_a_whole_screening_ends_with_the_link(visitor: Visitor) -> None:
    reply = visitor.send(text="check").json()
    for number, question in enumerate(QUESTIONS, 1):
        assert (reply["screening"]["question"], reply["screening"]["position"]) == (question, number)
        asked = reply["messages"][-1]
        reply = visitor.send(choice=f"{question}:no", after=asked["id"]).json()
    assert reply["screening"]["outcome"] == "eligible"
    assert [message["topic"] for message in reply["messages"]] == ["summary", "outcome:eligible"]
    assert reply["messages"][-1]["links"][0]["url"].startswith("http://127.0.0.1:8000/book/")


def test_the_history_holds_everything_oldest_first(visitor: Visitor) -> None:
    first, second = new_id(), new_id()
    visitor.send(id=first, text="check")
    visitor.send(id=second, choice=f"{QUESTIONS[0]}:no")
    body = visitor.history().json()
    assert set(body) == {"messages", "screening"}
    assert [message["from"] for message in body["messages"]] == ["bot", "visitor", "bot", "visitor", "bot"]
    said = body["messages"][3]
    assert (said["id"], said["text"], said["topic"], said["choices"]) == (second, "No", None, [])


def test_a_repeated_message_is_answered_from_the_store(visitor: Visitor) -> None:
    message = {"id": new_id(), "text": "check"}
    first = visitor.send(**message)
    assert [visitor.send(**message).json() for _ in range(4)] == [first.json()] * 4
    assert len(visitor.history().json()["messages"]) == 3


def test_null_is_the_same_as_a_missing_field(visitor: Visitor) -> None:
    assert visitor.send(text="check", choice=None, after=None).status_code == 200


def test_the_id_comes_back_as_it_was_sent(visitor: Visitor) -> None:
    visitor.send(id=new_id().upper(), text="hello")
    said = visitor.history().json()["messages"][1]
    assert said["id"] == said["id"].upper()


def test_a_message_of_2000_characters_is_taken(visitor: Visitor) -> None:
    text = "\N{GRINNING FACE}" * 2000
    assert visitor.send(text=text).status_code == 200
    assert visitor.history().json()["messages"][1]["text"] == text


def test_the_length_counts_after_composing(visitor: Visitor) -> None:
    assert visitor.send(text="e\u0301" * 2000).status_code == 200
    assert visitor.history().json()["messages"][1]["text"] == "é" * 2000


def test_erasing_ends_the_conversation(visitor: Visitor, client: TestClient) -> None:
    other = Visitor(client)
    response = client.delete("/api/chat/conversation", headers=visitor.headers)
    assert (response.status_code, response.content) == (204, b"")
    again = client.delete("/api/chat/conversation", headers=visitor.headers)
    assert [again.status_code, visitor.history().status_code] == [401, 401]
    assert visitor.send(text="hello").status_code == 401
    assert other.history().status_code == 200


def test_head_is_answered_like_get_without_the_body(visitor: Visitor, client: TestClient) -> None:
    response = client.head("/api/chat/conversation", headers=visitor.headers)
    assert (response.status_code, response.content) == (200, b"")


def test_the_checks_of_life(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/static/page.css", "text/css")])
def test_the_demo_page_and_its_style_are_served(client: TestClient, path: str, kind: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(kind)
    assert client.get(path, headers={"If-None-Match": response.headers["etag"]}).status_code == 304


def test_the_demo_page_names_no_other_host_and_holds_no_inline_code(client: TestClient) -> None:
    page = client.get("/").text
    assert "://" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script src="/widget.js"') == 1
