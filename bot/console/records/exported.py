"""What is exported, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.console.records import dossier as dossiers
from bot.console.records.dossier import Dossier
from bot.console.records.listing import Line
from bot.console.records.transcript import Spoken, transcript
from bot.console.services import Services
from bot.domain.screening import Screening
from bot.store.conversations.history import AnswerChange


def of_line(services: Services, line: Line, colleagues: Mapping[int, str]) -> dict[str, Any]:
    """A conversation of a list: no words of the visitor."""
    row, answers = line.row, line.row.screening.get("answers", {})
    return {
        "conversation": line.id,
        "begun": at(row.begun_at),
        "used": at(row.used_at),
        "channel": row.channel,
        "state": row.state,
        "stopped_at": row.question,
        "outcome": row.outcome,
        "checklist_version": row.screening.get("checklist_version"),
        "red_flags": line.red_flags,
        "not_understood": bool(row.not_understood),
        "yes_changed": bool(row.yes_changed),
        "doubt": bool(row.doubt),
        "review": row.review,
        "assignee": colleagues.get(row.assignee_id),
        "tags": line.tags,
        "answers": {question: answers.get(question) for question in services.knowledge.checklist.ids},
    }


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a list as one row: lists joined, a column for each answer."""
    row: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            row |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            row[name] = ", ".join(value) if isinstance(value, list) else value
    return row


def of_message(spoken: Spoken) -> dict[str, Any]:
    """A message with what was understood and recorded."""
    message, heard = spoken.message, spoken.understood
    return {
        "at": at(message.at),
        "from": message.sender,
        "text": message.text,
        "topic": message.topic,
        "choices": [choice["title"] for choice in message.choices],
        "understood": heard.intent if heard else None,
        "confidence": round(heard.confidence, 3) if heard and not heard.choice else None,
        "topics": list(heard.topics) if heard else [],
        "conditions": [
            {"question": one.question, "status": one.status, "text": one.text, "person": one.person}
            for one in (heard.mentions if heard else ())
        ],
        "recorded": [
            {"question": one.question, "previous": one.previous, "answer": one.answer}
            for one in spoken.changes
        ],
        "red_flags": list(spoken.red_flags),
        "should_have_been": [one.should_be for one in spoken.misreadings],
    }


def of_dossier(services: Services, dossier: Dossier) -> dict[str, Any]:
    """A whole conversation."""
    entry, verdict = dossier.entry, dossiers.verdict(services, dossier)
    return {
        "conversation": dossier.id,
        "channel": dossier.conversation.channel,
        "begun": at(dossier.conversation.created_at),
        "used": at(dossier.conversation.used_at),
        "state": dossier.screening.state,
        "outcome": verdict["outcome"],
        "checklist_version": verdict["version"],
        "answers": [
            {"question": one.question, "answer": one.answer, "said": one.said}
            for one in dossiers.answers(services, dossier)
        ],
        "corrections": [_correction(one) for one in dossier.changes if one.previous is not None],
        "red_flags": [{"at": at(one.at), "flag": one.flag, "said": one.said} for one in dossier.reports],
        **_in_doubt(dossier.screening),
        "booking_openings": [{"at": at(one.at), "verdict": one.verdict} for one in dossier.openings],
        "review": entry.review if entry else None,
        "tags": dossier.tags,
        "notes": [{"at": at(one.at), "author": one.author, "text": one.text} for one in dossier.notes],
        "releases": [
            {"at": at(one.at), "author": one.author, "kind": one.kind, "item": one.item, "reason": one.reason}
            for one in dossier.releases
        ],
        "messages": [of_message(spoken) for spoken in transcript(services, dossier)],
    }


def _in_doubt(screening: Screening) -> dict[str, Any]:
    """What was not understood, what became of it, and what else stands beside the answers."""
    return {
        "unheard": list(screening.unheard),
        "noted": list(screening.noted),
        "doubts": [{"said": list(one.said), "answer": one.answer} for one in screening.doubts],
        "emergency_checks": [{"flag": one.flag, "said": one.said} for one in screening.emergency_checks],
        "age_said": screening.age_said,
    }


def _correction(change: AnswerChange) -> dict[str, Any]:
    return {
        "at": at(change.at),
        "question": change.question,
        "previous": change.previous,
        "answer": change.answer,
        "cause": change.cause,
    }


def at(moment: datetime) -> str:
    """A moment in UTC."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
