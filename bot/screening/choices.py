"""Choices: the values they send, the titles they carry, and what a pressed one means.

A value names what it was offered for and the asking it belongs to (`Screening.asked`, or the number of the
doubt or of the emergency check), so that an old button, or one pressed twice, never answers another question
(contract, rule 3). `change:<question>` and `language:<code>` are taken at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.content.knowledge import Knowledge
from bot.domain.errors import NeverOffered
from bot.domain.interpretation import PLAIN, Correction, Intent, Interpretation
from bot.domain.messages import Choice
from bot.domain.names import ANSWERS, CHANGE, CONDITION, LANGUAGE, LANGUAGES, WHY
from bot.domain.screening import Screening
from bot.screening.saying import Choices
from bot.screening.sources import SOURCES, sources_of

_CONSENT = {"yes": "choice_agree", "no": "choice_refuse", "under_age": "choice_under_age"}
_ERASE = {"yes": "choice_erase", "no": "choice_keep"}
_WHOSE = {"yes": "choice_hers", "no": "choice_not_hers"}
_DOUBT = {"none": "choice_doubt_none", "health": "choice_doubt_health"}
_EMERGENCY = {"yes": "choice_emergency_yes", "no": "choice_emergency_no"}
_PLAIN_VALUES: Mapping[str, tuple[str, Intent]] = {
    "start": ("choice_start", "start_check"),
    "continue": ("choice_continue", "resume"),
    "start_over": ("choice_start_over", "start_over"),
}
_NUMBERED = {"doubt": _DOUBT, "emergency": _EMERGENCY}
_SIDE_QUESTIONS = ("consent", "erase", "whose")
_ANYTIME: tuple[Choices, ...] = ("start", "continue", "again", "sources", "more")
_OFFERED: Mapping[str, tuple[Choices, ...]] = {
    "consent": ("consent",),
    "erase": ("erase",),
    "whose": ("whose",),
    "doubt": ("doubt",),
    "emergency_check": ("emergency",),
}
"""The choices of a side question, by the phase in which it waits."""
_START_TOPICS = ("what_is_inversion", "risks_overview", "who_should_avoid")
_AS_INTENT: dict[str, Intent] = {answer: intent for intent, answer in PLAIN.items()}
_TOPIC: Final = "topic:"
_BEFORE_CONSENT: Final = "privacy"
"""The topic that tells the rest of what is agreed to."""


def choices_for(kind: Choices, screening: Screening, knowledge: Knowledge) -> tuple[Choice, ...]:
    """The buttons of one kind, as things stand."""
    return tuple(
        Choice(title_of(value, screening, knowledge), value) for value in _values(kind, screening, knowledge)
    )


def _values(kind: Choices, screening: Screening, knowledge: Knowledge) -> tuple[str, ...]:
    if kind == "answers":
        return tuple(f"{screening.question}:{name}:{screening.asked}" for name in (*ANSWERS, "why"))
    if kind == "start":
        topics = (knowledge.topics[topic] for topic in _START_TOPICS)
        return ("start", *(f"{_TOPIC}{topic.id}" for topic in topics if topic.label))
    if kind == "doubt":
        return tuple(_numbered("doubt", name, len(screening.doubts)) for name in _DOUBT)
    if kind == "emergency":
        return tuple(_numbered("emergency", name, len(screening.emergency_checks)) for name in _EMERGENCY)
    plain = {"continue": ("continue",), "again": ("start_over",), "none": ()}
    if kind in plain:
        return plain[kind]
    topic = screening.last_topic or ""
    if kind == "more":
        return (f"{_TOPIC}{topic}",) if topic.startswith(CONDITION) else ()
    if kind == "sources":
        return (f"{_TOPIC}{SOURCES}{topic}",) if sources_of(topic, knowledge) else ()
    side = tuple(f"{kind}:{name}:{screening.asked}" for name in _side_choices(kind, screening))
    more = kind == "consent" and knowledge.topics[_BEFORE_CONSENT].label
    return (*side, f"{_TOPIC}{_BEFORE_CONSENT}") if more else side


def _numbered(about: str, name: str, number: int) -> str:
    """`doubt:none` of the first doubt, `doubt:none:2` of the second one ..."""
    return f"{about}:{name}" if number == 1 else f"{about}:{name}:{number}"


def _side_choices(kind: str, screening: Screening) -> Mapping[str, str]:
    """What each choice of a side question says, by the name of its wording."""
    if kind == "consent" and screening.subject:
        return {**_CONSENT, "yes": "choice_agree_proxy"}
    return {"consent": _CONSENT, "erase": _ERASE, "whose": _WHOSE}.get(kind, {})


def always_taken(value: str, screening: Screening) -> bool:
    """Whether `value` may be sent though no message offered it."""
    about, _, what = value.partition(":")
    return (about == CHANGE and what in screening.answers) or (about == LANGUAGE and what in LANGUAGES)


def taken_title(value: str, screening: Screening, knowledge: Knowledge, *, offered: bool) -> str:
    """What the button with this value says. Raises NeverOffered for one that may not be sent."""
    if not (offered or always_taken(value, screening)):
        raise NeverOffered(value)
    return title_of(value, screening, knowledge)


def title_of(value: str, screening: Screening, knowledge: Knowledge) -> str:
    """What the button with this value says."""
    wording = knowledge.wording
    about, _, rest = value.partition(":")
    chosen = rest.partition(":")[0]
    if value in _PLAIN_VALUES:
        name = _PLAIN_VALUES[value][0]
    elif rest.startswith(SOURCES):
        name = "choice_sources"
    elif rest.startswith(CONDITION):
        name = "choice_more"
    elif about == "topic":
        return knowledge.topics[rest].label
    elif about == CHANGE:
        return wording["choice_change"].format(label=knowledge.checklist[rest].label)
    elif about == LANGUAGE:
        return LANGUAGES[rest]
    elif about in _NUMBERED:
        name = _NUMBERED[about][chosen]
    else:
        name = _side_choices(about, screening).get(chosen, f"choice_{chosen}")
    subject = screening.candidate or screening.subject or ""
    return wording[name].format(subject=subject, minimum_age=knowledge.clinic.minimum_age)


def typed(text: str, screening: Screening, knowledge: Knowledge) -> str | None:
    """The value of the choice whose title was typed, among those that stand now; answers are read as words.

    "Yes, delete everything", typed as the button says it, is that choice (contract, section 3).
    """
    wanted = _same_words(text)
    for kind in (*_OFFERED.get(screening.phase, ()), *_ANYTIME):
        for choice in choices_for(kind, screening, knowledge):
            if _same_words(choice.title) == wanted and _stands(choice.value, screening):
                return choice.value
    return None


def _stands(value: str, screening: Screening) -> bool:
    if value == "continue":
        return screening.phase == "paused"
    if value == "start_over":
        return screening.phase == "finished"
    return True


def _same_words(text: str) -> str:
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join(kept.split())


def pressed(value: str, title: str, screening: Screening) -> Interpretation:
    """What pressing the button `value` means now. The value must be one that was offered."""
    press = Interpretation(text=title, intent="not_understood", choice=True)
    about, _, rest = value.partition(":")
    if value in _PLAIN_VALUES:
        return replace(press, intent=_PLAIN_VALUES[value][1])
    if about in ("topic", LANGUAGE):
        return replace(press, intent="topic" if about == "topic" else "language", topics=(rest,))
    if about == CHANGE:
        return replace(press, intent="correct", correction=Correction(rest))
    if about in _NUMBERED:
        chosen, _, number = rest.partition(":")
        return _numbered_choice(press, about, chosen, int(number or 1), screening)
    about, chosen, asked = value.rsplit(":", 2)
    if about in _SIDE_QUESTIONS:
        return _side_question(press, about, chosen, asked, screening)
    return _answer(press, about, chosen, asked, screening)


def _numbered_choice(
    press: Interpretation, about: str, chosen: str, number: int, screening: Screening
) -> Interpretation:
    """A choice of a doubt or of an emergency check. That it is happening now counts whenever it is said."""
    if about == "doubt":
        if number > len(screening.doubts):
            return replace(press, intent="repeat")
        return replace(press, intent="settle_doubt", topics=(chosen,), number=number)
    if chosen == "yes" and number <= len(screening.emergency_checks):
        return replace(press, intent="report_emergency", number=number)
    waits = screening.possible_flag is not None and number == len(screening.emergency_checks)
    return replace(press, intent="deny" if waits else "repeat")


def _side_question(
    press: Interpretation, about: str, chosen: str, asked: str, screening: Screening
) -> Interpretation:
    if chosen == "under_age":
        return replace(press, intent="under_age")  # whenever it is said (contract, rule 9)
    if screening.phase != about or int(asked) != screening.asked:
        return replace(press, intent="repeat")
    return replace(press, intent=_AS_INTENT[chosen])


def _answer(
    press: Interpretation, question: str, chosen: str, asked: str, screening: Screening
) -> Interpretation:
    if chosen == "why":
        return replace(press, intent="why", topics=(f"{WHY}{question}",))
    if screening.pressed.get(question) == f"{chosen}:{asked}":
        return replace(press, intent="repeat")
    if chosen == "no" and int(asked) <= screening.older:
        return replace(press, intent="repeat")  # a no to an older question is none to the one asked now
    current = screening.phase == "asking" and screening.question == question
    if current and int(asked) == screening.asked:
        return replace(press, intent=_AS_INTENT[chosen])
    return replace(press, intent="correct", correction=Correction(question, PLAIN[_AS_INTENT[chosen]]))


def remember_press(value: str, screening: Screening) -> Screening:
    """Note an answer's button, so that the same one pressed again counts once."""
    parts = value.rsplit(":", 2)
    if len(parts) != 3 or parts[1] not in ANSWERS or parts[0] in (*_SIDE_QUESTIONS, *_NUMBERED):
        return screening
    question, chosen, asked = parts
    return screening.but(pressed={**screening.pressed, question: f"{chosen}:{asked}"})
