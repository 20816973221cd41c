"""Telling: topics, reasons, what is known, and the end."""

from __future__ import annotations

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.names import QUESTIONS, TOPICS
from bot.domain.screening import Doubt, Screening
from bot.screening import telling
from bot.screening.saying import Saying, remark
from bot.screening.sources import sources_of
from bot.screening.wording import text_of
from tests.screening.screenings import EYES, asking, finished


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_answered_and_noted(knowledge: Knowledge, topic: str) -> None:
    after, (said,) = telling.tell(asking(EYES), knowledge, topic)
    assert after == asking(EYES, last_topic=topic)
    assert said == Saying(
        topic, f"topic:{topic}", {}, "sources" if knowledge.topics[topic].sources else "none"
    )


@pytest.mark.parametrize("topic", ["greeting", "capabilities"])
def test_a_beginning_offers_the_check_while_none_is_begun(knowledge: Knowledge, topic: str) -> None:
    assert telling.tell(Screening(), knowledge, topic)[1][0].choices == "start"
    assert telling.tell(Screening(red_flags=("cardiac",)), knowledge, topic)[1][0].choices == "none"
    assert telling.tell(Screening(), knowledge, "cost")[1][0].choices == "none"


def test_a_condition_is_explained_with_its_sources(knowledge: Knowledge) -> None:
    question = knowledge.checklist[EYES]
    after, (said,) = telling.tell(Screening(), knowledge, f"condition:{EYES}")
    assert after.last_topic == f"condition:{EYES}"
    assert (said.topic, said.wording, said.choices) == (f"condition:{EYES}", "about_frame", "sources")
    assert said.values == {"about": question.about, "sources_of": f"condition:{EYES}"}


def test_a_condition_told_in_short_offers_the_whole(knowledge: Knowledge) -> None:
    after, (said,) = telling.tell(Screening(), knowledge, f"short:condition:{EYES}")
    assert after.last_topic == f"condition:{EYES}"
    assert (said.topic, said.wording, said.choices) == (f"condition:{EYES}", "about_short", "more")


@pytest.mark.parametrize("topic", [f"condition:{EYES}", "evidence"])
def test_the_sources_of_a_topic_are_listed_under_its_name(knowledge: Knowledge, topic: str) -> None:
    here = asking(EYES, last_topic=topic)
    after, (said,) = telling.tell(here, knowledge, f"sources:{topic}")
    assert (after, said.topic) == (here, topic)
    told = text_of(said, knowledge)
    for source in sources_of(topic, knowledge):
        assert source.title in told
        assert source.cited_for in told


def test_why_gives_the_reason_and_its_sources(knowledge: Knowledge) -> None:
    question = knowledge.checklist[EYES]
    after, (said,) = telling.why(asking(EYES), knowledge, EYES)
    assert after == asking(EYES, last_topic=f"condition:{EYES}")
    assert (said.topic, said.wording, said.choices) == (f"why_asked:{EYES}", "why_frame", "sources")
    assert said.values == {"why": question.why, "sources_of": f"condition:{EYES}"}
    assert knowledge.sources[question.sources[0]].name in text_of(said, knowledge)


def test_what_is_missing_is_a_fault(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="topic"):
        telling.tell(Screening(), knowledge, None)
    with pytest.raises(ValueError, match="question"):
        telling.why(Screening(), knowledge, None)
    with pytest.raises(ValueError, match="red flag"):
        telling.still_urgent(Screening(), knowledge)
    with pytest.raises(KeyError):
        telling.say(Screening(), None)


@pytest.mark.parametrize("name", list(telling.SAYINGS))
def test_fixed_replies_change_nothing(name: str) -> None:
    assert telling.say(asking(EYES), name) == (asking(EYES), (telling.SAYINGS[name],))


def test_what_is_known_lists_the_answers() -> None:
    here = asking(EYES)
    assert telling.know(here) == (here, (Saying("my_data", "know", answers=here.answers),))
    assert telling.know(Screening())[1][0] == Saying("my_data", "know_nothing")
    assert telling.which(here) == (
        here,
        (Saying("summary", "correct_which", answers=here.answers),),
    )


def test_the_end_holds_the_summary_and_the_outcome_in_one_turn() -> None:
    here = finished().but(state="asking", question=EYES, part="eye_infection", unclear=1)
    after, (told, end) = telling.conclude(here, again=False)
    assert after == finished().but(asked=8)
    assert told == Saying("summary", "summary", answers=here.answers)
    assert end == Saying("outcome", "outcome")


def test_told_again_the_end_offers_to_begin_anew() -> None:
    here = finished()
    assert telling.conclude(here, again=True) == (
        here.but(asked=8),
        (Saying("outcome", "outcome", {}, "again"),),
    )


def test_with_the_end_told_nothing_of_a_doubt_or_a_side_question_waits() -> None:
    cleared, kept, waiting = Doubt(("a",), "none"), Doubt(("b",), "health"), Doubt(("c",))
    here = finished().but(doubts=(cleared, kept, waiting), waiting_for="doubt", repair="past", unheard=("c",))
    after, _ = telling.conclude(here, again=False)
    left = Doubt(("c",), "left")
    assert (after.doubts, after.waiting_for, after.repair) == ((cleared, kept, left), None, None)
    assert after.unheard == ("c",), "what was not heard is not forgotten"


@pytest.mark.parametrize(("impatient", "wording"), [(False, "how_many"), (True, "too_long")])
def test_how_many_questions_are_left_is_counted(knowledge: Knowledge, impatient: bool, wording: str) -> None:
    here = asking(EYES)
    after, said = telling.how_many(here, knowledge, impatient=impatient)
    assert (after, said) == (here, (remark(wording, left="8"),))
    out_of_turn = here.but(answers={**here.answers, QUESTIONS[9]: "no"})
    assert telling.how_many(out_of_turn, knowledge, impatient=impatient)[1][0].values == {"left": "7"}


def test_after_a_red_flag_a_short_word_of_it_is_given(knowledge: Knowledge) -> None:
    here = finished().but(red_flags=("stroke", "cardiac"))
    assert telling.still_urgent(here, knowledge) == (
        here,
        (Saying("emergency:stroke", "again:stroke"), remark("urgent_still")),
    )


def test_the_most_urgent_of_several_red_flags_is_said_again(knowledge: Knowledge) -> None:
    here = finished().but(red_flags=("cancer", "trauma", "stroke"))
    assert telling.still_urgent(here, knowledge)[1][0].topic == "emergency:stroke"


def test_after_self_harm_nothing_is_said_of_a_closed_check(knowledge: Knowledge) -> None:
    here = finished().but(red_flags=("stroke", "self_harm"))
    assert telling.still_urgent(here, knowledge)[1] == (Saying("emergency:self_harm", "again:self_harm"),)


# ---- what next ----


def test_after_a_finding_the_next_steps_are_told(knowledge: Knowledge) -> None:
    here = finished(eye_condition="yes")
    after, (said,) = telling.what_next(here, knowledge)
    assert (after, said.topic, said.wording) == (here, "consult_first", "what_next")
    assert knowledge.checklist[EYES].see in said.values["next_steps"]


def test_after_ten_noes_no_doctor_is_named(knowledge: Knowledge) -> None:
    assert telling.what_next(finished(), knowledge)[1] == (Saying("consult_first", "what_next_eligible"),)


@pytest.mark.parametrize("here", [Screening(), asking(EYES)], ids=["before", "within"])
def test_before_the_end_a_doctor_is_advised_in_general(knowledge: Knowledge, here: Screening) -> None:
    assert telling.what_next(here, knowledge) == telling.tell(here, knowledge, "consult_first")


def test_feeling_better_does_not_change_a_red_flag(knowledge: Knowledge) -> None:
    here = finished().but(red_flags=("cardiac",))
    assert telling.what_next(here, knowledge)[1] == (
        Saying("emergency:cardiac", "again:cardiac"),
        remark("better_still"),
    )
    sad = finished().but(red_flags=("self_harm",))
    assert telling.what_next(sad, knowledge)[1] == (Saying("emergency:self_harm", "again:self_harm"),)


@pytest.mark.parametrize("topic", ["near:vertigo", "short:near:vertigo"])
def test_a_near_condition_is_told_under_a_topic_of_the_contract(knowledge: Knowledge, topic: str) -> None:
    after, (said,) = telling.tell(Screening(), knowledge, topic)
    assert (after.last_topic, said.topic) == ("near:vertigo", "consult_first")
    assert text_of(said, knowledge) == knowledge.near_conditions.by_id["vertigo"].text
    assert telling.tell(after, knowledge, "sources:near:vertigo")[1][0].topic == "consult_first"
