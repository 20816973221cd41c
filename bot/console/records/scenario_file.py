"""A conversation in the form of tests/scenarios: what the person did, and what came of it."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from bot.console.records.dossier import Dossier
from bot.console.records.redaction import redacted
from bot.console.records.transcript import Spoken, transcript
from bot.console.services import Services
from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Interpretation

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NAMES: Final = {
    "start": "Start",
    "continue": "Continue",
    "agree": "Agree",
    "refuse": "Do not agree",
    "under_age": "Under age",
    "erase": "Erase",
    "keep": "Keep",
    "hers": "Theirs",
    "not_hers": "Not theirs",
    "yes": "Yes",
    "no": "No",
    "unsure": "Not sure",
    "declined": "Rather not say",
    "why": "Why do you ask?",
}
"""What scenarios call the buttons: their words may change."""


def written(services: Services, dossier: Dossier) -> str:
    """The scenario as YAML, numbers, addresses and names taken out."""
    spoken, known = transcript(services, dossier), _known_words(services.knowledge)
    steps = [
        _step(services, dossier, one, known, _replies(spoken, one))
        for one in spoken
        if one.message.sender == "visitor"
    ]
    scenario = [
        {"scenario": f"From the console, {dossier.id[:8]}: say in one sentence what it shows", "steps": steps}
    ]
    text: str = yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=100)
    return text


def _replies(spoken: list[Spoken], heard: Spoken) -> list[Spoken]:
    turn = heard.message.turn_id
    return [one for one in spoken if one.message.sender == "bot" and turn and one.message.turn_id == turn]


def _step(
    services: Services, dossier: Dossier, heard: Spoken, known: frozenset[str], replies: list[Spoken]
) -> dict[str, Any]:
    step = _did(services.knowledge, heard, known)
    topics = [one.message.topic or "" for one in replies]
    if heard.changes:
        step["answers"] = {change.question: change.answer or "none" for change in heard.changes}
    if topics:
        step["topics"] = topics
    if "outcome:eligible" in topics:
        step["link"] = "yes"
    outcome = next((topic.partition(":")[2] for topic in topics if topic.startswith("outcome:")), None)
    if outcome:
        step["outcome"] = outcome
    if heard.misreadings:
        step["should_have_been"] = heard.misreadings[-1].should_be
    return step


def _did(knowledge: Knowledge, heard: Spoken, known: frozenset[str]) -> dict[str, Any]:
    meant = heard.understood
    if meant is None or not meant.choice:
        return {"person": redacted(heard.message.text, known)}
    if meant.intent == "topic" and meant.topics:
        return {"chooses": f"topic:{meant.topics[0]}"}
    return {"chooses": _button(knowledge, heard.message.text), **_about(meant)}


def _about(meant: Interpretation) -> dict[str, Any]:
    """Which question an older button was for."""
    return {"for": meant.correction.question} if meant.correction and meant.correction.question else {}


def _button(knowledge: Knowledge, title: str) -> str:
    """What scenarios call the button with this title."""
    for name, called in _NAMES.items():
        words = knowledge.wording[f"choice_{name}"]
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)), title):
            return called
    return title


def _known_words(knowledge: Knowledge) -> frozenset[str]:
    """Words of the clinic's own files: "Ecosprin" is no name."""
    texts = [question.ask + question.name + question.about for question in knowledge.checklist.questions]
    texts += [topic.text for topic in knowledge.topics.values()]
    for words in knowledge.lay_words.values():
        texts += [*words.terms, *words.medicines, *words.examples, *words.ask]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))
