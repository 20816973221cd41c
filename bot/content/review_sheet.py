"""Everything that a named clinician decides, in one language, as a document to read and sign.

It prints what the content says now; `make sign-off` then signs exactly that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.content.digests import digest_of_all
from bot.content.knowledge import Knowledge, Question

_ANSWER: Final = "Right as it stands: ☐ yes ☐ no, because:\n"
_SIGNATURE: Final = """\
## Signature

I have read this document and decide as ticked above.

Name, specialty, registration number: ____________________________

Date and signature: ____________________________
"""
OF_THE_END: Final = ("outcome_eligible", "outcome_ask_clinician", "outcome_avoid", "next_steps", "safety_net")
"""The wording that a clinician answers for; what stands in braces is filled in while people write."""


def review_sheet(knowledge: Knowledge) -> str:
    """The whole document, in Markdown."""
    return "\n".join(
        (
            *_head(knowledge),
            *_thresholds(knowledge),
            *_decisions(knowledge),
            *_questions(knowledge),
            *_emergencies(knowledge),
            *_outcomes(knowledge),
            *_near(knowledge),
            *_topics(knowledge),
            *_sources(knowledge),
            _SIGNATURE,
        )
    )


def _head(knowledge: Knowledge) -> Iterator[str]:
    yield f"# What a clinician decides: {knowledge.clinic.name}, language `{knowledge.language}`\n"
    yield "Printed by `make review-sheet` from `bot/knowledge/`; changes belong there, then print it anew.\n"
    yield f"Checklist version: {knowledge.checklist.version}\n"
    yield f"Digest of the content: `{digest_of_all(knowledge.digests)}`\n"


def _thresholds(knowledge: Knowledge) -> Iterator[str]:
    clinic = knowledge.clinic
    yield "## Thresholds and numbers (clinic.yml)\n"
    yield f"- Obesity is a yes from a BMI of {clinic.obesity_bmi_threshold:g}"
    yield f"- A doctor should look from a BMI of {clinic.obesity_bmi_ask_threshold:g}"
    yield f"- Youngest age: {clinic.minimum_age} years"
    yield f"- A result without findings holds {clinic.result_valid_days} days"
    yield f"- Emergency {clinic.emergency_number}, ambulance {clinic.ambulance_number}"
    yield f"- For people who may harm themselves: {clinic.crisis_line}\n"
    yield _ANSWER


def _decisions(knowledge: Knowledge) -> Iterator[str]:
    yield "## Decisions\n"
    for decision in knowledge.decisions.values():
        yield f"### `{decision.id}`\n"
        yield f"To decide: {decision.decides}\n"
        yield f"Taken until then: {_filled(decision.taken, knowledge)}\n"
        yield f"Why: {_filled(decision.why, knowledge)} (in `{decision.in_file}`)\n"
        yield _ANSWER


def _questions(knowledge: Knowledge) -> Iterator[str]:
    yield "## Questions\n"
    for question in knowledge.checklist.questions:
        yield f"### {knowledge.checklist.position(question.id)}. {question.label} (`{question.id}`)\n"
        yield from (f"- {name}: {_filled(text, knowledge)}" for name, text in _texts(question).items())
        yield ""
        yield _ANSWER


def _texts(question: Question) -> Mapping[str, str]:
    return {
        "Asked": question.ask,
        "Examples": "; ".join(question.examples) or "none",
        "In other words": question.ask_again,
        **{f"Part `{part.id}` (a past one counts: {part.past_counts})": part.ask for part in question.parts},
        "For somebody else": question.for_other.ask,
        "How to answer": question.hint,
        "A past one counts": question.past_counts,
        "One that is only possible counts": "as not sure" if question.asks_possible else "no",
        "Why it is asked": question.why,
        "What a yes means": question.yes_means,
        "Doctor": f"{question.see}; {question.by_when}; bring {question.bring}",
        "Is it safe with it": question.about,
        "Sources": ", ".join(question.sources) or "none",
    }


def _emergencies(knowledge: Knowledge) -> Iterator[str]:
    yield "## Emergencies (how they are recognised: `make red-flags-review`)\n"
    for flag in knowledge.red_flags.values():
        yield f"### `{flag.id}`: {flag.label} (urgency: {flag.urgency})\n"
        yield f"{_filled(flag.advice, knowledge)}\n"
        yield f"In short: {_filled(flag.again, knowledge)}\n"
        yield _ANSWER


def _outcomes(knowledge: Knowledge) -> Iterator[str]:
    yield "## The end of the check\n"
    for name in OF_THE_END:
        yield f"### `{name}`\n"
        yield f"{knowledge.wording[name]}\n"
        yield _ANSWER


def _near(knowledge: Knowledge) -> Iterator[str]:
    yield "## Not on the clinic's list\n"
    for near in knowledge.near_conditions.by_id.values():
        yield f"### {near.label} (`{near.id}`)\n"
        yield f"{_filled(near.text, knowledge)}\n"
        yield f"Sources: {', '.join(near.sources) or 'none'}\n"
        yield _ANSWER


def _topics(knowledge: Knowledge) -> Iterator[str]:
    yield "## Explanations\n"
    for topic in knowledge.topics.values():
        if topic.sources:
            yield f"### `{topic.id}`\n"
            yield f"{_filled(topic.text, knowledge)}\n"
            yield f"Sources: {', '.join(topic.sources)}\n"
            yield _ANSWER


def _sources(knowledge: Knowledge) -> Iterator[str]:
    yield "## Sources, and what each is cited for\n"
    for source in knowledge.sources.values():
        yield f"- `{source.id}`: {source.title}: {source.cited_for}"
    yield ""


def _filled(text: str, knowledge: Knowledge) -> str:
    """The text with the clinic's thresholds and numbers; other placeholders stay as they are."""
    clinic = knowledge.clinic
    values = {
        "obesity_bmi": f"{clinic.obesity_bmi_threshold:g}",
        "obesity_bmi_ask": f"{clinic.obesity_bmi_ask_threshold:g}",
        "minimum_age": str(clinic.minimum_age),
        "valid_days": str(clinic.result_valid_days),
        "emergency_number": clinic.emergency_number,
        "ambulance_number": clinic.ambulance_number,
        "crisis_line": clinic.crisis_line,
        "clinic_name": clinic.name,
    }
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
