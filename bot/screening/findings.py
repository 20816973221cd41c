"""The findings of a check in words: what kept the outcome from `eligible`, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.content.knowledge import Knowledge, Question
from bot.content.placeholders import BY_WHEN
from bot.domain.names import AGE, NOT_UNDERSTOOD
from bot.domain.screening import Screening
from bot.screening.doubting import shortened
from bot.screening.wording import common_values

FEW: Final = 2
"""So many findings are explained; of more, each has a short line."""
_MOST_QUOTED: Final = 3

Findings = Sequence[tuple[str, str]]
"""Question or doubt → the answer."""


def findings_in_words(screening: Screening, findings: Iterable[tuple[str, str]], knowledge: Knowledge) -> str:
    """Each answer that kept the outcome from `eligible`, a line each; of few, with what it means."""
    found = tuple(findings)
    return "\n".join(
        _finding(screening, question, answer, knowledge, few=len(found) <= FEW) for question, answer in found
    )


def _finding(screening: Screening, question_id: str, answer: str, knowledge: Knowledge, *, few: bool) -> str:
    wording, values = knowledge.wording, common_values(knowledge)
    if question_id == AGE:
        return wording["finding_age"].format(**values)
    if question_id == NOT_UNDERSTOOD:
        return "\n".join(_beside_the_answers(screening, knowledge))
    question = knowledge.checklist[question_id]
    line = wording[_name(screening, question_id, answer, few)].format(
        label=question.label,
        answer=wording[f"answer_{answer}"].lower(),
        yes_means=question.yes_means.format(**values),
    )
    said = screening.said.get(question_id, "")
    if not few or len(said.split()) < 2 or said in (wording["choice_unsure"], wording["choice_declined"]):
        return line
    return f"{line}\n{_quoted(said, knowledge)}"


def _beside_the_answers(screening: Screening, knowledge: Knowledge) -> Iterator[str]:
    """What was told and no question asks about, and what was not understood; each in the person's words."""
    beside = (("finding_noted", screening.noted), ("finding_not_understood", screening.health_words))
    for name, words in beside:
        if words:
            yield knowledge.wording[name]
            yield from (_quoted(said, knowledge) for said in words[-_MOST_QUOTED:])


def _name(screening: Screening, question: str, answer: str, few: bool) -> str:
    if not few:
        return "finding_short"
    if question in screening.changed:
        return "finding_changed"
    return "finding_line" if answer == "yes" else "finding_unsure"


def _quoted(said: str, knowledge: Knowledge) -> str:
    return knowledge.wording["finding_said"].format(said=shortened(said))


def next_steps(findings: Iterable[tuple[str, str]], knowledge: Knowledge) -> str:
    """What to do about the findings: which doctor, by when, what to take along."""
    ids = knowledge.checklist.ids
    questions = [knowledge.checklist[name] for name, _ in findings if name in ids]
    wording = knowledge.wording
    papers = [question.bring for question in questions] if len(questions) <= FEW else []
    soonest = max((BY_WHEN.index(question.by_when) for question in questions), default=0)
    return wording["next_steps"].format(
        **common_values(knowledge),
        see=_see(questions, knowledge),
        by_when=wording[f"by_when_{BY_WHEN[soonest]}"],
        bring=", ".join(dict.fromkeys((*papers, wording["bring_always"]))),
    )


def _see(questions: Sequence[Question], knowledge: Knowledge) -> str:
    doctors = {question.see for question in questions}
    return doctors.pop() if len(doctors) == 1 else knowledge.wording["see_several"]
