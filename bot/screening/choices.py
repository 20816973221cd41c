"""Buttons: the values they send, and what a pressed one means.

A value names what it was offered for and the asking it belongs to (`Screening.asked`), so that an
old button, or one pressed twice, never answers another question (contract, rule 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import PLAIN, Correction, Intent, Interpretation
from bot.domain.messages import Choice
from bot.domain.names import ANSWERS, WHY
from bot.domain.screening import Screening
from bot.screening.saying import Choices

_CONSENT = {"yes": "choice_agree", "no": "choice_refuse", "under_age": "choice_under_age"}
_ERASE = {"yes": "choice_erase", "no": "choice_keep"}
_WHOSE = {"yes": "choice_hers", "no": "choice_not_hers"}
_START_TOPICS = ("what_is_inversion", "risks_overview", "who_should_avoid")
_AS_INTENT: dict[str, Intent] = {answer: intent for intent, answer in PLAIN.items()}


def choices_for(kind: Choices, screening: Screening, knowledge: Knowledge) -> tuple[Choice, ...]:
    """The buttons of one kind, as things stand."""
    wording, asked = knowledge.wording, screening.asked
    if kind == "answers":
        names = [f"choice_{answer}" for answer in (*ANSWERS, "why")]
        return tuple(
            Choice(wording[name], f"{screening.question}:{name.removeprefix('choice_')}:{asked}")
            for name in names
        )
    if kind == "start":
        topics = [knowledge.topics[topic] for topic in _START_TOPICS]
        start = Choice(wording["choice_start"], "start")
        return (start, *(Choice(topic.label, f"topic:{topic.id}") for topic in topics if topic.label))
    if kind == "continue":
        return (Choice(wording["choice_continue"], "continue"),)
    pairs, subject = _side_choices(kind, screening), screening.candidate or screening.subject or ""
    return tuple(
        Choice(
            wording[name].format(subject=subject, minimum_age=knowledge.clinic.minimum_age),
            f"{kind}:{value}:{asked}",
        )
        for value, name in pairs.items()
    )


def _side_choices(kind: str, screening: Screening) -> Mapping[str, str]:
    """What each choice of a side question says, by the name of its wording."""
    if kind == "consent" and screening.subject:
        return {**_CONSENT, "yes": "choice_agree_proxy"}
    return {"consent": _CONSENT, "erase": _ERASE, "whose": _WHOSE}.get(kind, {})


def title_of(value: str, screening: Screening, knowledge: Knowledge) -> str:
    """What the button with this value said."""
    wording = knowledge.wording
    if value in ("start", "continue"):
        return wording[f"choice_{value}"]
    if value.startswith("topic:"):
        return knowledge.topics[value.removeprefix("topic:")].label
    about, chosen, _ = value.rsplit(":", 2)
    name = _side_choices(about, screening).get(chosen, f"choice_{chosen}")
    subject = screening.candidate or screening.subject or ""
    return wording[name].format(subject=subject, minimum_age=knowledge.clinic.minimum_age)


def pressed(value: str, title: str, screening: Screening) -> Interpretation:
    """What pressing the button `value` means now. The value must be one that was offered."""
    press = Interpretation(text=title, intent="not_understood", choice=True)
    if value == "start":
        return replace(press, intent="start_check")
    if value == "continue":
        return replace(press, intent="resume")
    if value.startswith("topic:"):
        return replace(press, intent="topic", topics=(value.removeprefix("topic:"),))
    about, chosen, asked = value.rsplit(":", 2)
    if about in ("consent", "erase", "whose"):
        return _side_question(press, about, chosen, asked, screening)
    return _answer(press, about, chosen, asked, screening)


def _side_question(
    press: Interpretation, about: str, chosen: str, asked: str, screening: Screening
) -> Interpretation:
    if screening.phase != about or int(asked) != screening.asked:
        return replace(press, intent="repeat")
    if chosen == "under_age":
        return replace(press, intent="deny", topics=("under_age",))
    return replace(press, intent=_AS_INTENT[chosen])


def _answer(
    press: Interpretation, question: str, chosen: str, asked: str, screening: Screening
) -> Interpretation:
    if chosen == "why":
        return replace(press, intent="why", topics=(f"{WHY}{question}",))
    if screening.pressed.get(question) == f"{chosen}:{asked}":
        return replace(press, intent="repeat")
    current = screening.phase == "asking" and screening.question == question
    if current and int(asked) == screening.asked:
        return replace(press, intent=_AS_INTENT[chosen])
    return replace(press, intent="correct", correction=Correction(question, PLAIN[_AS_INTENT[chosen]]))


def remember_press(value: str, screening: Screening) -> Screening:
    """Note an answer's button, so that the same one pressed again counts once."""
    parts = value.rsplit(":", 2)
    if len(parts) != 3 or parts[1] not in ANSWERS:
        return screening
    question, chosen, asked = parts
    return screening.but(pressed={**screening.pressed, question: f"{chosen}:{asked}"})
