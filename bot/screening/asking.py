"""Asking: consent, the questions in their order, stopping and going on, and whom it is about."""

from __future__ import annotations

from dataclasses import replace

from bot.content.knowledge import Checklist, Knowledge, Question
from bot.domain.screening import Screening, every_yes, next_question
from bot.screening.doubting import left_doubts, next_side_question
from bot.screening.saying import Saying, Step, remark

PLAINLY = "plainly"
"""The repair that only puts the question in other words."""
_BULLET = "•"


def due(screening: Screening, checklist: Checklist) -> str | None:
    """The question to ask now; None when all are answered."""
    return next_question(screening, checklist.ids)


def ask(screening: Screening, knowledge: Knowledge) -> Step:
    """Put the question that is due, in the words its situation calls for."""
    question = due(screening, knowledge.checklist)
    if question is None:
        raise ValueError("every question is answered")
    fresh = screening.state != "asking" or screening.question != question
    if fresh:
        screening = screening.but(
            state="asking", question=question, part=None, unclear=0, repair=None, asked=screening.asked + 1
        )
    saying = _question(screening, knowledge.checklist, knowledge.checklist[question])
    if not fresh and saying.wording == "question_frame":
        saying = replace(saying, wording="question_frame_short")  # a hint is not said after every aside
    return screening, (saying,)


def _question(screening: Screening, checklist: Checklist, question: Question) -> Saying:
    words = question.for_other if screening.subject else question
    values = {
        "position": str(checklist.position(question.id)),
        "total": str(len(checklist.questions)),
        "label": question.label,
        "name": question.name,
        "ask": words.ask,
        "ask_again": words.ask_again,
        "examples": "\n".join(f"{_BULLET} {example}" for example in question.examples),
        "hint": question.hint,
    }
    told = screening.told.get(question.id)
    if told is not None:
        values["said"] = told.said
    part = next((part for part in question.parts if part.id == screening.part), None)
    if part is not None:
        values["ask"] = (part.for_other if screening.subject else part).ask
    if screening.repair is not None:
        values["repair"] = screening.repair
    return Saying(
        f"question:{question.id}", _wording(screening, question, part is not None), values, "answers"
    )


def _wording(screening: Screening, question: Question, part: bool) -> str:
    if part:
        return "question_part"
    if screening.repair:
        return "question_repair"
    if screening.unclear:
        return "question_again"
    if screening.retaking == question.id:
        return "question_retake" if screening.answers.get(question.id) == "yes" else "question_frame"
    if question.id in screening.earlier_yes:
        return "question_earlier_yes"
    if question.id in screening.told:
        return "question_told"
    return "question_frame"


def request_consent(screening: Screening, *, again: bool = False) -> Step:
    """Ask for consent. Nothing is recorded before it is given."""
    if screening.state != "consent":
        screening = screening.but(state="consent", asked=screening.asked + 1)
    return screening, (Saying("consent", "consent_again" if again else "consent", {}, "consent"),)


def agree(screening: Screening, checklist: Checklist) -> Step:
    """Consent was given: the questions begin."""
    if screening.state != "consent":
        raise ValueError("consent was not asked for")
    return screening.but(
        state="asking",
        question=None,
        checklist_version=checklist.version,
        older=_older(screening, checklist),
        run=screening.run + 1,
    ), ()


def refuse(screening: Screening) -> Step:
    """No consent: no screening, but whom to turn to."""
    return screening.but(state="not_started", question=None), (Saying("consent", "consent_refused"),)


def pause(screening: Screening) -> Step:
    """Stop for now. The question is kept."""
    if screening.state == "asking":
        waits_no_more = screening.but(state="paused", waiting_for=None) if screening.open_doubt else None
        return waits_no_more or screening.but(state="paused"), (Saying("paused", "paused", {}, "continue"),)
    if screening.state == "consent":
        return screening.but(state="not_started"), (Saying("consent", "consent_refused"),)
    if screening.state == "paused":
        return screening, (Saying("paused", "paused", {}, "continue"),)
    return screening, (Saying("goodbye", "topic:goodbye"),)


def resume(screening: Screening) -> Step:
    """Go on where it was paused; the question is asked next."""
    if screening.state != "paused":
        return screening, (Saying("capabilities", "nothing_to_continue", {}, "start"),)
    return screening.but(state="asking"), (remark("resumed"),)


def start_over(screening: Screening, checklist: Checklist, *, new_checklist: bool = False) -> Step:
    """Clear the answers. A `yes` is not forgotten: its question will name it."""
    if not screening.consented:
        raise ValueError("nothing was begun")
    return screening.but(
        state="asking",
        question=None,
        checklist_version=checklist.version,
        older=_older(screening, checklist),
        answers={},
        said={},
        stated=(),
        told={},
        retaking=None,
        part=None,
        unclear=0,
        repair=None,
        waiting_for=None,
        candidate=None,
        doubts=left_doubts(screening),
        earlier_yes=every_yes(screening, checklist.ids),
        changed=(),
        run=screening.run + 1,
    ), (remark("questions_changed" if new_checklist else "started_over"),)


def _older(screening: Screening, checklist: Checklist) -> int:
    """How far back questions were put that belong to another version of the checklist."""
    changed = screening.checklist_version not in (None, checklist.version)
    return screening.asked if changed else screening.older


def proxy(screening: Screening, subject: str | None) -> Step:
    """The check is for somebody else. With answers on record, ask whose they are."""
    if subject is None or subject == screening.subject:
        return screening, (remark("proxy_noted", subject=subject or "you"),)
    if not screening.answers:
        return screening.but(subject=_other(subject)), (remark("proxy_noted", subject=subject),)
    waiting = screening.but(waiting_for="whose", candidate=subject, asked=screening.asked + 1)
    return waiting, (Saying("consent", "proxy_ask", {"subject": subject}, "whose"),)


def whose(screening: Screening, checklist: Checklist, *, hers: bool) -> Step:
    """The answers so far were the other person's, or it begins anew for her."""
    if screening.waiting_for != "whose" or screening.candidate is None:
        raise ValueError("nobody asked whose the answers are")
    subject = screening.candidate
    known = screening.but(waiting_for=None, candidate=None, subject=_other(subject))
    known = known.but(waiting_for=next_side_question(known))
    if hers:
        return known, (remark("proxy_noted", subject=subject),)
    fresh, _ = start_over(known, checklist)
    return fresh, (remark("proxy_fresh", subject=subject),)


def _other(subject: str) -> str | None:
    return None if subject == "you" else subject


def erase_ask(screening: Screening) -> Step:
    """Ask once before everything is erased."""
    waiting = screening.but(waiting_for="erase", asked=screening.asked + 1)
    return waiting, (Saying("my_data", "erase_ask", {}, "erase"),)


def erase_keep(screening: Screening) -> Step:
    """Nothing is erased. Whose the answers are is still to be said where that had been asked before."""
    kept = screening.but(waiting_for=next_side_question(screening))
    return kept, (Saying("my_data", "erase_kept"),)


def rephrase(screening: Screening) -> Step:
    """Put the same question in other words."""
    if screening.phase != "asking":
        raise ValueError("no question is asked")
    return screening.but(repair=PLAINLY), ()
