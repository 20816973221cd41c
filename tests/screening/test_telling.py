"""Telling: topics, reasons, what is known, and the end."""

from __future__ import annotations

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.names import TOPICS
from bot.domain.screening import Screening
from bot.screening import telling
from bot.screening.saying import Saying, remark
from tests.screening.screenings import EYES, asking, finished


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_answered_and_noted(knowledge: Knowledge, topic: str) -> None:
    after, (said,) = telling.tell(asking(EYES), knowledge, topic)
    assert after == asking(EYES, last_topic=topic)
    assert said == Saying(topic, f"topic:{topic}", {}, "none")


@pytest.mark.parametrize("topic", ["greeting", "capabilities"])
def test_a_beginning_offers_the_check_while_none_is_begun(knowledge: Knowledge, topic: str) -> None:
    assert telling.tell(Screening(), knowledge, topic)[1][0].choices == "start"
    assert telling.tell(Screening(red_flags=("cardiac",)), knowledge, topic)[1][0].choices == "none"
    assert telling.tell(Screening(), knowledge, "cost")[1][0].choices == "none"


def test_a_condition_is_explained_with_its_sources(knowledge: Knowledge) -> None:
    question = knowledge.checklist[EYES]
    after, (said,) = telling.tell(Screening(), knowledge, f"condition:{EYES}")
    assert after.last_topic == f"condition:{EYES}"
    assert (said.topic, said.wording, said.choices) == (f"condition:{EYES}", "about_frame", "none")
    assert said.values["about"] == question.about
    titles = [knowledge.sources[source].title for source in question.sources]
    assert said.values["sources"] == "; ".join(titles)


def test_why_gives_the_reason_and_its_sources(knowledge: Knowledge) -> None:
    question = knowledge.checklist[EYES]
    after, (said,) = telling.why(asking(EYES), knowledge, EYES)
    assert after == asking(EYES)
    assert (said.topic, said.wording) == (f"why_asked:{EYES}", "why_frame")
    assert said.values["why"] == question.why
    assert all(knowledge.sources[source].title in said.values["sources"] for source in question.sources)


def test_what_is_missing_is_a_fault(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="topic"):
        telling.tell(Screening(), knowledge, None)
    with pytest.raises(ValueError, match="question"):
        telling.why(Screening(), knowledge, None)
    with pytest.raises(ValueError, match="red flag"):
        telling.still_urgent(Screening())
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
    after, (told, end) = telling.conclude(here, summary=True)
    assert after == finished().but(asked=8)
    assert told == Saying("summary", "summary", answers=here.answers)
    assert end == Saying("outcome", "outcome")
    assert telling.conclude(here, summary=False) == (after, (end,))


def test_after_a_red_flag_the_first_advice_is_given_again() -> None:
    here = finished().but(red_flags=("stroke", "cardiac"))
    assert telling.still_urgent(here) == (
        here,
        (Saying("emergency:stroke", "red_flag:stroke"), remark("urgent_still")),
    )
