"""From sayings to words: the wording is data, this only fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.content.knowledge import Clinic, Knowledge
from bot.domain.names import NEAR, Answer
from bot.screening.saying import Saying, Utterance
from bot.screening.sources import in_a_line, in_full

TOPIC = "topic:"
RED_FLAG = "red_flag:"
AGAIN = "again:"
_OF_A_QUESTION = ("ask", "ask_again", "hint", "why", "about", "yes_means")
"""Values that are texts of the checklist, and may hold placeholders themselves."""
_EMPTY_LINES = re.compile(r"\n{3,}")
_CONTACTS = ("phone", "email", "address", "hours", "website")


def contact(clinic: Clinic, wording: Mapping[str, str]) -> str:
    """How to reach the clinic, from what its file tells."""
    known = {name: getattr(clinic, name) for name in _CONTACTS}
    told = [wording[f"contact_{name}"].format(value=value) for name, value in known.items() if value]
    return ", ".join(told) or wording["contact_none"]


def common_values(knowledge: Knowledge) -> dict[str, str]:
    """What every text may mention: the clinic's names and numbers."""
    clinic = knowledge.clinic
    values = {
        "clinic_name": clinic.name,
        "clinic_contact": contact(clinic, knowledge.wording),
        "emergency_number": clinic.emergency_number,
        "ambulance_number": clinic.ambulance_number,
        "crisis_line": clinic.crisis_line,
        "valid_days": str(clinic.result_valid_days),
        "minimum_age": str(clinic.minimum_age),
        "total": str(len(knowledge.checklist.questions)),
        "example": knowledge.checklist.questions[0].label.lower(),
        "obesity_bmi": f"{clinic.obesity_bmi_threshold:g}",
        "obesity_bmi_ask": f"{clinic.obesity_bmi_ask_threshold:g}",
    }
    return {**values, "safety_net": knowledge.wording["safety_net"].format(**values)}


def advice(flag: str, knowledge: Knowledge) -> str:
    """What to do at a red flag."""
    return knowledge.red_flags[flag].advice.format(**common_values(knowledge))


def text_of(saying: Saying, knowledge: Knowledge, subject: str | None = None) -> str:
    """The words of `saying`, with every placeholder filled; about `subject` if that is not the person."""
    values = {**common_values(knowledge), **({"subject": subject} if subject else {})}
    values.update(_in_words(saying.values, knowledge))
    values["lines"] = _lines(saying.answers, knowledge)
    values.update({name: values[name].format(**values) for name in _OF_A_QUESTION if name in values})
    if "flag" in values:
        values["flag_label"] = knowledge.red_flags[values["flag"]].label
    if "sources_of" in values:
        values["sources"] = in_a_line(values["sources_of"], knowledge)
    if "repair" in values:
        kind, _, values["value"] = values["repair"].partition(":")
        values["repair"] = _wording(f"repair_{kind}", knowledge.wording, subject is not None).format(**values)
    return _EMPTY_LINES.sub("\n\n", _template(saying, knowledge, subject).format(**values).strip("\n"))


def _template(saying: Saying, knowledge: Knowledge, subject: str | None) -> str:
    """The text with its placeholders."""
    if saying.wording == "sources":
        return in_full(saying.values["sources_of"], knowledge)
    if saying.wording.startswith(TOPIC):
        return knowledge.topics[saying.wording.removeprefix(TOPIC)].text
    if saying.wording.startswith(NEAR):
        return knowledge.near_conditions.by_id[saying.wording.removeprefix(NEAR)].text
    if saying.wording.startswith(RED_FLAG):
        return knowledge.red_flags[saying.wording.removeprefix(RED_FLAG)].advice
    if saying.wording.startswith(AGAIN):
        return knowledge.red_flags[saying.wording.removeprefix(AGAIN)].again
    return _wording(saying.wording, knowledge.wording, subject is not None)


def _wording(name: str, wording: Mapping[str, str], proxy: bool) -> str:
    """The sentence called `name`; lists are an introduction, a line for every answer, and an end."""
    if name in ("summary", "know"):
        return "\n".join([_wording(f"{name}_intro", wording, proxy), "{lines}", "", wording[f"{name}_end"]])
    if name == "correct_which":
        return "\n".join([wording[name], "{lines}"])
    return wording.get(f"{name}_proxy", wording[name]) if proxy else wording[name]


def with_remarks(worded: Iterable[tuple[Utterance, str]]) -> list[tuple[Utterance, str]]:
    """Put remarks in front of the message that follows them; trailing ones end the last message."""
    merged: list[tuple[Utterance, str]] = []
    waiting: list[str] = []
    for said, text in worded:
        if said.saying.topic is None:
            waiting.append(text)
        else:
            merged.append((said, "\n\n".join([*waiting, text])))
            waiting = []
    if waiting and merged:
        said, text = merged.pop()
        merged.append((said, "\n\n".join([text, *waiting])))
    return merged


def _in_words(values: Mapping[str, str], knowledge: Knowledge) -> dict[str, str]:
    words = dict(values)
    for name in ("answer", "old", "new"):
        if words.get(name):
            words[name] = knowledge.wording[f"answer_{words[name]}"]
    return words


def _lines(answers: Mapping[str, Answer], knowledge: Knowledge) -> str:
    checklist, wording = knowledge.checklist, knowledge.wording
    return "\n".join(
        wording["summary_line"].format(
            position=checklist.position(question.id),
            label=question.label,
            answer=wording[f"answer_{answers[question.id]}"],
        )
        for question in checklist.questions
        if question.id in answers
    )
