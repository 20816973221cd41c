"""The decision, against an oracle that shares no code with it, over every combination of answers."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decision import Decision, decide
from bot.domain.names import ANSWERS, OUTCOMES, QUESTIONS, Answer

MISSING = None


def oracle(values: tuple[str | None, ...]) -> str | None:
    """The contract's table of outcomes, counted."""
    if values.count(MISSING):
        return None
    if values.count("no") == 10:
        return "eligible"
    return "avoid" if values.count("yes") >= 1 else "ask_clinician"


def test_every_combination_of_ten_answers_comes_to_what_the_table_says() -> None:
    checked = 0
    for values in product(("yes", "no", "unsure", MISSING), repeat=len(QUESTIONS)):
        answers = {q: v for q, v in zip(QUESTIONS, values, strict=True) if v is not None}
        decision = decide(QUESTIONS, answers)  # type: ignore[arg-type]
        if decision.outcome != oracle(values):
            raise AssertionError((values, decision))
        if len(decision.findings) != 10 - values.count("no") - values.count(MISSING):
            raise AssertionError((values, decision))
        checked += 1
    assert checked == 4**10


CLEAR: dict[str, Answer] = dict.fromkeys(QUESTIONS, "no")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("no", "eligible"), ("unsure", "ask_clinician"), ("declined", "ask_clinician"), ("yes", "avoid")],
)
def test_one_answer_decides_when_all_others_are_no(question: str, answer: Answer, outcome: str) -> None:
    decision = decide(QUESTIONS, {**CLEAR, question: answer})
    assert decision.outcome == outcome
    assert decision.findings == (() if answer == "no" else ((question, answer),))


@pytest.mark.parametrize("other", ["unsure", "declined"])
def test_a_yes_outweighs_every_doubt(other: Answer) -> None:
    answers: dict[str, Answer] = {**dict.fromkeys(QUESTIONS, other), QUESTIONS[4]: "yes"}
    assert decide(QUESTIONS, answers).outcome == "avoid"


@pytest.mark.parametrize("question", QUESTIONS)
def test_nine_times_no_decides_nothing(question: str) -> None:
    answers = {other: answer for other, answer in CLEAR.items() if other != question}
    assert decide(QUESTIONS, answers) == Decision(None, ())


answers_of_all_kinds = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(ANSWERS))
full_answers = st.fixed_dictionaries({q: st.sampled_from(ANSWERS) for q in QUESTIONS})


@given(full_answers, st.sampled_from(QUESTIONS), st.sampled_from(("yes", "unsure", "declined")))
def test_a_worse_answer_never_makes_the_outcome_milder(answers, question, worse) -> None:  # type: ignore[no-untyped-def]
    before = decide(QUESTIONS, answers).outcome
    if answers[question] == "yes":
        return
    after = decide(QUESTIONS, {**answers, question: worse}).outcome
    assert OUTCOMES.index(after or "") >= OUTCOMES.index(before or "")


@given(answers_of_all_kinds, st.sampled_from(QUESTIONS))
def test_a_missing_answer_is_never_a_no(answers, question) -> None:  # type: ignore[no-untyped-def]
    answers.pop(question, None)
    assert decide(QUESTIONS, answers).outcome is None


@given(answers_of_all_kinds, st.sets(st.sampled_from(("cardiac", "self_harm")), min_size=1))
def test_a_red_flag_outranks_every_answer(answers, flags) -> None:  # type: ignore[no-untyped-def]
    assert decide(QUESTIONS, answers, flags).outcome == "urgent"


@given(full_answers)
def test_the_order_of_the_answers_does_not_matter(answers) -> None:  # type: ignore[no-untyped-def]
    reordered = dict(reversed(answers.items()))
    assert decide(QUESTIONS, answers) == decide(QUESTIONS, reordered)


@given(full_answers)
def test_the_findings_are_the_answers_other_than_no_in_the_checklists_order(answers) -> None:  # type: ignore[no-untyped-def]
    expected = tuple((q, answers[q]) for q in QUESTIONS if answers[q] != "no")
    assert decide(QUESTIONS, answers).findings == expected


def test_the_findings_are_told_whatever_the_outcome() -> None:
    clear = dict.fromkeys(QUESTIONS, "no")
    found = (("eye_condition", "unsure"),)
    assert decide(QUESTIONS, clear).findings == ()  # type: ignore[arg-type]
    answers = {**clear, "eye_condition": "unsure"}
    assert decide(QUESTIONS, answers).findings == found  # type: ignore[arg-type]
    assert decide(QUESTIONS, answers, ("cardiac",)).findings == found  # type: ignore[arg-type]
    assert decide(QUESTIONS, {"eye_condition": "unsure"}).findings == found


@pytest.mark.parametrize("answer", ["", "No", "NO", "maybe", None, False, 0])
def test_what_is_no_answer_is_refused(answer: object) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        decide(QUESTIONS, {"pregnancy": answer})  # type: ignore[dict-item]


def test_an_answer_to_an_unknown_question_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        decide(QUESTIONS, {"astigmatism": "no"})


def test_a_checklist_without_questions_decides_nothing() -> None:
    with pytest.raises(ValueError, match="without questions"):
        decide((), {})
