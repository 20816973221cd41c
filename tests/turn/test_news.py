"""What a turn brought, for whoever counts it: each thing once, in the turn that brought it."""

from __future__ import annotations

from bot.domain.messages import News
from tests.conversation import Talk

DANGER = "I have crushing chest pain going down my left arm"


def test_a_red_flag_is_news_in_the_turn_that_reports_it(talk: Talk) -> None:
    assert talk.says(DANGER, id="a").news == News("urgent", ("cardiac",))
    assert talk.says(DANGER).news == News()
    assert talk.says("I can't feel my groin and I can't pee").news == News(red_flags=("cauda_equina",))
    assert talk.says(DANGER, id="a").news is None, "the same message again is no turn"


def test_an_outcome_is_news_when_it_is_told(talk: Talk) -> None:
    talk.reaches("obesity")
    reply = talk.chooses("No")
    assert reply.news == News("eligible")


def test_a_message_that_was_not_understood_is_told_as_such(talk: Talk) -> None:
    assert talk.says("qwrt zxcv plk").news == News(understood=False)
    talk.reaches("eye_condition")
    assert talk.says("qwrt zxcv plk").news == News(understood=False)
    assert talk.says("what are the risks?").news == News()
