"""The decision: stored answers in, outcome and findings out. Pure, total, and small enough to read aloud."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.names import ANSWERS, Answer, Outcome


@dataclass(frozen=True)
class Decision:
    """What the stored answers come to.

    `outcome` is None while a question is unanswered and no red flag was reported.
    `findings` are the questions whose answer is not `no`, in the order of the checklist.
    """

    outcome: Outcome | None
    findings: tuple[tuple[str, Answer], ...]


def decide(
    questions: Sequence[str], answers: Mapping[str, Answer], red_flags: Collection[str] = ()
) -> Decision:
    """Judge `answers` (question id → answer) of a checklist with these `questions`.

    A missing answer is never a `no`: the outcome stays None. Raises ValueError for an answer
    or a question that the checklist does not know, and for a checklist without questions.
    """
    _refuse_unknown(questions, answers)
    findings = tuple((q, answers[q]) for q in questions if q in answers and answers[q] != "no")
    if red_flags:
        return Decision("urgent", findings)
    if any(q not in answers for q in questions):
        return Decision(None, findings)
    if not findings:
        return Decision("eligible", findings)
    if any(answer == "yes" for _, answer in findings):
        return Decision("avoid", findings)
    return Decision("ask_clinician", findings)


def _refuse_unknown(questions: Sequence[str], answers: Mapping[str, Answer]) -> None:
    if not questions:
        raise ValueError("a checklist without questions decides nothing")
    for question, answer in answers.items():
        if question not in questions:
            raise ValueError(f"answer to a question that the checklist does not hold: {question}")
        if answer not in ANSWERS:
            raise ValueError(f"not an answer for {question}: {answer!r}; one of {', '.join(ANSWERS)}")
