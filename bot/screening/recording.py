"""Answers: recording, correcting and remembering them. The contract's rules 2 and 4 live here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from bot.content.knowledge import Checklist
from bot.domain.names import Answer
from bot.domain.screening import Screening, ToldCondition
from bot.screening.saying import Saying, Step, remark

V = TypeVar("V")

UNCLEAR_REPLIES = 2
"""So many unclear replies in a row to one question, and it is noted as `unsure`."""
OF_ANOTHER = "other_person"
"""The repair of a reply that speaks of somebody else's illness."""


def record(
    screening: Screening,
    checklist: Checklist,
    question: str,
    answer: Answer,
    said: str,
    *,
    stated: bool = False,
) -> Step:
    """Record `answer`, with the person's words.

    A `yes` gives way only to an explicit `no` to the question asked again; any other reply keeps it.
    An earlier `yes` that starting over cleared turns a `no` into `unsure`. What a `stated` value came to
    gives way only to another value.
    """
    old = screening.answers.get(question)
    if answer == "no" and old == "unsure" and question in screening.stated and not stated:
        return _settled(screening, question), (
            remark("already_recorded", **_about(checklist, question, old)),
        )
    if old == "yes" and answer != "yes":
        if screening.retaking != question:
            return _ask_again(screening, question), ()
        if answer != "no":
            return _settled(screening, question), (
                remark("already_recorded", **_about(checklist, question, old)),
            )
    changed = answer == "no" and question in screening.earlier_yes
    taken: Answer = "unsure" if changed else answer
    after = _settled(screening, question).but(
        answers={**screening.answers, question: taken},
        said={**screening.said, question: said},
        changed=_with(screening.changed, question) if changed else _less(screening.changed, question),
        stated=_with(screening.stated, question) if stated else _less(screening.stated, question),
        last_answered=question,
        run=screening.run + (screening.state == "finished"),
    )
    return after, _remarks(checklist, screening, question, old, taken, changed)


def correct(
    screening: Screening, checklist: Checklist, question: str | None, answer: Answer | None, said: str
) -> Step:
    """Change an earlier answer: a worse one at once; without a new answer the question is asked again.

    To a question that is being asked again "not sure" is a reply: its `yes` stays, and it is closed.
    """
    if question is None or not screening.consented:
        raise ValueError("a correction needs a question, and consent")
    old = screening.answers.get(question)
    takes_back = old == "yes" and answer != "yes"
    replies = screening.retaking == question and answer in ("unsure", "declined")
    if answer is not None and (replies or not takes_back):
        return record(screening, checklist, question, answer, said)
    if old is None:
        return screening.but(unclear=0), ()
    return _ask_again(screening, question), ()


def unclear(screening: Screening, checklist: Checklist, repair: str | None = None) -> Step:
    """A reply to the current question that is no answer yet: what is missing is asked, then `unsure`, aloud.

    `repair` names what of it was understood (`leaning_no`, `past`, ...); without it the question comes in
    other words.
    """
    question = screening.question
    if question is None:
        raise ValueError("no question is asked")
    if repair == OF_ANOTHER:
        return screening.but(repair=repair), ()  # told of somebody else: an aside, which does not count
    if screening.unclear + 1 < UNCLEAR_REPLIES:
        said = () if repair else (remark("not_understood_in_question"),)
        return screening.but(unclear=screening.unclear + 1, repair=repair), said
    old = screening.answers.get(question)
    if old == "yes":
        return _settled(screening, question), (
            remark("already_recorded", **_about(checklist, question, old)),
        )
    after, _ = record(screening, checklist, question, "unsure", "")
    return after, (remark("recorded_unsure_aloud", **_about(checklist, question, "unsure")),)


def back(screening: Screening, checklist: Checklist) -> Step:
    """Ask the question before the one that is asked once more; its answer stays until it is answered."""
    ids = checklist.ids
    here = ids.index(screening.question) if screening.question in ids else len(ids)
    before = next((question for question in reversed(ids[:here]) if question in screening.answers), None)
    if before is None:
        return screening.but(unclear=0), (remark("nothing_before"),)
    return _ask_again(screening, before), ()


def remember(screening: Screening, question: str | None, said: str) -> Step:
    """Keep a condition for its question's turn, where it is asked back. Nothing is recorded."""
    if question is None or question in screening.answers:
        return screening, ()
    return screening.but(told={**screening.told, question: ToldCondition("yes", said)}), ()


def _ask_again(screening: Screening, question: str) -> Screening:
    waits = None if screening.waiting_for == "doubt" else screening.waiting_for
    return screening.but(
        state="asking",
        question=question,
        retaking=question,
        part=None,
        unclear=0,
        repair=None,
        waiting_for=waits,
        asked=screening.asked + 1,
    )


def _settled(screening: Screening, question: str) -> Screening:
    """The question is closed: nothing of its asking is left."""
    ours = screening.question == question
    return screening.but(
        retaking=None if screening.retaking == question else screening.retaking,
        told=_without(screening.told, question),
        part=None if ours else screening.part,
        unclear=0 if ours else screening.unclear,
        repair=None if ours else screening.repair,
    )


def _remarks(
    checklist: Checklist, before: Screening, question: str, old: Answer | None, new: Answer, changed: bool
) -> tuple[Saying, ...]:
    about = _about(checklist, question, new)
    if changed:
        return (remark("recorded_changed", **about),)
    if old is not None and old != new:
        return (remark("corrected", **about, old=old, new=new),)
    if question == before.question and new == "no":
        return ()
    return (remark(f"recorded_{new}", **about),)


def _about(checklist: Checklist, question: str, answer: Answer | None) -> dict[str, str]:
    asked = checklist[question]
    return {"label": asked.label, "name": asked.name, "answer": answer or ""}


def _with(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return items if item in items else (*items, item)


def _less(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return tuple(other for other in items if other != item)


def _without(mapping: Mapping[str, V], key: str) -> dict[str, V]:
    return {name: value for name, value in mapping.items() if name != key}
