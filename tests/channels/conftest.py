"""The edge on conversations in memory, as a client sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.web.app import create_app
from bot.content.knowledge import Knowledge
from bot.settings import Settings, read_settings
from tests.channels.described import check
from tests.channels.fake import FakeConversations
from tests.channels.visitor import Visitor

WORDING = {
    "contact_none": "at the reception",
    "safety_net": "Or {emergency_number}.",
    "contact_phone": "phone {value}",
    "booking_demo_title": "A demonstration",
    "booking_demo_text": "Nothing is booked.",
    "booking_expired": "Older than {valid_days} days.",
    "booking_withdrawn": "Withdrawn. Ask <the clinic>: {clinic_contact}",
    "booking_failed": "Try again, or call {emergency_number}.",
    "booking_too_fast": "Too often. Try again, or call {emergency_number}.",
    **{f"booking_{page}_title": page for page in ("expired", "withdrawn", "unknown", "failed", "too_fast")},
    "booking_unknown": "Not known. Ask the clinic: {clinic_contact}",
}

Start = Callable[..., TestClient]


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    numbers = {"emergency_number": "112", "ambulance_number": "108", "crisis_line": "the crisis line"}
    clinic = knowledge.clinic.copy(update={"name": "The Clinic", "phone": "0123", "website": None, **numbers})
    question = knowledge.checklist["pregnancy"]
    checklist = knowledge.checklist.copy(update={"version": "test", "questions": (question,)})
    return replace(knowledge, checklist=checklist, topics={}, clinic=clinic, wording=WORDING)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/test.db", "SECRET_KEY": "k" * 32})


@pytest.fixture
def conversations() -> FakeConversations:
    return FakeConversations()


@pytest.fixture
def start(conversations: FakeConversations, settings: Settings, knowledge: Knowledge) -> Iterator[Start]:
    """Start the edge with some settings changed. Its answers are held to their description."""
    clients = []

    def begin(**changes: Any) -> TestClient:
        app = create_app(conversations, replace(settings, **changes), knowledge)
        client = TestClient(app, base_url="http://127.0.0.1:8000", client=("192.0.2.1", 5000))
        client.event_hooks = {"response": [check]}
        clients.append(client)
        return client.__enter__()

    yield begin
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(start: Start) -> TestClient:
    return start()


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)
