"""What Prometheus is told, and who may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from bot.channels.metered import Metered
from bot.channels.metrics import Metrics
from bot.channels.web.app import create_app
from bot.content.knowledge import Knowledge
from bot.domain.errors import NotStored
from bot.domain.names import OUTCOMES, QUESTIONS
from bot.settings import Settings
from bot.store.database.errors import Unavailable
from tests.channels.conftest import Start
from tests.channels.fake import FakeConversations
from tests.channels.visitor import Visitor
from tests.conversation import Talk, house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue

TOKEN = "a-monitor's-own-token"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


def numbers(text: bytes | str) -> dict[tuple[str, ...], float]:
    """Each number by its name and labels."""
    told = text.decode() if isinstance(text, bytes) else text
    samples = [sample for family in text_string_to_metric_families(told) for sample in family.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def talk(tmp_path: Path, metrics: Metrics) -> Iterator[Talk]:
    with house(sqlite_file(tmp_path), FakeDialogue(knowledge())) as home:
        yield Talk(Metered(home.conversations, metrics, "web"))  # type: ignore[arg-type]


def test_a_screening_is_counted_turn_by_turn_and_its_outcome_once(talk: Talk, metrics: Metrics) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says("what are the risks?")
    told = numbers(metrics.text())
    assert told["heads_up_conversations_total", "web"] == 1
    assert told["heads_up_turns_total", "web"] == 2 + len(QUESTIONS) + 1
    assert told["heads_up_turn_seconds_count", "web"] == told["heads_up_turns_total", "web"]
    assert [told.get(("heads_up_outcomes_total", "web", outcome)) for outcome in OUTCOMES].count(1) == 1
    assert told["heads_up_outcomes_total", "web", "eligible"] == 1


def test_the_same_message_again_is_no_turn(talk: Talk, metrics: Metrics) -> None:
    for _ in range(3):
        talk.says("I have crushing chest pain", id="00000000-0000-4000-8000-000000000001")
    talk.says("it was a joke")
    told = numbers(metrics.text())
    assert told["heads_up_turns_total", "web"] == 2
    assert told["heads_up_red_flags_total", "web", "cardiac"] == 1
    assert told["heads_up_outcomes_total", "web", "urgent"] == 1


def test_what_was_not_understood_is_counted_in_a_question_and_outside(talk: Talk, metrics: Metrics) -> None:
    talk.says("blue elephants")
    talk.agrees()
    talk.says("blue elephants")
    assert numbers(metrics.text())["heads_up_not_understood_total", "web"] == 2


def test_a_turn_that_fails_is_an_error(talk: Talk, metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(FakeDialogue, "respond", fail)
    talk.says("what are the risks?")
    told = numbers(metrics.text())
    assert told["heads_up_errors_total", "web", "technical_problem"] == 1
    assert told["heads_up_turns_total", "web"] == 1


def test_what_is_not_stored_is_an_error_and_a_503(start: Start, conversations: FakeConversations) -> None:
    visitor = Visitor(start(metrics_token=TOKEN))
    for broken in (NotStored("gone"), ZeroDivisionError()):
        conversations.broken = broken
        visitor.send(text="check")
    told = numbers(visitor.client.get("/metrics", headers=SHOWN).text)
    assert told["heads_up_errors_total", "web", "not_stored"] == 1
    assert told["heads_up_errors_total", "web", "failed"] == 1
    assert told["heads_up_responses_total", "POST", "/api/chat/messages", "503"] == 2
    assert told["heads_up_responses_total", "POST", "/api/chat/conversations", "201"] == 1
    assert told["process_cpu_seconds_total",] > 0


def test_a_message_that_is_wrong_is_no_error(start: Start) -> None:
    visitor = Visitor(start(metrics_token=TOKEN))
    assert visitor.send(choice="never:offered").status_code == 422
    told = numbers(visitor.client.get("/metrics", headers=SHOWN).text)
    assert not [name for name in told if name[0] == "heads_up_errors_total"]


def test_what_waits_is_told_and_left_out_while_the_database_is_gone(metrics: Metrics) -> None:
    broken = False

    def waiting() -> dict[str, int]:
        if broken:
            raise Unavailable
        return {"telegram_letters": 4}

    metrics.watch(waiting)
    assert numbers(metrics.text())["heads_up_waiting", "telegram_letters"] == 4
    broken = True
    told = numbers(metrics.text())
    assert ("heads_up_waiting", "telegram_letters") not in told
    assert ("process_cpu_seconds_total",) in told


@pytest.mark.parametrize("production", [True, False])
def test_with_a_token_who_shows_it_may_see(start: Start, production: bool) -> None:
    client = start(metrics_token=TOKEN, production=production)
    assert client.get("/metrics", headers=SHOWN).status_code == 200
    assert client.get("/metrics").status_code == 404
    for other in (TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN}é", "Bearer "):
        shown = {b"Authorization": other.encode()}
        assert client.get("/metrics", headers=shown).status_code == 404


def test_without_a_token_only_this_machine_may_see_and_in_production_nobody(
    conversations: FakeConversations, settings: Settings, knowledge: Knowledge
) -> None:
    app = create_app(conversations, settings, knowledge)
    here, elsewhere = TestClient(app, client=("127.0.0.1", 50)), TestClient(app, client=("192.0.2.1", 50))
    assert here.get("/metrics").status_code == 200
    assert elsewhere.get("/metrics").status_code == 404
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"):
        assert here.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_in_production_without_a_token_there_is_no_such_page(
    conversations: FakeConversations, settings: Settings, knowledge: Knowledge
) -> None:
    app = create_app(conversations, replace(settings, production=True), knowledge)
    assert TestClient(app, client=("127.0.0.1", 50)).get("/metrics").status_code == 404
