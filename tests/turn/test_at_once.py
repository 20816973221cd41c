"""Short answers that were sent at once, before the next question was seen: one counts (contract, rule 2)."""

from __future__ import annotations

from uuid import uuid4

from bot.domain.messages import IncomingMessage
from tests.conversation import House, Talk, links_of


def says_at(talk: Talk, text: str, moment: object) -> None:
    talk._hear(IncomingMessage(str(uuid4()), text=text, arrived=moment))  # type: ignore[arg-type]


def test_of_ten_noes_at_once_one_counts(home: House, talk: Talk) -> None:
    talk.agrees()
    moment = home.clock()
    for _ in range(10):
        says_at(talk, "no", moment)
    assert list(talk.answers) == ["blood_pressure_or_heart"]
    assert talk.outcome is None


def test_a_short_answer_after_each_question_counts(home: House, talk: Talk) -> None:
    talk.agrees()
    for _ in range(10):
        says_at(talk, "no", home.clock())
    assert talk.outcome == "eligible"


def test_what_was_sent_before_the_first_question_answers_none(home: House, talk: Talk) -> None:
    talk.chooses("Start")
    moment = home.clock()
    talk.chooses("Agree")
    says_at(talk, "no", moment)
    assert talk.answers == {}


# ---- side questions stand as well ----

PERHAPS = "half of my face is a bit strange today"
SPLEEN = "they took my spleen out when I was young"


def test_of_two_noes_at_once_one_closes_an_emergency_check_and_the_other_answers_nothing(
    home: House, talk: Talk
) -> None:
    talk.reaches("obesity").says(PERHAPS)
    moment = home.clock()
    says_at(talk, "no", moment)
    says_at(talk, "no", moment)
    assert (talk.question, "obesity" in talk.answers) == ("obesity", False)


def test_a_no_to_what_was_seen_before_closes_no_emergency_check(talk: Talk) -> None:
    seen = talk.shown[0].id
    talk.says(PERHAPS)
    talk.says("no", after=seen)
    assert talk.topics == ["emergency_check:stroke"], "it is asked once more"


def test_of_two_yeses_at_once_none_consents_to_what_was_not_seen(home: House, talk: Talk) -> None:
    talk.chooses("Start")
    talk.says("no")
    moment = home.clock()
    says_at(talk, "yes", moment)
    says_at(talk, "yes", moment)
    assert talk.state == "consent"


def test_a_no_to_a_doubt_clears_nothing_that_was_put_after_it_was_seen(talk: Talk) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.answers_all()
    seen = talk.shown[-1].id
    talk.says(SPLEEN)
    talk.says("no", after=seen)
    assert SPLEEN in talk.screening.unheard


# ---- what may be an emergency ----


def test_it_withdraws_the_link_until_it_is_closed(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says(PERHAPS)
    assert (talk.state, talk.outcome, links_of(talk.looks())) == ("asking", None, [])
    talk.says("no")
    assert talk.outcome == "eligible"


def test_a_second_one_leaves_the_words_of_the_first_unheard(talk: Talk) -> None:
    talk.says(PERHAPS)
    talk.says("something is a bit odd around my heart today")
    assert talk.topics == ["emergency_check:cardiac"]
    assert talk.screening.unheard == (PERHAPS,)
