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


def oracle_of_all(
    values: tuple[str | None, ...], *, flag: bool, unheard: bool, doubtful: tuple[str, ...]
) -> str | None:
    """The same, with what rules 5, 8 and 9 add: the worst of everything, and no link before it is heard."""
    if flag:
        return "urgent"
    outcome = oracle(values)
    if outcome != "eligible":
        return outcome
    if doubtful:
        return "ask_clinician"
    return None if unheard else "eligible"


DOUBTFUL = ((), ("not_understood",), ("age",), ("not_understood", "age"), ("age", "not_understood"))


def test_every_combination_with_what_is_unheard_or_in_doubt_comes_to_what_the_rules_say() -> None:
    three = QUESTIONS[:3]
    checked = 0
    for values in product((*ANSWERS, MISSING), repeat=3):
        answers = {q: v for q, v in zip(three, values, strict=True) if v is not None}
        for flags, unheard, doubtful in product(((), ("cardiac",)), ((), ("qwrt",), ("a", "b")), DOUBTFUL):
            decision = decide(three, answers, flags, unheard=unheard, doubtful=doubtful)
            padded = (*values, *["no"] * 7)
            wanted = oracle_of_all(padded, flag=bool(flags), unheard=bool(unheard), doubtful=doubtful)
            found = [q for q, v in answers.items() if v != "no"]
            found += [name for name in ("not_understood", "age") if name in doubtful]
            if decision.outcome != wanted or [name for name, _ in decision.findings] != found:
                raise AssertionError((values, flags, unheard, doubtful, decision))
            checked += 1
    assert checked == 5**3 * 2 * 3 * 5


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


def test_nothing_unheard_stands_behind_eligible() -> None:
    assert decide(QUESTIONS, CLEAR, unheard=("qwrt",)) == Decision(None, ())
    assert decide(QUESTIONS, CLEAR, unheard=()).outcome == "eligible"


def test_an_outcome_that_is_no_link_needs_nothing_heard() -> None:
    for answer, outcome in (("yes", "avoid"), ("unsure", "ask_clinician"), ("declined", "ask_clinician")):
        answers: dict[str, Answer] = {**CLEAR, "pregnancy": answer}  # type: ignore[dict-item]
        assert decide(QUESTIONS, answers, unheard=("qwrt",)).outcome == outcome


@pytest.mark.parametrize("doubt", ["not_understood", "age"])
def test_what_is_in_doubt_is_a_finding_and_no_worse_than_not_sure(doubt: str) -> None:
    assert decide(QUESTIONS, CLEAR, doubtful=(doubt,)) == Decision("ask_clinician", ((doubt, "unsure"),))
    avoid = decide(QUESTIONS, {**CLEAR, "obesity": "yes"}, doubtful=(doubt,))
    assert avoid == Decision("avoid", (("obesity", "yes"), (doubt, "unsure")))
    open_one = {question: answer for question, answer in CLEAR.items() if question != "obesity"}
    assert decide(QUESTIONS, open_one, doubtful=(doubt,)) == Decision(None, ((doubt, "unsure"),))


@pytest.mark.parametrize("doubt", ["", "pregnancy", "unheard", "Age"])
def test_a_doubt_that_nobody_knows_is_refused(doubt: str) -> None:
    with pytest.raises(ValueError, match="not a doubt"):
        decide(QUESTIONS, CLEAR, doubtful=(doubt,))


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


@given(answers_of_all_kinds, st.booleans(), st.sampled_from(DOUBTFUL))
def test_more_in_doubt_never_makes_the_outcome_milder(answers, unheard, doubtful) -> None:  # type: ignore[no-untyped-def]
    before = decide(QUESTIONS, answers).outcome
    after = decide(QUESTIONS, answers, unheard=("qwrt",) if unheard else (), doubtful=doubtful).outcome
    if before is None:
        assert after is None
    elif after is None:
        assert (before, unheard, doubtful) == ("eligible", True, ())
    else:
        assert OUTCOMES.index(after) >= OUTCOMES.index(before)


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
