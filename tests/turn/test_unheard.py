"""Nothing unheard stands behind a link (contract, rule 8): from the first message on, in any phase."""

from __future__ import annotations

import pytest

from tests.conversation import House, Talk, links_of

UNREAD, UNREAD_TOO = "qwrt zxcv plk", "blub ghnt"
SCRIPT = "எனக்கு மயக்கம் வருகிறது"


def findings(talk: Talk) -> list[tuple[str, str | None]]:
    return [(finding.question, finding.said) for finding in talk.screening.findings]


def doubted(talk: Talk, *texts: str) -> Talk:
    """These texts were not understood, every question was answered No, and the doubt waits."""
    talk.agrees()
    for text in texts:
        talk.says(text)
    while talk.question is not None:
        talk.chooses("No")
    return talk


# ---- put before the link ----


@pytest.mark.parametrize("moment", ["first", "consent", "asking", "paused"])
def test_what_was_not_understood_at_any_moment_is_put_before_the_link(talk: Talk, moment: str) -> None:
    if moment == "first":
        talk.says(UNREAD)
    talk.chooses("Start")
    if moment == "consent":
        talk.says(UNREAD)
    talk.chooses("Agree")
    if moment == "paused":
        talk.says("stop")
    if moment in ("asking", "paused"):
        talk.says(UNREAD)
    if talk.state == "paused":
        talk.says("continue")
    talk.answers_all()
    assert (talk.topics, talk.state, talk.question, talk.outcome) == (["doubt"], "asking", None, None)
    assert UNREAD in talk.reply.messages[-1].text
    assert talk.screening.unheard == (UNREAD,)
    assert not talk.links


def test_a_script_that_nobody_reads_is_put_too(talk: Talk) -> None:
    doubted(talk, SCRIPT)
    assert talk.topics == ["doubt"]
    assert SCRIPT in talk.reply.messages[-1].text


def test_all_that_is_unheard_is_put_in_one_message(talk: Talk) -> None:
    doubted(talk, UNREAD)
    talk.presses("doubt:none")
    assert talk.outcome == "eligible"
    other = Talk(talk.conversations)
    other.says(UNREAD_TOO)
    doubted(other, UNREAD)
    (message,) = other.reply.messages
    assert UNREAD in message.text
    assert UNREAD_TOO in message.text


@pytest.mark.parametrize("choice", ["Yes", "Not sure", "Rather not say"])
def test_another_outcome_needs_no_such_question(talk: Talk, choice: str) -> None:
    talk.says(UNREAD)
    talk.agrees()
    talk.answers_all(("obesity", choice))
    assert talk.topics[0] == "summary"
    assert talk.outcome in ("avoid", "ask_clinician")


def test_it_is_put_as_soon_as_that_outcome_is_no_more(talk: Talk) -> None:
    talk.says(UNREAD)
    talk.agrees()
    talk.answers_all(("blood_pressure_or_heart", "Not sure"))
    talk.chooses("No", "blood_pressure_or_heart")
    assert (talk.topics[-1], talk.outcome) == ("doubt", None)
    assert not talk.links


@pytest.mark.parametrize("said", ["what are the risks?", "wait", "repeat that please", "start over", "stop"])
def test_what_was_understood_is_put_to_nobody(talk: Talk, said: str) -> None:
    talk.agrees()
    talk.says(said)
    if talk.state == "paused":
        talk.says("continue")
    talk.answers_all()
    assert talk.outcome == "eligible"


def test_a_reply_that_was_noted_as_not_sure_is_put_to_nobody(talk: Talk) -> None:
    talk.agrees()
    talk.says(UNREAD)
    talk.says(UNREAD)
    assert talk.answers == {"blood_pressure_or_heart": "unsure"}
    talk.answers_all()
    assert (talk.topics[0], talk.outcome) == ("summary", "ask_clinician")


# ---- its answers ----


def test_nothing_about_health_clears_it_and_the_link_follows_at_once(talk: Talk) -> None:
    doubted(talk, UNREAD)
    talk.chooses("nothing about health")
    assert (talk.outcome, talk.topics) == ("eligible", ["summary", "outcome:eligible"])
    assert talk.screening.unheard == ()
    assert len(talk.links) == 1


def test_perhaps_about_health_comes_to_a_clinician_with_the_words(talk: Talk) -> None:
    doubted(talk, UNREAD)
    talk.chooses("perhaps about health")
    assert talk.outcome == "ask_clinician"
    assert findings(talk) == [("not_understood", UNREAD)]
    assert UNREAD in talk.reply.messages[-1].text
    assert not links_of(talk.looks())


@pytest.mark.parametrize(
    ("said", "outcome"), [("no", "eligible"), ("yes", "ask_clinician"), ("not sure", "ask_clinician")]
)
def test_a_plain_word_answers_it(talk: Talk, said: str, outcome: str) -> None:
    doubted(talk, UNREAD).says(said)
    assert talk.outcome == outcome


@pytest.mark.parametrize(
    ("said", "question", "outcome"),
    [
        ("I have glaucoma", "eye_condition", "avoid"),
        ("change answer 3", "eye_condition", None),
        ("back", "obesity", None),
    ],
)
def test_words_typed_there_are_read_like_any_others(
    talk: Talk, said: str, question: str, outcome: str | None
) -> None:
    doubted(talk, UNREAD).says(said)
    assert talk.outcome == outcome
    assert question in (talk.question, *(finding.question for finding in talk.screening.findings))


def test_not_understood_there_either_it_is_asked_once_more_and_then_kept(talk: Talk) -> None:
    doubted(talk, UNREAD)
    talk.says(UNREAD_TOO)
    assert talk.topics == ["doubt"]
    assert UNREAD_TOO in talk.reply.messages[-1].text, "what was typed there is put with it"
    talk.says("mno mno mno")
    assert talk.outcome == "ask_clinician"
    (found,) = talk.screening.findings
    for words in (UNREAD, UNREAD_TOO, "mno mno mno"):
        assert words in (found.said or "")


@pytest.mark.parametrize("aside", ["what are the risks?", "why do you ask?", "wait", "repeat that please"])
def test_an_aside_is_answered_and_the_doubt_put_again(talk: Talk, aside: str) -> None:
    doubted(talk, UNREAD).says(aside)
    assert talk.topics[-1] == "doubt"
    talk.says("no")
    assert talk.outcome == "eligible"


def test_it_may_wait(talk: Talk) -> None:
    doubted(talk, UNREAD).says("stop")
    assert talk.state == "paused"
    talk.says("no")
    assert talk.topics == ["doubt"], "a bare no goes on first, and clears nothing"
    talk.says("no")
    assert talk.outcome == "eligible"


def test_starting_over_forgets_nothing_unheard(talk: Talk) -> None:
    doubted(talk, UNREAD).says("start over")
    assert talk.question == "blood_pressure_or_heart"
    talk.answers_all()
    assert (talk.topics, talk.screening.unheard) == (["doubt"], (UNREAD,))


# ---- old buttons ----


def test_an_old_none_never_clears_words_that_came_after_it(talk: Talk) -> None:
    doubted(talk, UNREAD)
    old = talk.value("nothing about health")
    talk.says(UNREAD_TOO)
    talk.presses(old)
    assert (talk.topics, talk.outcome) == (["doubt"], None)
    assert talk.screening.unheard == (UNREAD, UNREAD_TOO)
    talk.chooses("nothing about health")
    assert talk.outcome == "eligible"


def test_an_old_none_from_before_starting_over_clears_nothing(talk: Talk) -> None:
    doubted(talk, UNREAD)
    old = talk.value("nothing about health")
    talk.says("start over")
    talk.says(UNREAD_TOO)
    talk.answers_all()
    talk.presses(old)
    assert (talk.topics, talk.screening.unheard) == (["doubt"], (UNREAD, UNREAD_TOO))


def test_an_old_health_withdraws_the_link(talk: Talk, home: House) -> None:
    doubted(talk, UNREAD)
    health = talk.value("perhaps about health")
    talk.chooses("nothing about health")
    reference = talk.links[0].url.rsplit("/", 1)[1]
    talk.presses(health)
    assert (talk.outcome, findings(talk)) == ("ask_clinician", [("not_understood", UNREAD)])
    assert not links_of(talk.looks())
    assert home.conversations.visit_booking(reference).kind == "withdrawn"


def test_what_was_called_health_is_asked_again_before_it_is_cleared(talk: Talk) -> None:
    doubted(talk, UNREAD)
    none = talk.value("nothing about health")
    talk.chooses("perhaps about health")
    talk.presses(none)
    assert (talk.topics, talk.outcome) == (["doubt"], None)
    talk.presses(none)
    assert talk.topics == ["doubt"], "pressed twice it counts once"
    talk.chooses("nothing about health")
    assert len(talk.links) == 1


def test_a_doubt_pressed_twice_is_answered_once(talk: Talk) -> None:
    doubted(talk, UNREAD)
    none = talk.value("nothing about health")
    talk.presses(none)
    talk.presses(none)
    assert (talk.outcome, talk.screening.unheard) == ("eligible", ())


# ---- after the end ----


def test_an_unheard_message_after_the_link_withdraws_it_until_it_is_cleared(talk: Talk, home: House) -> None:
    talk.agrees()
    reference = talk.answers_all().messages[-1].links[0].url.rsplit("/", 1)[1]
    talk.says(UNREAD)
    assert (talk.topics[-1], talk.outcome, talk.state) == ("doubt", None, "asking")
    assert not links_of(talk.looks())
    assert home.conversations.visit_booking(reference).kind == "withdrawn"
    talk.chooses("nothing about health")
    assert (talk.outcome, len(talk.links)) == ("eligible", 1)


def test_after_another_outcome_it_waits_unseen(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all(("obesity", "Yes"))
    talk.says(UNREAD)
    assert (talk.state, talk.outcome, talk.screening.unheard) == ("finished", "avoid", (UNREAD,))


def test_after_a_red_flag_nothing_is_put(talk: Talk) -> None:
    doubted(talk, UNREAD).says("I have crushing chest pain going down my left arm")
    assert talk.outcome == "urgent"
    talk.says(UNREAD)
    assert "doubt" not in talk.topics
    talk.presses("doubt:none")
    assert (talk.outcome, talk.topics[0]) == ("urgent", "emergency:cardiac")


def test_erasing_everything_erases_what_was_unheard(talk: Talk) -> None:
    doubted(talk, UNREAD).says("delete my data")
    talk.chooses("keep")
    assert talk.topics[-1] == "doubt"
    talk.says("delete my data")
    talk.chooses("erase")
    assert (talk.state, talk.screening.unheard) == ("not_started", ())
