"""Asking: consent, the order of the questions, stopping and going on, and whom it is about."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.names import QUESTIONS
from bot.domain.screening import Doubt, PossibleFlag, Screening, ToldCondition
from bot.screening import asking as rules
from bot.screening.saying import Saying, remark
from tests.screening.screenings import EYES, HEART, THINNERS, asking, finished

# ---- the question that is due ----


def test_the_first_unanswered_question_is_due(knowledge: Knowledge) -> None:
    assert rules.due(Screening(), knowledge.checklist) == HEART
    assert rules.due(asking(EYES), knowledge.checklist) == EYES
    assert rules.due(finished(), knowledge.checklist) is None


def test_the_question_asked_again_comes_before_any_other(knowledge: Knowledge) -> None:
    assert rules.due(asking(EYES, retaking=HEART), knowledge.checklist) == HEART


def test_asking_puts_the_question_that_is_due(knowledge: Knowledge) -> None:
    here = asking(HEART, answers={HEART: "no"}, part="heart_disease", unclear=1)
    after, (said,) = rules.ask(here, knowledge)
    assert after == here.but(question=THINNERS, part=None, unclear=0, asked=8)
    assert (said.topic, said.choices) == (f"question:{THINNERS}", "answers")


def test_asking_the_same_question_once_more_keeps_its_buttons(knowledge: Knowledge) -> None:
    here = asking(EYES, unclear=1)
    assert rules.ask(here, knowledge)[0] == here


@pytest.mark.parametrize("state", ["paused", "consent"])
def test_a_question_after_something_else_is_a_new_asking(knowledge: Knowledge, state: str) -> None:
    after, _ = rules.ask(asking(EYES, state=state), knowledge)
    assert (after.state, after.question, after.asked) == ("asking", EYES, 8)


def test_with_every_question_answered_there_is_nothing_to_ask(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="answered"):
        rules.ask(finished(), knowledge)


def test_a_question_is_told_with_its_place_and_all_its_words(knowledge: Knowledge) -> None:
    question = knowledge.checklist[EYES]
    (said,) = rules.ask(asking(EYES), knowledge)[1]
    assert said.values == {
        "position": "3",
        "total": "10",
        "label": question.label,
        "name": question.name,
        "ask": question.ask,
        "ask_again": question.ask_again,
        "examples": "\n".join(f"• {example}" for example in question.examples),
        "hint": question.hint,
    }


def test_a_question_about_somebody_else_has_words_of_its_own(knowledge: Knowledge) -> None:
    for question in knowledge.checklist.questions:
        here = asking(question.id, subject="your mother")
        (said,) = rules.ask(here, knowledge)[1]
        assert said.values["ask"] == question.for_other.ask
        assert said.values["ask_again"] == question.for_other.ask_again
        for part in question.parts:
            (said,) = rules.ask(here.but(part=part.id), knowledge)[1]
            assert said.values["ask"] == part.for_other.ask


@pytest.mark.parametrize(
    ("more", "wording"),
    [
        ({}, "question_frame"),
        ({"unclear": 1}, "question_again"),
        ({"retaking": EYES}, "question_frame"),
        ({"retaking": EYES, "answers": {EYES: "no"}}, "question_frame"),
        ({"retaking": EYES, "answers": {EYES: "yes"}}, "question_retake"),
        ({"retaking": EYES, "answers": {EYES: "yes"}, "earlier_yes": (EYES,)}, "question_retake"),
        ({"earlier_yes": (EYES,)}, "question_earlier_yes"),
        ({"earlier_yes": (HEART,)}, "question_frame"),
        ({"told": {EYES: ToldCondition("yes", "I have glaucoma")}}, "question_told"),
        ({"told": {EYES: ToldCondition("yes", "glaucoma")}, "earlier_yes": (EYES,)}, "question_earlier_yes"),
        ({"told": {HEART: ToldCondition("yes", "I have BP")}}, "question_frame"),
        ({"part": "eye_infection"}, "question_part"),
        ({"part": "eye_infection", "unclear": 1}, "question_part"),
        ({"part": "heart_disease"}, "question_frame_short"),
        ({"repair": "plainly"}, "question_repair"),
        ({"repair": "leaning_no", "unclear": 1}, "question_repair"),
        ({"repair": "past", "retaking": EYES, "answers": {EYES: "yes"}}, "question_repair"),
        ({"repair": "glasses", "part": "eye_infection"}, "question_part"),
    ],
)
def test_a_question_is_put_in_the_words_its_situation_calls_for(
    knowledge: Knowledge, more: dict[str, Any], wording: str
) -> None:
    here = asking(EYES, **more)
    first = (
        here.but(asked=here.asked) if here.unclear or here.repair or here.part else here.but(question=None)
    )
    (said,) = rules.ask(first, knowledge)[1]
    assert said.wording == wording


def test_the_hint_is_not_said_again_after_an_aside(knowledge: Knowledge) -> None:
    (said,) = rules.ask(asking(EYES), knowledge)[1]
    assert said.wording == "question_frame_short"


def test_the_other_part_is_asked_in_its_own_words(knowledge: Knowledge) -> None:
    (said,) = rules.ask(asking(EYES, part="eye_infection"), knowledge)[1]
    (part,) = (part for part in knowledge.checklist[EYES].parts if part.id == "eye_infection")
    assert said.values["ask"] == part.ask


def test_what_was_told_before_consent_is_quoted(knowledge: Knowledge) -> None:
    (said,) = rules.ask(asking(EYES, told={EYES: ToldCondition("yes", "I have glaucoma")}), knowledge)[1]
    assert said.values["said"] == "I have glaucoma"


def test_a_repair_is_handed_on_to_the_words(knowledge: Knowledge) -> None:
    (said,) = rules.ask(asking(EYES, repair="leaning_no"), knowledge)[1]
    assert said.values["repair"] == "leaning_no"
    assert "repair" not in rules.ask(asking(EYES), knowledge)[1][0].values


def test_a_new_question_has_nothing_to_repair(knowledge: Knowledge) -> None:
    here = asking(HEART, answers={HEART: "no"}, repair="leaning_no")
    assert rules.ask(here, knowledge)[0].repair is None


def test_other_words_are_for_the_question_that_is_asked() -> None:
    assert rules.rephrase(asking(EYES)) == (asking(EYES, repair=rules.PLAINLY), ())
    for here in (Screening(), finished(), asking(EYES, waiting_for="doubt")):
        with pytest.raises(ValueError, match="no question"):
            rules.rephrase(here)


# ---- consent ----


def test_consent_is_asked_for_once_until_something_else_happens() -> None:
    first, said = rules.request_consent(Screening(asked=3))
    assert first == Screening(state="consent", asked=4)
    assert said == (Saying("consent", "consent", {}, "consent"),)
    again, said = rules.request_consent(first, again=True)
    assert again == first
    assert said == (Saying("consent", "consent_again", {}, "consent"),)


def test_agreeing_begins_a_run_with_this_checklist(knowledge: Knowledge) -> None:
    after, said = rules.agree(Screening(state="consent", question=EYES, run=1), knowledge.checklist)
    version = knowledge.checklist.version
    assert after == Screening(state="asking", checklist_version=version, run=2)
    assert said == ()


@pytest.mark.parametrize("state", ["not_started", "asking", "paused", "finished"])
def test_nobody_agrees_to_what_was_not_asked(knowledge: Knowledge, state: Any) -> None:
    with pytest.raises(ValueError, match="consent"):
        rules.agree(Screening(state=state), knowledge.checklist)


def test_refusing_ends_it_with_whom_to_turn_to() -> None:
    here = Screening(state="consent", question=EYES)
    assert rules.refuse(here) == (Screening(), (Saying("consent", "consent_refused"),))


# ---- stopping and going on ----


def test_a_pause_keeps_the_question() -> None:
    paused = Saying("paused", "paused", {}, "continue")
    after, said = rules.pause(asking(EYES))
    assert (after, said) == (asking(EYES, state="paused"), (paused,))
    assert rules.pause(after) == (after, (paused,))


def test_stopping_at_the_consent_is_no_consent() -> None:
    after, said = rules.pause(Screening(state="consent"))
    assert (after, said) == (Screening(), (Saying("consent", "consent_refused"),))


def test_a_doubt_that_waits_is_put_again_after_a_pause() -> None:
    waiting = Doubt(("qwrt",))
    here = finished().but(state="asking", waiting_for="doubt", doubts=(waiting,), unheard=("qwrt",))
    after, said = rules.pause(here)
    assert (after.phase, after.doubts, after.unheard) == ("paused", (waiting,), ("qwrt",))
    assert said == (Saying("paused", "paused", {}, "continue"),)
    assert rules.resume(after)[0].phase == "asking", "and the end puts the doubt again"


@pytest.mark.parametrize("here", [Screening(), finished()])
def test_stopping_where_nothing_goes_on_is_a_goodbye(here: Screening) -> None:
    assert rules.pause(here) == (here, (Saying("goodbye", "topic:goodbye"),))


def test_going_on_is_possible_after_a_pause_alone() -> None:
    assert rules.resume(asking(EYES, state="paused")) == (asking(EYES), (remark("resumed"),))
    nothing = Saying("capabilities", "nothing_to_continue", {}, "start")
    assert rules.resume(asking(EYES)) == (asking(EYES), (nothing,))


# ---- starting over ----


def test_starting_over_clears_everything_but_a_yes_and_what_is_in_doubt(knowledge: Knowledge) -> None:
    version = knowledge.checklist.version
    here = asking(
        EYES,
        answers={HEART: "yes", THINNERS: "no"},
        earlier_yes=(QUESTIONS[8],),
        changed=(QUESTIONS[8],),
        told={EYES: ToldCondition("yes", "glaucoma")},
        retaking=HEART,
        part="eye_disease",
        unclear=1,
        repair="past",
        stated=(HEART,),
        waiting_for="erase",
        candidate="your mother",
        subject="your father",
        red_flags=("cardiac",),
        unheard=("c", "d"),
        doubts=(Doubt(("a",), "none"), Doubt(("b",), "health"), Doubt(("c",))),
        emergency_checks=(PossibleFlag("stroke", "d"),),
        age_said="class 9",
    )
    after, said = rules.start_over(here, knowledge.checklist)
    assert after == Screening(
        state="asking",
        checklist_version=version,
        older=7,
        earlier_yes=(HEART, QUESTIONS[8]),
        subject="your father",
        red_flags=("cardiac",),
        unheard=("c", "d"),
        doubts=(Doubt(("a",), "none"), Doubt(("b",), "health"), Doubt(("c",), "left")),
        emergency_checks=(PossibleFlag("stroke", "d"),),
        age_said="class 9",
        asked=7,
        run=3,
    )
    assert said == (remark("started_over"),)


def test_with_a_new_checklist_it_is_told_that_the_questions_changed(knowledge: Knowledge) -> None:
    here = asking(EYES)
    old, _ = rules.start_over(here, knowledge.checklist)
    assert rules.start_over(here, knowledge.checklist, new_checklist=True) == (
        old,
        (remark("questions_changed"),),
    )


def test_what_was_not_begun_cannot_be_started_over(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="begun"):
        rules.start_over(Screening(), knowledge.checklist)


# ---- for somebody else ----


def test_without_answers_the_other_person_is_noted_at_once() -> None:
    here = Screening()
    after, said = rules.proxy(here, "your mother")
    assert (after, said) == (
        here.but(subject="your mother"),
        (remark("proxy_noted", subject="your mother"),),
    )
    back, said = rules.proxy(after, "you")
    assert (back, said) == (here, (remark("proxy_noted", subject="you"),))


@pytest.mark.parametrize("subject", [None, "your mother"])
def test_the_same_person_again_changes_nothing(subject: str | None) -> None:
    here = asking(EYES, subject="your mother")
    assert rules.proxy(here, subject) == (here, (remark("proxy_noted", subject=subject or "you"),))


def test_with_answers_on_record_it_is_asked_whose_they_are() -> None:
    after, said = rules.proxy(asking(EYES), "your mother")
    assert after == asking(EYES, waiting_for="whose", candidate="your mother", asked=8)
    assert said == (Saying("consent", "proxy_ask", {"subject": "your mother"}, "whose"),)


def test_answers_that_were_theirs_stay(knowledge: Knowledge) -> None:
    here = asking(EYES, waiting_for="whose", candidate="your mother")
    after, said = rules.whose(here, knowledge.checklist, hers=True)
    assert (after, said) == (
        asking(EYES, subject="your mother"),
        (remark("proxy_noted", subject="your mother"),),
    )


def test_answers_that_were_not_theirs_are_cleared(knowledge: Knowledge) -> None:
    here = asking(EYES, waiting_for="whose", candidate="you", subject="your mother")
    after, said = rules.whose(here, knowledge.checklist, hers=False)
    assert (after.answers, after.subject, after.waiting_for, after.candidate) == ({}, None, None, None)
    assert (after.run, said) == (3, (remark("proxy_fresh", subject="you"),))


@pytest.mark.parametrize("more", [{}, {"waiting_for": "whose"}, {"candidate": "your mother"}])
def test_nobody_says_whose_the_answers_are_unasked(knowledge: Knowledge, more: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="whose"):
        rules.whose(asking(EYES, **more), knowledge.checklist, hers=True)


# ---- erasing ----


def test_erasing_is_asked_once_and_can_be_left() -> None:
    waiting, said = rules.erase_ask(asking(EYES))
    assert waiting == asking(EYES, waiting_for="erase", asked=8)
    assert said == (Saying("my_data", "erase_ask", {}, "erase"),)
    kept, said = rules.erase_keep(waiting)
    assert (kept, said) == (asking(EYES, asked=8), (Saying("my_data", "erase_kept"),))


def test_whose_the_answers_are_is_still_asked_after_nothing_was_erased() -> None:
    waiting, _ = rules.erase_ask(asking(EYES, waiting_for="whose", candidate="your mother"))
    kept, _ = rules.erase_keep(waiting)
    assert (kept.waiting_for, kept.candidate) == ("whose", "your mother")


@pytest.mark.parametrize(
    ("more", "waits"),
    [
        ({}, None),
        ({"candidate": "your mother"}, "whose"),
        ({"doubts": (Doubt(("qwrt",)),)}, "doubt"),
        ({"doubts": (Doubt(("qwrt",), "none"),)}, None),
        ({"state": "paused", "doubts": (Doubt(("qwrt",)),)}, None),
        ({"candidate": "your mother", "doubts": (Doubt(("qwrt",)),)}, "whose"),
    ],
)
def test_what_had_waited_waits_again_after_nothing_was_erased(
    more: dict[str, Any], waits: str | None
) -> None:
    waiting, _ = rules.erase_ask(asking(EYES, **more))
    assert waiting.waiting_for == "erase"
    assert rules.erase_keep(waiting)[0].waiting_for == waits


def test_a_doubt_waits_again_once_it_is_known_whose_the_answers_are(knowledge: Knowledge) -> None:
    doubt = Doubt(("qwrt",))
    here = asking(EYES, waiting_for="whose", candidate="your mother", doubts=(doubt,), unheard=("qwrt",))
    assert rules.whose(here, knowledge.checklist, hers=True)[0].waiting_for == "doubt"
    anew, _ = rules.whose(here, knowledge.checklist, hers=False)
    assert (anew.waiting_for, anew.doubts, anew.unheard) == (None, (Doubt(("qwrt",), "left"),), ("qwrt",))
