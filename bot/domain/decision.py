"""The decision: stored answers in, outcome and findings out. Pure, total, and small enough to read aloud."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.names import AGE, ANSWERS, NOT_UNDERSTOOD, Answer, Outcome


@dataclass(frozen=True)
class Decision:
    """What the stored answers come to.

    `outcome` is None while a question is unanswered, or something unheard stands before `eligible`, and no
    red flag was reported. `findings` are the questions whose answer is not `no`, in the order of the
    checklist, then `not_understood` and `age` where these are in doubt.
    """

    outcome: Outcome | None
    findings: tuple[tuple[str, Answer], ...]


def decide(
    questions: Sequence[str],
    answers: Mapping[str, Answer],
    red_flags: Collection[str] = (),
    *,
    unheard: Collection[str] = (),
    doubtful: Collection[str] = (),
) -> Decision:
    """Judge `answers` (question id → answer) of a checklist with these `questions`.

    `unheard` are messages that wait to be put to the person; `doubtful` is what is in doubt besides the
    answers: `not_understood` words about health, or the `age`. A missing answer is never a `no`, and nothing
    unheard stands behind `eligible`: the outcome stays None. Raises ValueError for an answer, a question or a
    doubt that is not known, and for a checklist without questions.
    """
    _refuse_unknown(questions, answers, doubtful)
    findings = tuple((q, answers[q]) for q in questions if q in answers and answers[q] != "no")
    findings += tuple((name, "unsure") for name in _DOUBTFUL if name in doubtful)
    if red_flags:
        return Decision("urgent", findings)
    if any(q not in answers for q in questions):
        return Decision(None, findings)
    if not findings:
        return Decision(None if unheard else "eligible", findings)
    if any(answer == "yes" for _, answer in findings):
        return Decision("avoid", findings)
    return Decision("ask_clinician", findings)


_DOUBTFUL = (NOT_UNDERSTOOD, AGE)


def _refuse_unknown(
    questions: Sequence[str], answers: Mapping[str, Answer], doubtful: Collection[str]
) -> None:
    for name in doubtful:
        if name not in _DOUBTFUL:
            raise ValueError(f"not a doubt: {name!r}; one of {', '.join(_DOUBTFUL)}")
    if not questions:
        raise ValueError("a checklist without questions decides nothing")
    for question, answer in answers.items():
        if question not in questions:
            raise ValueError(f"answer to a question that the checklist does not hold: {question}")
        if answer not in ANSWERS:
            raise ValueError(f"not an answer for {question}: {answer!r}; one of {', '.join(ANSWERS)}")
