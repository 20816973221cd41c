"""Whether a message may say something about health that nobody has read (contract, rule 8)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bot.domain.interpretation import PLAIN, Heard, Interpretation, Mention
from bot.domain.names import QUESTIONS
from bot.language.context.unheard import foreign_script, may_be_unheard, own_words
from bot.language.lexicon.wishes import WishReader
from bot.language.text.devanagari import folded_words
from tests.conversation import knowledge
from tests.screening.screenings import EYES, THINNERS

SURE, A_GUESS = 1.0, 0.5


@cache
def wishes() -> WishReader:
    return WishReader(knowledge().wishes)


def doubtful(text: str, intent: Any = "not_understood", confidence: float = A_GUESS, **more: Any) -> bool:
    heard = Interpretation(text, intent, confidence, **more)
    return may_be_unheard(heard, wishes().read(text), wishes())


def named(text: str, words: str, question: str = EYES) -> Mention:
    start = text.index(words)
    return Mention(question, words, start, start + len(words), "present", "example")


@pytest.mark.parametrize(
    "text",
    [
        "they took out half my gut last summer",
        "I get giddy when I bend",
        "there is a rod in my leg",
        "one lung is weak since covid",
        "had chemo in spring",
        "sugar patient hu",
        "mujhe chakkar aate hain",
        "ek kidney nahi hai",
        "saans phulti hai seedhi pe",
        "mala tithe kahitari zala",
        "paay sujlay maza",
        "मुझे दौरे जैसा कुछ हुआ था",
        "पैर सुन्न हो जाते हैं",
        "मला मधेच अंधारी येते",
        "पायात रॉड आहे",
    ],
)
@pytest.mark.parametrize("intent", ["tell", "not_understood"])
def test_a_statement_that_nobody_read_is_doubtful(text: str, intent: str) -> None:
    assert doubtful(text, intent)


@pytest.mark.parametrize(
    "text", ["qwrt zxcv plk", "it is like that only", "asdf", "mother in law", "that thing again"]
)
def test_so_is_what_nobody_understood_at_all(text: str) -> None:
    assert doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        "எனக்கு மயக்கம் வருகிறது",
        "મને ચક્કર આવે છે",
        "నాకు గుండె జబ్బు ఉంది",
        "مجھے دل کی بیماری ہے",
        "আমার মাথা ঘোরে",
        "我有心脏病",
        "ok মাথা",
    ],
)
def test_a_script_that_nobody_reads_is_doubtful_whatever_it_was_taken_for(text: str) -> None:
    assert foreign_script(text)
    for intent in ("not_understood", "topic", "affirm", "out_of_scope"):
        assert doubtful(text, intent, SURE)


def test_latin_and_devanagari_letters_are_read() -> None:
    assert not foreign_script("Café, naïve, 12 हूँ आहे ठीक ½ ②!")


@pytest.mark.parametrize("text", ["🤕", "ok 🤰", "💊💊 daily", "🫀?"])
def test_a_sign_of_illness_is_doubtful(text: str) -> None:
    for intent in ("affirm", "topic", "not_understood"):
        assert doubtful(text, intent, SURE)


@pytest.mark.parametrize("text", ["👍", "🙏🙂", "...", "?!", "120/80", "12", "", "  "])
def test_signs_and_numbers_alone_say_nothing_unread(text: str) -> None:
    assert not doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        "thanks a lot",
        "good morning sir",
        "haha nice",
        "ok got it",
        "hmm",
        "one minute",
        "namaste ji",
        "shukriya",
        "theek",
        "dhanyavaad",
        "नमस्ते",
        "धन्यवाद",
        "ठीक",
    ],
)
@pytest.mark.parametrize("intent", ["not_understood", "tell", "topic", "out_of_scope"])
def test_small_talk_says_nothing_about_health(text: str, intent: str) -> None:
    assert not doubtful(text, intent)


@pytest.mark.parametrize(
    "text", ["thanks, my knee is numb", "ok, I faint sometimes", "haha my sugar is high"]
)
def test_a_word_of_health_beside_small_talk_is_doubtful(text: str) -> None:
    assert doubtful(text)


@pytest.mark.parametrize("intent", sorted(PLAIN))
def test_a_plain_answer_is_read_and_a_guessed_one_with_words_of_health_is_not(intent: str) -> None:
    assert not doubtful("nope, nothing of the sort", intent, SURE)
    assert not doubtful("nope, nothing of the sort", intent)
    assert doubtful("well, my kidney is out", intent)


@pytest.mark.parametrize(
    "intent", ["stop", "go_back", "start_over", "repeat", "why", "start_check", "know_me"]
)
def test_a_command_is_read_and_words_of_health_beside_a_guessed_one_are_not(intent: str) -> None:
    assert not doubtful("as I said before", intent)
    assert not doubtful("as I said before", intent, SURE)
    assert doubtful("I feel faint as I said", intent)


@pytest.mark.parametrize(
    "text", ["what does it cost", "where are you", "do I need an appointment", "kitna paisa lagega"]
)
def test_a_topic_is_surely_one(text: str) -> None:
    assert not doubtful(text, "topic", topics=("cost",))


@pytest.mark.parametrize(
    "text",
    [
        "I have a shunt in my head and what does it cost",
        "my kidney was removed, tell me about the risks",
        "I have a shunt. What does it cost?",
        "I had a stent put in, how much is it?",
        "mujhe saans ki bimari hai, kitna paisa lagega",
    ],
)
def test_what_is_told_of_oneself_beside_a_topic_is_doubtful(text: str) -> None:
    assert doubtful(text, "topic", topics=("cost",))


@pytest.mark.parametrize(
    "text",
    [
        "can I do it after my knee operation?",
        "does it help my neck pain?",
        "is it good for the heart",
        "what do doctors say about it",
    ],
)
def test_what_is_only_asked_about_a_body_is_not(text: str) -> None:
    assert not doubtful(text, "topic", topics=("risks_overview",))


def test_what_is_surely_another_subject_is_not() -> None:
    for confidence in (0.5, 0.9):
        assert not doubtful("who won the match yesterday", "out_of_scope", confidence)
    assert doubtful("the liver scan came yesterday", "out_of_scope", 0.5)
    assert not doubtful("a doctor won the quiz", "out_of_scope", 0.9)
    assert doubtful("my liver scan came yesterday", "out_of_scope", 0.9)


# ---- what was read, and what stands beside it ----


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I have glaucoma", "glaucoma"),
        ("the doctor said it is glaucoma, taking drops", "glaucoma"),
        ("glaucoma in my left eye", "glaucoma"),
        ("glaucoma hai aankh mein", "glaucoma"),
    ],
)
def test_a_condition_that_was_read_leaves_nothing_unread(text: str, words: str) -> None:
    assert not doubtful(text, "tell", SURE, mentions=(named(text, words),))


@pytest.mark.parametrize(
    "text",
    [
        "glaucoma, and a pacemaker too",
        "glaucoma and asthma",
        "I had glaucoma then a kidney transplant",
        "glaucoma aur sugar bhi",
        "glaucoma aani thyroid",
    ],
)
def test_another_illness_beside_it_does(text: str) -> None:
    assert doubtful(text, "tell", SURE, mentions=(named(text, "glaucoma"),))


def test_two_conditions_that_were_read_leave_nothing_unread() -> None:
    text = "glaucoma and a blood thinner daily"
    both = (named(text, "glaucoma"), named(text, "blood thinner", THINNERS))
    assert not doubtful(text, "tell", SURE, mentions=both)


# ---- what people come with ----


@pytest.mark.parametrize(
    "text",
    [
        "upper back pain since monday",
        "my neck is stiff from the desk job",
        "shoulder blades aching",
        "peeth mein dard rehta hai",
        "kamar dard",
        "path dukhtay",
    ],
)
def test_the_complaint_itself_says_nothing_that_the_check_asks_about(text: str) -> None:
    assert not doubtful(text, "tell")


@pytest.mark.parametrize("text", ["upper back pain and my legs are numb", "kamar dard aur chakkar"])
def test_more_than_the_complaint_does(text: str) -> None:
    assert doubtful(text, "tell")


def test_every_question_can_be_told_without_leaving_a_doubt() -> None:
    for question in QUESTIONS:
        name = knowledge().checklist[question].name
        text = f"I have {name}"
        assert not doubtful(text, "tell", SURE, mentions=(named(text, name, question),)), question


def test_words_that_nobody_here_knows_are_doubtful_whatever_was_guessed_of_them() -> None:
    assert doubtful("enakku nenju vali", "out_of_scope", 0.97, known=0.0)
    assert not doubtful("book me a train", "out_of_scope", 0.97, known=1.0)


def hears(health: float) -> Heard:
    return Heard((), (), 0.0, health, None, health >= 0.5)


def test_a_request_for_the_check_with_the_ordinary_ache_is_heard_and_with_more_it_is_not() -> None:
    quiet, loud = hears(0.05), hears(0.9)
    assert not doubtful("peeth me dard hai, check karo", "start_check", ear=quiet)
    assert doubtful("my kidney was taken out, check me", "start_check", ear=quiet)
    assert doubtful("xyzzy was found, check me", "start_check", ear=loud)


def test_a_denial_in_the_words_of_the_question_is_about_that_question() -> None:
    text, own = "nah bas earphone, koi ear infection nahi", frozenset(("ear", "infection"))
    said = Interpretation(text, "tell", A_GUESS, ear=hears(0.1))
    assert not may_be_unheard(said, wishes().read(text), wishes(), own)
    assert may_be_unheard(said, wishes().read(text), wishes(), frozenset(("eye",)))
    more = replace(said, ear=hears(0.9))
    assert may_be_unheard(more, wishes().read(text), wishes(), own)


def test_the_words_of_a_question_are_those_in_which_people_name_it() -> None:
    own = own_words(knowledge().checklist.questions, knowledge().lay_words)
    assert {"glaucoma", "eye"} <= own["eye_condition"]
    assert folded_words(["कान"]) <= own["ear_infection"]
