"""Doubts: nothing unheard stands behind a link (contract, rules 5, 8 and 9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.decision import decide
from bot.domain.names import QUESTIONS
from bot.domain.screening import Doubt, PossibleFlag, Screening, ToldCondition
from bot.screening import doubting
from bot.screening.asking import start_over
from bot.screening.commands import Command, make
from bot.screening.saying import Saying, remark
from bot.screening.telling import conclude
from tests.screening.screenings import EYES, HEART, asking, finished

WORDS = "qwrt zxcv plk"


def all_no(*unheard: str, **more: Any) -> Screening:
    """Every question answered No, and these messages unheard; the end is due."""
    return finished().but(state="asking", unheard=unheard, **more)


def put(*unheard: str, **more: Any) -> Screening:
    """A doubt that waits for its answer."""
    return doubting.put_doubt(all_no(*unheard, **more))[0]


def quoted(said: Saying) -> list[str]:
    return said.values["said"].split("\n")


def outcome(screening: Screening) -> str | None:
    """What the answers come to with all that is in doubt."""
    return decide(
        QUESTIONS,
        screening.answers,
        screening.red_flags,
        unheard=screening.unheard,
        doubtful=doubting.doubtful(screening),
    ).outcome


# ---- leaving something unheard ----


def test_an_unheard_message_waits_in_its_order_and_nothing_is_said_of_it() -> None:
    once, said = doubting.leave_unheard(asking(EYES), "one")
    twice, _ = doubting.leave_unheard(once, "two")
    assert (twice, said) == (asking(EYES, unheard=("one", "two")), ())


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_no_words_leave_nothing_unheard(nothing: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        doubting.leave_unheard(asking(EYES), nothing)


def test_starting_over_forgets_nothing_unheard(knowledge: Knowledge) -> None:
    anew, _ = start_over(put("one", "two"), knowledge.checklist)
    assert (anew.unheard, anew.open_doubt, anew.phase) == (("one", "two"), None, "asking")


# ---- when it is put ----


def test_it_is_put_before_eligible_and_before_nothing_else(knowledge: Knowledge) -> None:
    checklist = knowledge.checklist
    assert doubting.must_be_put(all_no(WORDS), checklist)
    assert not doubting.must_be_put(all_no(), checklist), "nothing is unheard"
    assert not doubting.must_be_put(asking(EYES, unheard=(WORDS,)), checklist), "a question is open"


@pytest.mark.parametrize("answer", ["yes", "unsure", "declined"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_any_other_outcome_needs_no_such_question(knowledge: Knowledge, question: str, answer: Any) -> None:
    here = all_no(WORDS).but(answers={**dict.fromkeys(QUESTIONS, "no"), question: answer})
    assert not doubting.must_be_put(here, knowledge.checklist)


@pytest.mark.parametrize(
    "more",
    [
        {"red_flags": ("cardiac",)},
        {"age_said": "class 9"},
        {"doubts": (Doubt(("something else",), "health"),)},
    ],
)
def test_neither_does_a_red_flag_nor_what_is_in_doubt_already(
    knowledge: Knowledge, more: dict[str, Any]
) -> None:
    assert not doubting.must_be_put(all_no(WORDS, **more), knowledge.checklist)


# ---- how it is put ----


def test_a_doubt_is_one_message_that_asks_about_all_that_is_unheard() -> None:
    here = all_no("one", "two", unclear=1, part="eye_infection", retaking=EYES, repair="past", question=EYES)
    after, said = doubting.put_doubt(here)
    assert after == all_no("one", "two", waiting_for="doubt", doubts=(Doubt(("one", "two")),), asked=8)
    assert (after.phase, after.question, after.state) == ("doubt", None, "asking")
    (message,) = said
    assert (message.topic, message.wording, message.choices) == ("doubt", "doubt", "doubt")
    assert quoted(message) == ["“one”", "“two”"]


def test_only_the_last_few_are_quoted_and_the_others_spoken_of() -> None:
    many = tuple(f"message {number}" for number in range(doubting.MOST_QUOTED + 2))
    after, (message,) = doubting.put_doubt(all_no(*many))
    assert quoted(message) == [f"“{said}”" for said in many[-doubting.MOST_QUOTED :]]
    assert message.wording == "doubt_many"
    assert after.doubts[-1].said == many, "all of them are asked about"
    just = many[: doubting.MOST_QUOTED]
    assert doubting.put_doubt(all_no(*just))[1][0].wording == "doubt"


def test_a_long_message_is_quoted_by_its_beginning() -> None:
    long = "very " * 100
    _, (message,) = doubting.put_doubt(all_no(long, "short\n\n  one"))
    first, second = quoted(message)
    assert first.endswith("…”")
    assert len(first) <= doubting.LONGEST_QUOTE + 2
    assert second == "“short one”"


def test_without_anything_unheard_there_is_no_doubt() -> None:
    with pytest.raises(ValueError, match="unheard"):
        doubting.put_doubt(all_no())


def test_put_again_unchanged_its_buttons_stay() -> None:
    here = put(WORDS)
    assert doubting.put_doubt(here)[0] == here


def test_what_comes_on_top_makes_a_new_doubt_with_buttons_of_its_own() -> None:
    first = put("one")
    second, (message,) = doubting.put_doubt(first.but(unheard=("one", "two")))
    assert (len(second.doubts), second.asked) == (2, first.asked + 1)
    assert second.open_doubt == Doubt(("one", "two"))
    assert quoted(message) == ["“one”", "“two”"]


# ---- cleared, or kept as findings ----


def test_nothing_about_health_clears_it_and_the_end_can_be_told(knowledge: Knowledge) -> None:
    after, said = doubting.settle_doubt(put(WORDS), 1, "none")
    assert (after.unheard, after.waiting_for, after.open_doubt) == ((), None, None)
    assert said == (remark("doubt_none"),)
    assert (outcome(after), doubting.must_be_put(after, knowledge.checklist)) == ("eligible", False)


def test_perhaps_about_health_makes_a_finding_of_it() -> None:
    after, said = doubting.settle_doubt(put("one", "two"), 1, "health")
    assert (after.unheard, after.waiting_for, after.health_words) == ((), None, ("one", "two"))
    assert said == (remark("doubt_health"),)
    assert (outcome(after), doubting.doubtful(after)) == ("ask_clinician", ("not_understood",))


def test_the_same_answer_again_changes_nothing() -> None:
    for answer in ("none", "health"):
        settled, _ = doubting.settle_doubt(put(WORDS), 1, answer)
        assert doubting.settle_doubt(settled, 1, answer) == (settled, ())


@pytest.mark.parametrize("number", [0, 2, -1])
def test_what_was_never_put_is_not_settled(number: int) -> None:
    with pytest.raises(ValueError, match="no doubt"):
        doubting.settle_doubt(put(WORDS), number, "none")


def test_settled_it_waits_for_whatever_had_waited_before() -> None:
    here = put(WORDS).but(candidate="your mother")
    assert doubting.settle_doubt(here, 1, "none")[0].waiting_for == "whose"


# ---- an old button ----


def test_an_old_none_never_clears_newer_words() -> None:
    newer = doubting.put_doubt(put("one").but(unheard=("one", "two")))[0]
    after, _ = doubting.settle_doubt(newer, 1, "none")
    assert after.unheard == ("one", "two")
    assert after.open_doubt == Doubt(("one", "two")), "it still waits"


@pytest.mark.parametrize("left_by", ["starting over", "another end"])
def test_nor_does_one_whose_doubt_was_left_without_an_answer(knowledge: Knowledge, left_by: str) -> None:
    if left_by == "starting over":
        here, _ = start_over(put("one"), knowledge.checklist)
    else:
        here, _ = conclude(put("one"), again=False)
    assert (here.open_doubt, here.waiting_for) == (None, None)
    newer, _ = doubting.put_doubt(all_no("one", "two", doubts=here.doubts))
    after, _ = doubting.settle_doubt(newer, 1, "none")
    assert after.unheard == ("one", "two")
    assert doubting.settle_doubt(after, 2, "none")[0].unheard == ()


def test_nor_does_one_after_a_doubt_between_was_put_again() -> None:
    first, _ = doubting.settle_doubt(put("one"), 1, "health")
    second, _ = doubting.settle_doubt(doubting.put_doubt(first.but(unheard=("two",)))[0], 2, "none")
    asked_again, _ = doubting.settle_doubt(second, 1, "none")
    after, _ = doubting.settle_doubt(asked_again, 2, "none")
    assert after.unheard == ("one",), "the second doubt was about other words"
    assert doubting.settle_doubt(after, 3, "none")[0].unheard == ()


def test_an_old_health_counts_whenever_it_is_pressed_and_withdraws_the_link() -> None:
    cleared, _ = doubting.settle_doubt(put("one"), 1, "none")
    told, _ = conclude(cleared, again=False)
    assert outcome(told) == "eligible"
    after, _ = doubting.settle_doubt(told, 1, "health")
    assert (after.health_words, outcome(after)) == (("one",), "ask_clinician")
    assert after.run == told.run + 1, "no reference of before opens again"


def test_an_old_health_of_a_doubt_that_was_left_makes_findings_of_its_own_words_alone() -> None:
    newer = doubting.put_doubt(put("one").but(unheard=("one", "two")))[0]
    after, _ = doubting.settle_doubt(newer, 1, "health")
    assert (after.health_words, after.unheard) == (("one",), ("two",))


def test_what_was_called_health_is_asked_again_before_it_is_cleared() -> None:
    health, _ = doubting.settle_doubt(put("one"), 1, "health")
    told, _ = conclude(health, again=False)
    asked_again, said = doubting.settle_doubt(told.but(unheard=("two",)), 1, "none")
    assert asked_again.phase == "doubt"
    assert set(asked_again.unheard) == {"one", "two"}
    assert [each.topic for each in said] == ["doubt"]
    assert outcome(asked_again) is None
    once_more, _ = doubting.settle_doubt(asked_again, 1, "none")
    assert set(once_more.unheard) == {"one", "two"}, "the same old button pressed twice counts once"
    cleared, _ = doubting.settle_doubt(asked_again, len(asked_again.doubts), "none")
    assert (cleared.unheard, outcome(cleared)) == ((), "eligible")


def test_a_word_said_twice_is_cleared_once_for_each_time_it_was_put() -> None:
    here = put("one", "one").but(unheard=("one", "one", "one"))
    assert doubting.settle_doubt(here, 1, "none")[0].unheard == ("one",)


# ---- not understood either ----


def test_a_reply_that_is_not_understood_is_asked_about_once_more_then_it_counts_as_not_sure() -> None:
    here = put(WORDS)
    again, said = doubting.unclear_doubt(here)
    assert (again.phase, again.unclear, again.doubts) == ("doubt", 1, here.doubts)
    assert [each.topic for each in said] == ["doubt"]
    more = again.but(unheard=(*again.unheard, "mno"))
    after, said = doubting.unclear_doubt(more)
    assert after.health_words == (WORDS, "mno"), "what was written there is in it"
    assert (after.unheard, after.unclear, after.waiting_for) == ((), 0, None)
    assert said == (remark("doubt_health"),)


def test_no_doubt_no_unclear_reply_to_it() -> None:
    with pytest.raises(ValueError, match="no doubt"):
        doubting.unclear_doubt(all_no(WORDS))


# ---- no longer needed ----


@pytest.mark.parametrize("answer", ["yes", "unsure", "declined"])
def test_an_answer_that_is_no_no_needs_no_such_question(knowledge: Knowledge, answer: Any) -> None:
    here = put(WORDS)
    told = here.but(answers={**here.answers, EYES: answer})
    after = doubting.without_needless_doubt(told, knowledge.checklist)
    assert (after.phase, after.open_doubt, after.unheard) == ("asking", None, (WORDS,))
    assert doubting.without_needless_doubt(here, knowledge.checklist) == here


def test_what_was_told_ends_a_doubt_as_soon_as_it_is_recorded(knowledge: Knowledge) -> None:
    told = Command("record", question=EYES, answer="yes", said="glaucoma")
    assert make(told, put(WORDS), knowledge)[0].phase == "asking"
    changed = Command("correct", question=EYES, answer="yes", said="glaucoma")
    assert make(changed, put(WORDS), knowledge)[0].phase == "asking"
    once_more = Command("record", question=EYES, answer="no", said="no")
    assert make(once_more, put(WORDS), knowledge)[0].phase == "doubt"


# ---- is it happening now? ----


def test_a_likely_emergency_is_asked_about_with_its_buttons() -> None:
    after, said = doubting.check_emergency(asking(EYES), "stroke", "my face is odd")
    assert after == asking(
        EYES,
        waiting_for="emergency_check",
        emergency_checks=(PossibleFlag("stroke", "my face is odd"),),
        asked=8,
    )
    message = Saying("emergency_check:stroke", "emergency_check", {"flag": "stroke"}, "emergency")
    assert said == (message,)
    assert doubting.repeat_emergency_check(after) == (after, (message,))


def checked(**more: Any) -> Screening:
    return doubting.check_emergency(asking(EYES, **more), "stroke", "my face is odd")[0]


def test_no_closes_it_and_leaves_nothing_unheard() -> None:
    after, said = doubting.close_emergency_check(checked(), unheard=False)
    assert (after.phase, after.unheard, said) == ("asking", (), (remark("emergency_closed"),))
    assert after.emergency_checks == checked().emergency_checks, "it is not asked about twice"


def test_anything_else_leaves_its_words_unheard() -> None:
    after, said = doubting.close_emergency_check(checked(unheard=("one",)), unheard=True)
    assert (after.phase, after.unheard, said) == ("asking", ("one", "my face is odd"), ())


def test_closed_it_waits_for_whatever_had_waited_before() -> None:
    waiting = put("one")
    here, _ = doubting.check_emergency(waiting, "stroke", "my face is odd")
    assert doubting.close_emergency_check(here, unheard=False)[0].waiting_for == "doubt"
    here, _ = doubting.check_emergency(asking(EYES, candidate="your mother"), "stroke", "odd")
    assert doubting.close_emergency_check(here, unheard=False)[0].waiting_for == "whose"


def test_without_a_likely_emergency_there_is_nothing_to_repeat_or_close() -> None:
    with pytest.raises(ValueError, match="no possible red flag"):
        doubting.repeat_emergency_check(asking(EYES))
    with pytest.raises(ValueError, match="no possible red flag"):
        doubting.close_emergency_check(asking(EYES), unheard=True)


# ---- reported ----


def test_a_reported_red_flag_ends_the_check_whatever_waits(knowledge: Knowledge) -> None:
    here = checked(candidate="your mother", retaking=HEART, repair="past")
    after, said = doubting.report(here, ("stroke", "cardiac", "trauma"), knowledge)
    assert (after.state, after.phase, after.question, after.candidate) == ("finished", "urgent", None, None)
    assert (after.red_flags, after.retaking, after.repair) == (("stroke", "cardiac", "trauma"), None, None)
    topics = [each.topic for each in said]
    assert topics == ["emergency:stroke", "emergency:cardiac", "outcome:urgent"], "advice for the first two"


def test_a_red_flag_is_kept_once(knowledge: Knowledge) -> None:
    here = finished().but(red_flags=("stroke",))
    assert doubting.report(here, ("cardiac", "stroke"), knowledge)[0].red_flags == ("stroke", "cardiac")


def test_a_red_flag_leaves_the_words_of_another_possible_one_unheard(knowledge: Knowledge) -> None:
    here = checked(unheard=("one",))
    assert doubting.report(here, ("cardiac",), knowledge)[0].unheard == ("one", "my face is odd")
    assert doubting.report(here, ("stroke",), knowledge)[0].unheard == ("one",)


def test_a_report_needs_a_red_flag(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="no red flag"):
        doubting.report(finished(), (), knowledge)


# ---- under age ----


def test_an_age_under_the_minimum_ends_the_check_and_says_whom_to_ask(knowledge: Knowledge) -> None:
    here = asking(EYES, answers={HEART: "yes"}, stated=(HEART,), unclear=1, repair="past", part="x")
    after, said = doubting.under_age(here, knowledge, "class 9")
    assert (after.state, after.phase, after.question) == ("not_started", "not_started", None)
    assert (after.answers, after.age_said, after.earlier_yes) == ({}, "class 9", (HEART,))
    assert not after.consented, "what is told next needs consent again"
    assert said == (Saying("clinic_contact", "under_age"),)


def test_what_must_not_be_forgotten_outlives_it(knowledge: Knowledge) -> None:
    kept: dict[str, Any] = {
        "told": {EYES: ToldCondition("yes", "glaucoma")},
        "subject": "your mother",
        "red_flags": ("cardiac",),
        "unheard": ("one",),
        "doubts": (Doubt(("two",), "health"), Doubt(("three",), "none")),
        "emergency_checks": (PossibleFlag("stroke", "odd"),),
        "pressed": {HEART: "no:3"},
        "run": 4,
        "unknown": {"mood": "good"},
    }
    after, _ = doubting.under_age(finished().but(**kept), knowledge, "im 15")
    assert {name: getattr(after, name) for name in kept} == kept


def test_begun_again_it_comes_to_ask_clinician_at_best(knowledge: Knowledge) -> None:
    young, _ = doubting.under_age(asking(EYES), knowledge, "im 15")
    again = replace(finished(), age_said=young.age_said, unheard=(WORDS,))
    assert (outcome(again), doubting.doubtful(again)) == ("ask_clinician", ("age",))
    assert outcome(again.but(answers={**again.answers, EYES: "yes"})) == "avoid"
    both = again.but(doubts=(Doubt((WORDS,), "health"),))
    assert doubting.doubtful(both) == ("not_understood", "age")


# ---- what no question asks about and a clinician looks at first ----


def test_what_a_clinician_looks_at_first_keeps_the_outcome_from_eligible_and_no_doubt_is_put(
    knowledge: Knowledge,
) -> None:
    after, said = doubting.note(all_no(WORDS), "I have a hernia")
    assert (after.noted, said, outcome(after)) == (("I have a hernia",), (), "ask_clinician")
    assert not doubting.must_be_put(after, knowledge.checklist)


def test_told_twice_it_is_kept_once_and_starting_over_does_not_forget_it(knowledge: Knowledge) -> None:
    once, _ = doubting.note(finished(), "I am 70")
    assert doubting.note(once, "I am 70") == (once, ())
    assert start_over(once, knowledge.checklist)[0].noted == ("I am 70",)


def test_told_after_the_end_an_earlier_booking_belongs_to_another_run() -> None:
    before = finished()
    assert doubting.note(before, "I am 70")[0].run == before.run + 1


def test_told_before_consent_it_begins_nothing() -> None:
    assert doubting.note(Screening(), "I am 70")[0] == Screening(noted=("I am 70",))
    with pytest.raises(ValueError, match="empty"):
        doubting.note(Screening(), "  ")
