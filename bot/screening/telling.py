"""Telling: topics, reasons, what is known, the summary and the end."""

from __future__ import annotations

from bot.content.knowledge import Knowledge, Question
from bot.domain.names import CONDITION, SELF_HARM, WHY
from bot.domain.screening import Screening
from bot.screening.doubting import by_urgency, left_doubts
from bot.screening.saying import OUTCOME, Choices, Saying, Step, remark

SAYINGS = {
    "bypass": Saying("booking", "bypass_refused", {}, "start"),
    "medical": Saying("out_of_scope", "limit_medical"),
    "not_understood": Saying("not_understood", "not_understood", {}, "start"),
    "correct_nothing": Saying("not_understood", "correct_nothing"),
    "help_devanagari": remark("help_devanagari"),
    "slash": Saying("not_understood", "slash_text"),
}
"""Fixed replies that are no topic of their own."""


def tell(screening: Screening, knowledge: Knowledge, topic: str | None) -> Step:
    """Answer a topic, or `condition:<question>`."""
    if topic is None:
        raise ValueError("tell needs a topic")
    screening = screening.but(last_topic=topic)
    if topic.startswith(CONDITION):
        return screening, (_condition(knowledge, topic.removeprefix(CONDITION)),)
    start = topic in ("greeting", "capabilities") and screening.phase == "not_started"
    choices: Choices = "start" if start else "none"
    return screening, (Saying(topic, f"topic:{topic}", {}, choices),)


def _condition(knowledge: Knowledge, question_id: str) -> Saying:
    question = knowledge.checklist[question_id]
    values = {"about": question.about, "sources": _sources(question, knowledge)}
    return Saying(f"{CONDITION}{question_id}", "about_frame", values)


def why(screening: Screening, knowledge: Knowledge, question_id: str | None) -> Step:
    """Why a question is asked, with the source."""
    if question_id is None:
        raise ValueError("why needs a question")
    question = knowledge.checklist[question_id]
    values = {"why": question.why, "sources": _sources(question, knowledge)}
    return screening, (Saying(f"{WHY}{question_id}", "why_frame", values),)


def _sources(question: Question, knowledge: Knowledge) -> str:
    return "; ".join(knowledge.sources[source].title for source in question.sources)


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


def still_urgent(screening: Screening, knowledge: Knowledge) -> Step:
    """After a red flag nothing goes on: a short word of what to do, and not the whole advice again."""
    if not screening.red_flags:
        raise ValueError("there is no red flag")
    flags = screening.red_flags
    flag = SELF_HARM if SELF_HARM in flags else flags[0]
    again = "urgent_again_self_harm" if flag == SELF_HARM else by_urgency("urgent_again", flags, knowledge)
    return screening, (Saying(f"emergency:{flag}", again), remark("urgent_still"))
