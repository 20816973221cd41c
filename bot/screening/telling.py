"""Telling: topics, reasons, what is known, the summary and the end."""

from __future__ import annotations

from bot.content.knowledge import Knowledge
from bot.domain.decision import decide
from bot.domain.names import CONDITION, NEAR, NEAR_TOPIC, SELF_HARM, WHY
from bot.domain.screening import Screening
from bot.screening.doubting import doubtful, left_doubts, most_urgent
from bot.screening.findings import next_steps
from bot.screening.saying import OUTCOME, Choices, Saying, Step, remark
from bot.screening.sources import SOURCES, sources_of

SAYINGS = {
    "bypass": Saying("booking", "bypass_refused", {}, "start"),
    "medical": Saying("out_of_scope", "limit_medical"),
    "not_understood": Saying("not_understood", "not_understood", {}, "start"),
    "correct_nothing": Saying("not_understood", "correct_nothing"),
    "help_devanagari": remark("help_devanagari"),
    "slash": Saying("not_understood", "slash_text"),
}
"""Fixed replies that are no topic of their own."""


SHORT = "short:"
"""How the name of a condition begins that is told in short."""


def tell(screening: Screening, knowledge: Knowledge, topic: str | None) -> Step:
    """Answer a topic, `condition:<question>`, or a near-condition, `near:<id>`.

    `short:condition:<question>` says it in short, `sources:<topic>` lists where it comes from.
    """
    if topic is None:
        raise ValueError("tell needs a topic")
    if topic.startswith(SOURCES):
        told = topic.removeprefix(SOURCES)
        named = NEAR_TOPIC if told.startswith(NEAR) else told
        return screening, (Saying(named, "sources", {"sources_of": told}),)
    short, topic = topic.startswith(SHORT), topic.removeprefix(SHORT)
    screening = screening.but(last_topic=topic)
    if topic.startswith(CONDITION):
        return screening, (_condition(knowledge, topic.removeprefix(CONDITION), short=short),)
    if topic.startswith(NEAR):
        return screening, (
            Saying(NEAR_TOPIC, topic, {}, "sources" if sources_of(topic, knowledge) else "none"),
        )
    start = topic in ("greeting", "capabilities") and screening.phase == "not_started"
    choices: Choices = "start" if start else "sources" if sources_of(topic, knowledge) else "none"
    return screening, (Saying(topic, f"topic:{topic}", {}, choices),)


def _condition(knowledge: Knowledge, question_id: str, *, short: bool) -> Saying:
    topic = f"{CONDITION}{question_id}"
    if short:
        question = knowledge.checklist[question_id]
        values = {"yes_means": question.yes_means, "name": question.name}
        return Saying(topic, "about_short", values, "more")
    values = {"about": knowledge.checklist[question_id].about, "sources_of": topic}
    return Saying(topic, "about_frame", values, "sources")


def why(screening: Screening, knowledge: Knowledge, question_id: str | None) -> Step:
    """Why a question is asked, and from where that is known."""
    if question_id is None:
        raise ValueError("why needs a question")
    topic = f"{CONDITION}{question_id}"
    values = {"why": knowledge.checklist[question_id].why, "sources_of": topic}
    return screening.but(last_topic=topic), (Saying(f"{WHY}{question_id}", "why_frame", values, "sources"),)


def say(screening: Screening, name: str | None) -> Step:
    """One of the fixed replies."""
    return screening, (SAYINGS[name or ""],)


def know(screening: Screening) -> Step:
    """Everything that is stored about the person's answers."""
    wording = "know" if screening.answers else "know_nothing"
    return screening, (Saying("my_data", wording, answers=screening.answers),)


def which(screening: Screening) -> Step:
    """Ask which answer is to be changed."""
    return screening, (Saying("summary", "correct_which", answers=screening.answers),)


def conclude(screening: Screening, *, again: bool) -> Step:
    """Every question is answered: the summary and the outcome, in one turn.

    Told `again`, without the summary, and with an offer to begin anew.
    """
    done = screening.but(
        state="finished",
        question=None,
        part=None,
        unclear=0,
        repair=None,
        waiting_for=None,
        doubts=left_doubts(screening),
        asked=screening.asked + 1,
    )
    if again:
        return done, (Saying(OUTCOME, OUTCOME, {}, "again"),)
    return done, (Saying("summary", "summary", answers=screening.answers), Saying(OUTCOME, OUTCOME))


def how_many(screening: Screening, knowledge: Knowledge, *, impatient: bool) -> Step:
    """How many questions are left, and that one may stop."""
    left = sum(1 for question in knowledge.checklist.ids if question not in screening.answers)
    wording = "too_long" if impatient else "how_many"
    return screening, (remark(wording, left=str(left)),)


def what_next(screening: Screening, knowledge: Knowledge) -> Step:
    """Which doctor, by when, with what: from the red flag or the findings, where there are some by now.

    That somebody feels better changes neither.
    """
    if screening.red_flags:
        _, (urgent, *_) = still_urgent(screening, knowledge)
        better = () if urgent.topic == f"emergency:{SELF_HARM}" else (remark("better_still"),)
        return screening, (urgent, *better)
    if screening.phase != "finished":
        return tell(screening, knowledge, NEAR_TOPIC)
    found = decide(
        knowledge.checklist.ids, screening.answers, unheard=screening.unheard, doubtful=doubtful(screening)
    ).findings
    if not found:
        return screening, (Saying("consult_first", "what_next_eligible"),)
    steps = {"next_steps": next_steps(found, knowledge)}
    return screening, (Saying("consult_first", "what_next", steps),)


def still_urgent(screening: Screening, knowledge: Knowledge) -> Step:
    """After a red flag nothing goes on: a short word of what to do, and not the whole advice again."""
    if not screening.red_flags:
        raise ValueError("there is no red flag")
    flag = most_urgent(screening.red_flags, knowledge)
    closed = () if flag == SELF_HARM else (remark("urgent_still"),)
    return screening, (Saying(f"emergency:{flag}", f"again:{flag}"), *closed)
