"""What staff release, at the screening itself; the console around it has tests of its own."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.errors import UnknownConversation
from bot.keys import Keys
from bot.store.console.audit import AuditEntry
from bot.store.console.audit_trail import AuditTrail
from bot.store.console.reviews import Release
from bot.store.conversations.history import AnswerChange
from bot.store.conversations.queries import table
from bot.turn.releases import CAUSE, NothingToRelease, Releases
from tests.conversation import SECRET, House, Talk, knowledge, links_of

DANGER = "I have crushing chest pain going down my left arm"
REASON = "Seen by Dr. Example on the same day."


class Staff:
    """A reviewer who releases things, and what is kept of it."""

    def __init__(self, home: House) -> None:
        self._home, self._releases = home, Releases(knowledge(), AuditTrail(Keys(SECRET)))

    def red_flags(self, talk: Talk) -> None:
        with self._home.store.writing() as session:
            self._releases.red_flags(session, talk.id, "ada", REASON, self._home.clock())

    def earlier_yes(self, talk: Talk, question: str) -> None:
        with self._home.store.writing() as session:
            self._releases.earlier_yes(session, talk.id, question, "ada", REASON, self._home.clock())

    def kept(self, kind: type[Any]) -> list[Any]:
        """The rows of a kind, the oldest first."""
        with self._home.store.reading() as reader:
            return reader.all(select(kind).order_by(table(kind).c.id))


@pytest.fixture
def staff(home: House) -> Staff:
    return Staff(home)


def screened(talk: Talk, *but: tuple[str, str]) -> Talk:
    talk.agrees()
    talk.answers_all(*but)
    return talk


def begun_anew(talk: Talk, *but: tuple[str, str]) -> Talk:
    """Answered to the end with these answers, and then all with No."""
    screened(talk, *but).says("start over")
    talk.answers_all()
    return talk


# ---- red flags ----


def test_a_released_red_flag_leaves_a_check_that_was_not_begun(talk: Talk, staff: Staff) -> None:
    talk.reaches("eye_condition")
    talk.says(DANGER)
    staff.red_flags(talk)
    screening = talk.looks().screening
    assert (screening.state, screening.outcome, screening.red_flags) == ("not_started", None, ())
    assert (screening.answers, screening.question) == ({}, None)
    ended = screened(talk)
    assert (ended.outcome, len(ended.links)) == ("eligible", 1)


def test_releasing_a_red_flag_says_nothing_and_gives_no_link(talk: Talk, staff: Staff) -> None:
    screened(talk).says(DANGER)
    before = talk.looks().messages
    staff.red_flags(talk)
    assert talk.looks().messages == before
    assert not links_of(talk.looks())


def test_no_reference_of_before_a_red_flag_opens_after_its_release(
    talk: Talk, staff: Staff, home: House
) -> None:
    reference = screened(talk).links[0].url.rsplit("/", 1)[1]
    talk.says(DANGER)
    staff.red_flags(talk)
    screened(talk)
    assert home.conversations.visit_booking(reference).kind == "expired"
    assert len(links_of(talk.looks())) == 1, "the new one alone"


def test_a_reference_that_had_expired_keeps_its_time(talk: Talk, staff: Staff, home: House) -> None:
    reference = screened(talk).links[0].url.rsplit("/", 1)[1]
    home.clock.advance(days=29.9)
    talk.says(DANGER)
    home.clock.advance(days=1)
    staff.red_flags(talk)
    assert home.conversations.visit_booking(reference).kind == "expired"


def test_another_conversations_reference_stays_when_a_red_flag_is_released(
    talk: Talk, staff: Staff, home: House
) -> None:
    other = screened(Talk(home.conversations))
    talk.says(DANGER)
    staff.red_flags(talk)
    assert len(links_of(other.looks())) == 1


def test_releasing_a_red_flag_forgets_no_earlier_yes(talk: Talk, staff: Staff) -> None:
    talk.reaches("eye_condition")
    talk.chooses("Yes", "blood_thinners")
    talk.says(DANGER)
    staff.red_flags(talk)
    screened(talk)
    assert (talk.outcome, talk.answers["blood_thinners"]) == ("ask_clinician", "unsure")


def test_releasing_a_red_flag_clears_nothing_that_was_unheard(talk: Talk, staff: Staff) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.says(DANGER)
    staff.red_flags(talk)
    ended = screened(talk)
    assert (ended.topics, ended.outcome) == (["doubt"], None)


def test_a_doubt_that_waited_before_a_red_flag_waits_no_more_after_its_release(
    talk: Talk, staff: Staff
) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.answers_all()
    talk.says(DANGER)
    staff.red_flags(talk)
    talk.agrees()
    talk.says("delete my data")
    talk.chooses("keep")
    talk.says("no")
    assert talk.screening.unheard == ("qwrt zxcv plk",), "a no to the question clears no doubt"
    assert talk.answers == {"blood_pressure_or_heart": "no"}


def test_releasing_a_red_flag_forgets_no_words_about_health(talk: Talk, staff: Staff) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.answers_all()
    talk.presses("doubt:health")
    talk.says(DANGER)
    staff.red_flags(talk)
    ended = screened(talk)
    assert ended.outcome == "ask_clinician"
    assert [finding.question for finding in ended.screening.findings] == ["not_understood"]


def test_releasing_a_red_flag_makes_nobody_older(talk: Talk, staff: Staff) -> None:
    talk.agrees()
    talk.says("I am 15")
    talk.says(DANGER)
    staff.red_flags(talk)
    ended = screened(talk)
    assert ended.outcome == "ask_clinician"
    assert [finding.question for finding in ended.screening.findings] == ["age"]


def test_a_button_of_before_the_release_answers_nothing_after_it(talk: Talk, staff: Staff) -> None:
    talk.says("can we start the safety check?")
    old = talk.value("agree")
    talk.says(DANGER)
    staff.red_flags(talk)
    talk.says("can we start the safety check?")
    talk.presses(old)
    assert talk.state == "consent"


def test_the_trail_tells_what_a_release_cleared(talk: Talk, staff: Staff) -> None:
    talk.reaches("blood_thinners")
    talk.says(DANGER)
    staff.red_flags(talk)
    cleared = staff.kept(AnswerChange)[-1]
    assert (cleared.question, cleared.previous, cleared.answer) == ("blood_pressure_or_heart", "no", None)
    assert (cleared.cause, cleared.run, cleared.turn_id) == (CAUSE, 1, None)


def test_a_release_is_written_down_with_who_when_and_why(talk: Talk, staff: Staff, home: House) -> None:
    talk.says(DANGER)
    before = home.clock()
    staff.red_flags(talk)
    (row,) = staff.kept(Release)
    assert (row.conversation_id, row.author, row.kind, row.item) == (talk.id, "ada", "red_flag", "cardiac")
    assert row.reason == REASON
    assert row.at > before
    (entry,) = staff.kept(AuditEntry)
    assert (entry.actor, entry.action, entry.subject) == ("ada", "release", talk.id)
    assert entry.detail == {"red_flags": ["cardiac"]}


def test_a_release_does_not_make_a_conversation_live_longer(talk: Talk, staff: Staff, home: House) -> None:
    talk.says(DANGER)
    home.clock.advance(days=29)
    staff.red_flags(talk)
    home.clock.advance(days=2)
    with pytest.raises(UnknownConversation):
        talk.looks()


def test_without_a_red_flag_there_is_nothing_to_release(talk: Talk, staff: Staff) -> None:
    with pytest.raises(NothingToRelease, match="red_flag"):
        staff.red_flags(talk)
    assert not staff.kept(Release)


# ---- an earlier yes ----


def test_a_released_yes_makes_the_no_since_then_count(talk: Talk, staff: Staff) -> None:
    begun_anew(talk, ("blood_thinners", "Yes"))
    before = len(talk.looks().messages)
    staff.earlier_yes(talk, "blood_thinners")
    history = talk.looks()
    assert (history.screening.outcome, len(history.messages)) == ("eligible", before)
    assert not links_of(history), "a release sends no link"
    talk.says("continue")
    assert len(talk.links) == 1, "who asks again gets it"


def test_a_yes_can_be_released_before_its_question_comes(talk: Talk, staff: Staff) -> None:
    screened(talk, ("blood_thinners", "Yes")).says("start over")
    staff.earlier_yes(talk, "blood_thinners")
    assert talk.looks().screening.answers == {}
    assert talk.answers_all().screening.outcome == "eligible"


def test_a_reference_of_before_a_correction_does_not_open_after_a_release(
    talk: Talk, staff: Staff, home: House
) -> None:
    begun_anew(talk, ("blood_thinners", "Yes"))
    staff.earlier_yes(talk, "blood_thinners")
    talk.says("continue")
    old = talk.links[0].url.rsplit("/", 1)[1]
    talk.chooses("Yes", "obesity")
    talk.says("start over")
    talk.answers_all()
    staff.earlier_yes(talk, "obesity")
    assert home.conversations.visit_booking(old).kind == "withdrawn"
    assert not links_of(talk.looks())


@pytest.mark.parametrize("title", ["Not sure", "Rather not say", "Yes"])
def test_what_was_no_no_stays_what_it_is(talk: Talk, staff: Staff, title: str) -> None:
    screened(talk, ("blood_thinners", "Yes")).says("start over")
    talk.answers_all(("blood_thinners", title))
    before = talk.answers
    staff.earlier_yes(talk, "blood_thinners")
    assert talk.looks().screening.answers == before


def test_one_release_leaves_every_other_yes(talk: Talk, staff: Staff) -> None:
    begun_anew(talk, ("blood_thinners", "Yes"), ("obesity", "Yes"))
    staff.earlier_yes(talk, "blood_thinners")
    screening = talk.looks().screening
    assert (screening.outcome, screening.answers["obesity"]) == ("ask_clinician", "unsure")
    staff.earlier_yes(talk, "obesity")
    assert talk.looks().screening.outcome == "eligible"


def test_the_trail_keeps_both_values_of_a_released_answer(talk: Talk, staff: Staff) -> None:
    begun_anew(talk, ("blood_thinners", "Yes"))
    staff.earlier_yes(talk, "blood_thinners")
    change = staff.kept(AnswerChange)[-1]
    assert (change.conversation_id, change.question) == (talk.id, "blood_thinners")
    assert (change.previous, change.answer, change.cause, change.run) == ("unsure", "no", CAUSE, 2)
    assert change.said == "No"
    (row,) = staff.kept(Release)
    assert (row.kind, row.item, row.author, row.reason) == ("earlier_yes", "blood_thinners", "ada", REASON)
    (entry,) = staff.kept(AuditEntry)
    assert (entry.action, entry.subject, entry.detail) == (
        "release",
        talk.id,
        {"earlier_yes": "blood_thinners"},
    )


@pytest.mark.parametrize("question", ["obesity", "", "astigmatism"])
def test_a_yes_that_nobody_told_cannot_be_released(talk: Talk, staff: Staff, question: str) -> None:
    screened(talk, ("blood_thinners", "Yes")).says("start over")
    with pytest.raises(NothingToRelease):
        staff.earlier_yes(talk, question)
    assert not staff.kept(Release)
