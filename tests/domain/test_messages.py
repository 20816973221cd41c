"""What a channel gets, by the names of the contract's section 4."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from bot.domain.messages import Choice, FindingView, Link, MessageView, Reply, ScreeningView

AT = datetime(2025, 6, 2, 9, 0, 1, 500, tzinfo=timezone.utc)
MESSAGE = MessageView(
    id="m",
    sender="bot",
    at=AT,
    text="And …?",
    topic="question:obesity",
    choices=(Choice("Yes", "obesity:yes:1"),),
    links=(Link("To the calendar", "https://clinic.example/book/x"),),
)
SCREENING = ScreeningView(
    state="asking",
    question="obesity",
    position=10,
    total=10,
    answers={"pregnancy": "unsure"},
    outcome=None,
    findings=(FindingView("pregnancy", "unsure", "I might be"),),
    red_flags=(),
    checklist_version="1",
    unheard=("qwrt zxcv",),
    locale="mr",
)


def test_a_reply_has_the_names_of_the_contract() -> None:
    shown = json.loads(json.dumps(Reply((MESSAGE,), SCREENING).as_json()))
    at = shown["messages"][0].pop("at")
    assert datetime.fromisoformat(at.replace("Z", "+00:00")) == AT
    assert shown == {
        "messages": [
            {
                "id": "m",
                "from": "bot",
                "text": "And …?",
                "topic": "question:obesity",
                "choices": [{"title": "Yes", "value": "obesity:yes:1"}],
                "links": [{"title": "To the calendar", "url": "https://clinic.example/book/x"}],
            }
        ],
        "screening": {
            "state": "asking",
            "question": "obesity",
            "position": 10,
            "total": 10,
            "answers": {"pregnancy": "unsure"},
            "outcome": None,
            "findings": [{"question": "pregnancy", "answer": "unsure", "said": "I might be"}],
            "red_flags": [],
            "checklist_version": "1",
            "unheard": ["qwrt zxcv"],
            "locale": "mr",
        },
    }


def test_a_screening_speaks_english_and_left_nothing_unheard_unless_it_says_so() -> None:
    shown = ScreeningView("consent", None, None, 10).as_json()
    assert (shown["unheard"], shown["locale"]) == ([], "en")


def test_red_flags_and_an_outcome_are_shown_as_they_are() -> None:
    shown = ScreeningView("finished", None, None, 10, outcome="urgent", red_flags=("cardiac",)).as_json()
    assert (shown["outcome"], shown["red_flags"], shown["findings"]) == ("urgent", ["cardiac"], [])
