""" "Make this a test": the conversation as a scenario file, without what could tell who it was."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from flask import Blueprint, Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from bot.console import dossier as dossiers
from bot.console.desk import Desk, desk, me
from bot.console.dossier import Dossier
from bot.console.redaction import redacted
from bot.console.transcript import Spoken, transcript

pages = Blueprint("scenario", __name__, url_prefix="/conversations/<id>")

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_LONGEST: Final = 60_000


@pages.get("/test")
def show(id: str) -> ResponseReturnValue:
    """The file, to be read over and mended before it is taken."""
    dossier = dossiers.read(desk(), id)
    with desk().store.writing() as session:
        desk().trail.add(session, me().name, "look", id)
    return render_template("scenario.html", id=id, text=written(desk(), dossier))


@pages.post("/test")
def save(id: str) -> ResponseReturnValue:
    """The file as it was mended."""
    text = request.form.get("text", "").replace("\r\n", "\n")[:_LONGEST]
    try:
        if not isinstance(yaml.safe_load(text), dict):
            raise yaml.YAMLError
    except yaml.YAMLError:
        flash("That is not YAML any more. Mend it, or begin again.")
        return render_template("scenario.html", id=id, text=text)
    with desk().store.writing() as session:
        desk().trail.add(session, me().name, "test_file", id)
    disposition = {"Content-Disposition": f'attachment; filename="{_file_name(id)}"'}
    return Response(text, content_type="application/yaml; charset=utf-8", headers=disposition)


def written(here: Desk, dossier: Dossier) -> str:
    """The scenario as YAML."""
    known = _known_words(here)
    heard = [spoken for spoken in transcript(here, dossier) if spoken.message.sender == "visitor"]
    outcome = dossiers.verdict(here, dossier)["outcome"]
    ends: dict[str, Any] = {
        "state": dossier.screening.state,
        "outcome": outcome,
        "answers": dict(dossier.screening.answers),
        "red_flags": list(dossier.screening.red_flags),
    }
    scenario = {
        "name": "Say in one sentence what this shows",
        "checklist": dossier.conversation.checklist_version,
        "turns": [_turn(spoken, known) for spoken in heard],
        "ends": ends,
    }
    text: str = yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=100)
    return text


def _turn(spoken: Spoken, known: frozenset[str]) -> dict[str, Any]:
    heard = spoken.understood
    if heard is not None and heard.choice:
        return {"choose": spoken.message.text}
    turn: dict[str, Any] = {"say": redacted(spoken.message.text, known)}
    if spoken.misreadings:
        turn["should_be"] = spoken.misreadings[-1].should_be
    return turn


def _known_words(here: Desk) -> frozenset[str]:
    """Words of the clinic's own files: "Ecosprin" is no name."""
    knowledge = here.knowledge
    texts = [question.ask + question.name + question.about for question in knowledge.checklist.questions]
    texts += [topic.text for topic in knowledge.topics.values()]
    for words in knowledge.lay_words.values():
        texts += [*words.terms, *words.medicines, *words.examples, *words.ask]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def _file_name(id: str) -> str:
    if not id.isalnum():
        abort(404)
    return f"from-console-{id[:8]}.yml"
