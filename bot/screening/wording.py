"""From sayings to words: the wording is data, this only fills it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.content.knowledge import Clinic, Knowledge
from bot.domain.names import AGE, NOT_UNDERSTOOD, Answer
from bot.domain.screening import Screening
from bot.screening.saying import Saying, Utterance

TOPIC = "topic:"
RED_FLAG = "red_flag:"
_CONTACTS = ("phone", "email", "address", "hours", "website")


def contact(clinic: Clinic, wording: Mapping[str, str]) -> str:
    """How to reach the clinic, from what its file tells."""
    known = {name: getattr(clinic, name) for name in _CONTACTS}
    told = [wording[f"contact_{name}"].format(value=value) for name, value in known.items() if value]
    return ", ".join(told) or wording["contact_none"]


def common_values(knowledge: Knowledge) -> dict[str, str]:
    """What every text may mention: the clinic's names and numbers."""
    clinic = knowledge.clinic
    return {
        "clinic_name": clinic.name,
        "clinic_contact": contact(clinic, knowledge.wording),
        "emergency_number": clinic.emergency_number,
        "ambulance_number": clinic.ambulance_number,
        "crisis_line": clinic.crisis_line,
        "valid_days": str(clinic.result_valid_days),
        "minimum_age": str(clinic.minimum_age),
        "total": str(len(knowledge.checklist.questions)),
        "example": knowledge.checklist.questions[0].label.lower(),
    }


def advice(flag: str, knowledge: Knowledge) -> str:
    """What to do at a red flag."""
    return knowledge.red_flags[flag].advice.format(**common_values(knowledge))


def text_of(saying: Saying, knowledge: Knowledge, subject: str | None = None) -> str:
    """The words of `saying`, with every placeholder filled; about `subject` if that is not the person."""
    values = {**common_values(knowledge), **({"subject": subject} if subject else {})}
    values.update(_in_words(saying.values, knowledge))
    values["lines"] = _lines(saying.answers, knowledge)
    if "flag" in values:
        values["flag_label"] = knowledge.red_flags[values["flag"]].label
    if "repair" in values:
        kind, _, values["value"] = values["repair"].partition(":")
        values["repair"] = _wording(f"repair_{kind}", knowledge.wording, subject is not None).format(**values)
    if saying.wording.startswith(TOPIC):
        return knowledge.topics[saying.wording.removeprefix(TOPIC)].text.format(**values)
    if saying.wording.startswith(RED_FLAG):
        return knowledge.red_flags[saying.wording.removeprefix(RED_FLAG)].advice.format(**values)
    return _wording(saying.wording, knowledge.wording, subject is not None).format(**values)


def _wording(name: str, wording: Mapping[str, str], proxy: bool) -> str:
    """The sentence called `name`; lists are an introduction, a line for every answer, and an end."""
    if name in ("summary", "know"):
        return "\n".join([_wording(f"{name}_intro", wording, proxy), "{lines}", "", wording[f"{name}_end"]])
    if name == "correct_which":
        return "\n".join([wording[name], "{lines}"])
    if not proxy:
        return wording[name]
    base = "question_frame" if name == "question_frame_short" else name
    return wording.get(f"{base}_proxy", wording[name])


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


def findings_in_words(screening: Screening, findings: Iterable[tuple[str, str]], knowledge: Knowledge) -> str:
    """Each answer that kept the outcome from `eligible`: what it means, and whom to see."""
    return "\n\n".join(_finding(screening, question, answer, knowledge) for question, answer in findings)


def _finding(screening: Screening, question_id: str, answer: str, knowledge: Knowledge) -> str:
    wording = knowledge.wording
    if question_id == AGE:
        return wording["finding_age"].format(**common_values(knowledge))
    if question_id == NOT_UNDERSTOOD:
        said = "\n".join(wording["finding_said"].format(said=words) for words in screening.health_words)
        return f"{wording['finding_not_understood']}\n{said}"
    question = knowledge.checklist[question_id]
    name = "finding_line" if answer == "yes" else "finding_unsure"
    if question_id in screening.changed:
        name = "finding_changed"
    line = wording[name].format(
        label=question.label,
        answer=wording[f"answer_{answer}"],
        yes_means=question.yes_means,
        see=question.see,
    )
    said = screening.said.get(question_id, "")
    if len(said.split()) < 2 or said in (wording["choice_unsure"], wording["choice_declined"]):
        return line
    return f"{line}\n{wording['finding_said'].format(said=said)}"


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
