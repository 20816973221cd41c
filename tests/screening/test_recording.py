"""Recording, correcting and remembering answers (contract, rules 2 and 4)."""

from __future__ import annotations

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.names import ANSWERS, QUESTIONS, Answer
from bot.domain.screening import Screening, ToldCondition
from bot.screening.recording import back, correct, record, remember, unclear
from bot.screening.saying import remark
from tests.screening.screenings import EYES, HEART, THINNERS, asking, finished


def about(knowledge: Knowledge, question: str, answer: str) -> dict[str, str]:
    """What a remark about an answer mentions."""
    asked = knowledge.checklist[question]
    return {"label": asked.label, "name": asked.name, "answer": answer}


# ---- recording ----


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_recorded_for_its_question_alone(knowledge: Knowledge, answer: Answer) -> None:
    before = asking(EYES)
    after, _ = record(before, knowledge.checklist, EYES, answer, "as I said")
    assert after.answers == {**before.answers, EYES: answer}
    assert after.said == {**before.said, EYES: "as I said"}
    assert (after.last_answered, after.run, after.state) == (EYES, 2, "asking")


def test_a_plain_no_to_the_asked_question_needs_no_remark(knowledge: Knowledge) -> None:
    assert record(asking(EYES), knowledge.checklist, EYES, "no", "No")[1] == ()


@pytest.mark.parametrize("answer", ["yes", "unsure", "declined"])
def test_any_other_answer_is_said_aloud(knowledge: Knowledge, answer: Answer) -> None:
    (said,) = record(asking(EYES), knowledge.checklist, EYES, answer, "")[1]
    assert said == remark(f"recorded_{answer}", **about(knowledge, EYES, answer))


def test_a_no_that_was_not_asked_for_is_said_aloud(knowledge: Knowledge) -> None:
    (said,) = record(asking(EYES), knowledge.checklist, QUESTIONS[5], "no", "")[1]
    assert said == remark("recorded_no", **about(knowledge, QUESTIONS[5], "no"))


def test_a_changed_answer_is_told_with_both_values(knowledge: Knowledge) -> None:
    after, (said,) = record(asking(EYES), knowledge.checklist, HEART, "yes", "I do")
    assert after.answers[HEART] == "yes"
    assert said == remark("corrected", **about(knowledge, HEART, "yes"), old="no", new="yes")


def test_the_same_answer_again_is_no_correction(knowledge: Knowledge) -> None:
    (said,) = record(asking(EYES), knowledge.checklist, HEART, "no", "no")[1]
    assert said.wording == "recorded_no"


def test_an_answer_after_the_end_begins_a_new_run(knowledge: Knowledge) -> None:
    assert record(finished(), knowledge.checklist, EYES, "yes", "")[0].run == 3


def test_an_answer_closes_its_question(knowledge: Knowledge) -> None:
    here = asking(EYES, part="eye_disease", unclear=1, told={EYES: ToldCondition("yes", "glaucoma")})
    after, _ = record(here, knowledge.checklist, EYES, "no", "")
    assert (after.part, after.unclear, after.told) == (None, 0, {})


def test_an_answer_to_another_question_leaves_the_asked_one_as_it_was(knowledge: Knowledge) -> None:
    told = {EYES: ToldCondition("yes", "glaucoma")}
    here = asking(EYES, part="eye_disease", unclear=1, told=told, retaking=EYES)
    after, _ = record(here, knowledge.checklist, HEART, "yes", "")
    assert (after.part, after.unclear, after.told, after.retaking) == ("eye_disease", 1, told, EYES)


# ---- an answer by a value ----


@pytest.mark.parametrize("answer", ["unsure", "yes"])
def test_what_a_value_came_to_is_known_to_come_from_one(knowledge: Knowledge, answer: Answer) -> None:
    after, _ = record(asking(EYES), knowledge.checklist, EYES, answer, "168 cm, 84 kg", stated=True)
    assert (after.answers[EYES], after.stated) == (answer, (EYES,))
    again, _ = record(after, knowledge.checklist, EYES, answer, "84 kg", stated=True)
    assert again.stated == (EYES,), "once"


def test_a_no_does_not_override_a_value(knowledge: Knowledge) -> None:
    here = asking(EYES, answers={HEART: "unsure"}, stated=(HEART,), told={HEART: ToldCondition("yes", "x")})
    for after, (said,) in (
        record(here, knowledge.checklist, HEART, "no", "No"),
        correct(here, knowledge.checklist, HEART, "no", "No"),
    ):
        assert (after.answers[HEART], after.stated) == ("unsure", (HEART,))
        assert said == remark("already_recorded", **about(knowledge, HEART, "unsure"))


def test_asked_again_a_no_does_not_override_it_either_and_the_question_is_closed(
    knowledge: Knowledge,
) -> None:
    here = asking(HEART, answers={HEART: "unsure"}, stated=(HEART,), retaking=HEART)
    after, _ = record(here, knowledge.checklist, HEART, "no", "No")
    assert (after.answers, after.retaking) == ({HEART: "unsure"}, None)


def test_another_value_overrides_it(knowledge: Knowledge) -> None:
    here = asking(EYES, answers={HEART: "unsure"}, stated=(HEART,))
    after, _ = record(here, knowledge.checklist, HEART, "no", "170 cm, 60 kg", stated=True)
    assert (after.answers[HEART], after.stated) == ("no", (HEART,))


@pytest.mark.parametrize("answer", ["yes", "declined"])
def test_any_other_answer_takes_its_place(knowledge: Knowledge, answer: Answer) -> None:
    here = asking(EYES, answers={HEART: "unsure"}, stated=(HEART,))
    after, _ = record(here, knowledge.checklist, HEART, answer, "")
    assert (after.answers[HEART], after.stated) == (answer, ())


def test_a_no_after_a_not_sure_of_ones_own_is_a_no(knowledge: Knowledge) -> None:
    here = asking(EYES, answers={HEART: "unsure"}, stated=(EYES,))
    assert record(here, knowledge.checklist, HEART, "no", "")[0].answers[HEART] == "no"


# ---- taking a yes back ----


@pytest.mark.parametrize("answer", ["no", "unsure", "declined"])
def test_a_yes_gives_way_to_nothing_before_it_is_asked_again(knowledge: Knowledge, answer: Answer) -> None:
    here = asking(EYES, answers={HEART: "yes", THINNERS: "no"}, part="eye_disease", unclear=1)
    after, said = record(here, knowledge.checklist, HEART, answer, "")
    assert after.answers == here.answers
    assert (after.state, after.question, after.retaking) == ("asking", HEART, HEART)
    assert (after.part, after.unclear, after.asked) == (None, 0, 8)
    assert said == ()


def test_a_no_to_the_question_asked_again_takes_the_yes_back(knowledge: Knowledge) -> None:
    here = asking(HEART, answers={HEART: "yes"}, retaking=HEART)
    after, (said,) = record(here, knowledge.checklist, HEART, "no", "no")
    assert (after.answers, after.retaking) == ({HEART: "no"}, None)
    assert said == remark("corrected", **about(knowledge, HEART, "no"), old="yes", new="no")


@pytest.mark.parametrize("answer", ["unsure", "declined"])
def test_anything_but_a_no_keeps_the_yes_that_is_asked_again(knowledge: Knowledge, answer: Answer) -> None:
    here = asking(HEART, answers={HEART: "yes"}, retaking=HEART)
    after, (said,) = record(here, knowledge.checklist, HEART, answer, "hm")
    assert (after.answers, after.retaking) == ({HEART: "yes"}, None)
    assert said == remark("already_recorded", **about(knowledge, HEART, "yes"))


def test_a_second_yes_keeps_it(knowledge: Knowledge) -> None:
    here = asking(HEART, answers={HEART: "yes"}, retaking=HEART)
    after, (said,) = record(here, knowledge.checklist, HEART, "yes", "yes")
    assert (after.answers, after.retaking, said.wording) == ({HEART: "yes"}, None, "recorded_yes")


# ---- a yes from before starting over ----


def test_a_no_after_an_earlier_yes_is_not_sure(knowledge: Knowledge) -> None:
    here = asking(EYES, earlier_yes=(HEART, EYES), changed=(HEART,))
    after, (said,) = record(here, knowledge.checklist, EYES, "no", "no")
    assert (after.answers[EYES], after.changed, after.earlier_yes) == ("unsure", (HEART, EYES), (HEART, EYES))
    assert said == remark("recorded_changed", **about(knowledge, EYES, "unsure"))


def test_the_same_no_twice_is_noted_once(knowledge: Knowledge) -> None:
    here = asking(EYES, earlier_yes=(HEART,), changed=(HEART,), answers={HEART: "unsure"})
    assert record(here, knowledge.checklist, HEART, "no", "no")[0].changed == (HEART,)


def test_another_answer_after_an_earlier_yes_is_what_it_is(knowledge: Knowledge) -> None:
    here = asking(EYES, earlier_yes=(HEART, EYES), changed=(HEART, EYES))
    after, (said,) = record(here, knowledge.checklist, EYES, "yes", "yes")
    assert (after.answers[EYES], after.changed, said.wording) == ("yes", (HEART,), "recorded_yes")


# ---- correcting ----


@pytest.mark.parametrize("old", ["no", "unsure", "declined"])
@pytest.mark.parametrize("new", ANSWERS)
def test_whatever_is_no_yes_is_corrected_at_once(knowledge: Knowledge, old: Answer, new: Answer) -> None:
    here = asking(EYES, answers={HEART: old})
    after, _ = correct(here, knowledge.checklist, HEART, new, "I meant")
    assert (after.answers[HEART], after.said[HEART], after.retaking) == (new, "I meant", None)


@pytest.mark.parametrize("new", ["no", "unsure", "declined", None])
def test_a_yes_is_corrected_by_asking_again(knowledge: Knowledge, new: Answer | None) -> None:
    here = asking(EYES, answers={HEART: "yes"})
    after, said = correct(here, knowledge.checklist, HEART, new, "I meant")
    assert (after.answers, after.question, after.retaking, said) == ({HEART: "yes"}, HEART, HEART, ())


@pytest.mark.parametrize("reply", ["unsure", "declined"])
def test_an_earlier_button_closes_what_is_asked_again(knowledge: Knowledge, reply: Answer) -> None:
    here = asking(HEART, answers={HEART: "yes"}, retaking=HEART)
    after, (said,) = correct(here, knowledge.checklist, HEART, reply, "hm")
    assert (after.answers, after.retaking) == ({HEART: "yes"}, None)
    assert said.wording == "already_recorded"


def test_an_earlier_no_does_not_reply_to_the_question_that_is_asked_again(knowledge: Knowledge) -> None:
    here = asking(HEART, answers={HEART: "yes"}, retaking=HEART)
    after, _ = correct(here, knowledge.checklist, HEART, "no", "no")
    assert (after.answers, after.question, after.retaking) == ({HEART: "yes"}, HEART, HEART)


def test_a_yes_once_more_needs_no_asking(knowledge: Knowledge) -> None:
    after, _ = correct(asking(EYES, answers={HEART: "yes"}), knowledge.checklist, HEART, "yes", "yes")
    assert (after.answers[HEART], after.retaking) == ("yes", None)


def test_an_answer_is_asked_again_when_nobody_says_what_it_should_be(knowledge: Knowledge) -> None:
    after, said = correct(finished(), knowledge.checklist, EYES, None, "that was wrong")
    assert (after.state, after.question, after.retaking) == ("asking", EYES, EYES)
    assert (after.answers[EYES], said) == ("no", ())


def test_what_was_never_answered_is_not_asked_out_of_turn(knowledge: Knowledge) -> None:
    here = asking(EYES, unclear=1)
    after, said = correct(here, knowledge.checklist, QUESTIONS[7], None, "wrong")
    assert (after, said) == (here.but(unclear=0), ())


def test_a_correction_needs_a_question_and_consent(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="consent"):
        correct(asking(EYES), knowledge.checklist, None, "yes", "")
    with pytest.raises(ValueError, match="consent"):
        correct(Screening(), knowledge.checklist, HEART, "yes", "")


@pytest.mark.parametrize("old", ANSWERS)
def test_asked_again_nothing_changes_before_it_is_answered(knowledge: Knowledge, old: Answer) -> None:
    here = finished().but(answers={**finished().answers, EYES: old})
    after, said = correct(here, knowledge.checklist, EYES, None, "change it")
    assert (dict(after.answers), said) == (dict(here.answers), ())
    assert (after.state, after.question, after.retaking, after.asked) == ("asking", EYES, EYES, 8)
    assert (after.said, after.run) == (here.said, here.run)


# ---- going back ----


def test_back_asks_the_question_before_and_keeps_its_answer(knowledge: Knowledge) -> None:
    here = asking(EYES, answers={HEART: "no", THINNERS: "unsure"}, unclear=1, repair="past", part="x")
    after, said = back(here, knowledge.checklist)
    assert (after.question, after.retaking, dict(after.answers)) == (THINNERS, THINNERS, dict(here.answers))
    assert (after.unclear, after.repair, after.part, after.asked) == (0, None, None, 8)
    assert said == ()


def test_back_once_more_goes_further_back(knowledge: Knowledge) -> None:
    once, _ = back(asking(EYES), knowledge.checklist)
    twice, _ = back(once, knowledge.checklist)
    assert (twice.question, twice.retaking) == (HEART, HEART)
    assert dict(twice.answers) == dict(asking(EYES).answers)


def test_what_was_not_answered_is_stepped_over(knowledge: Knowledge) -> None:
    here = asking(EYES, answers={HEART: "no"})
    assert back(here, knowledge.checklist)[0].question == HEART


@pytest.mark.parametrize("here", [finished(), finished().but(state="asking", waiting_for="doubt")])
def test_after_the_last_answer_back_is_the_last_question(knowledge: Knowledge, here: Screening) -> None:
    after, _ = back(here, knowledge.checklist)
    assert (after.question, after.phase) == (QUESTIONS[-1], "asking")


def test_before_the_first_answer_there_is_nothing_to_go_back_to(knowledge: Knowledge) -> None:
    here = asking(HEART, unclear=1)
    assert back(here, knowledge.checklist) == (here.but(unclear=0), (remark("nothing_before"),))


# ---- unclear replies ----


def test_the_first_unclear_reply_changes_nothing_but_the_words(knowledge: Knowledge) -> None:
    here = asking(EYES)
    after, said = unclear(here, knowledge.checklist)
    assert after == here.but(unclear=1)
    assert said == (remark("not_understood_in_question"),)


def test_what_was_understood_of_it_leads_the_question_and_nothing_else_is_said(knowledge: Knowledge) -> None:
    here = asking(EYES)
    assert unclear(here, knowledge.checklist, "leaning_no") == (here.but(unclear=1, repair="leaning_no"), ())


def test_the_second_is_not_sure_whatever_was_understood_of_it(knowledge: Knowledge) -> None:
    after, _ = unclear(asking(EYES, unclear=1, repair="past"), knowledge.checklist, "leaning_no")
    assert (after.answers[EYES], after.repair) == ("unsure", None)


def test_the_second_in_a_row_is_not_sure_and_said_aloud(knowledge: Knowledge) -> None:
    after, said = unclear(asking(EYES, unclear=1), knowledge.checklist)
    assert (after.answers[EYES], after.said[EYES], after.unclear) == ("unsure", "", 0)
    assert said == (remark("recorded_unsure_aloud", **about(knowledge, EYES, "unsure")),)


def test_two_unclear_replies_keep_a_yes_that_is_asked_again(knowledge: Knowledge) -> None:
    here = asking(HEART, answers={HEART: "yes"}, retaking=HEART, unclear=1)
    after, said = unclear(here, knowledge.checklist)
    assert (after.answers, after.retaking, after.unclear) == ({HEART: "yes"}, None, 0)
    assert said == (remark("already_recorded", **about(knowledge, HEART, "yes")),)


def test_a_reply_to_no_question_cannot_be_unclear(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="no question"):
        unclear(finished(), knowledge.checklist)


# ---- remembering ----


def test_a_condition_told_before_consent_waits_for_its_question() -> None:
    after, said = remember(Screening(told={EYES: ToldCondition("yes", "glaucoma")}), HEART, "I have BP")
    assert after == Screening(
        told={EYES: ToldCondition("yes", "glaucoma"), HEART: ToldCondition("yes", "I have BP")}
    )
    assert said == ()


def test_nothing_is_remembered_of_what_is_answered_or_of_no_question() -> None:
    here = asking(EYES)
    assert remember(here, HEART, "I have BP") == (here, ())
    assert remember(here, None, "I have it") == (here, ())
