"""What the plain words of a message say, and what beside them casts doubt on it."""

from __future__ import annotations

import pytest

from bot.language.answers.plain_words import Plain
from tests.language.words import conditions, plain


def said_of(text: str, question: str | None = None, *, proxy: bool = False) -> Plain:
    """The plain words of a text, with the conditions that it names."""
    spans = [(mention.start, mention.end) for mention in conditions().mentions(text)]
    return plain(text, spans, question, proxy=proxy)


def test_an_answer_alone_is_nothing_but_that() -> None:
    assert plain("no") == Plain(said=("no",), denying=True, only=True)
    assert plain("yes") == Plain(said=("yes",), only=True)
    assert plain("not sure") == Plain(said=("unsure",), only=True)
    assert plain("rather not say") == Plain(said=("declined",), only=True)


def test_no_words_say_nothing() -> None:
    assert plain("") == Plain()
    assert plain("the weather in Pune") == Plain()


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("no, thank you doctor", False),
        ("well, no", False),
        ("no doctor thank you", True),
        ("I have never had it", True),
        ("yes please", True),
        ("ok yes", True),
        ("not sure maybe", True),
        ("nope", True),
        ("I haven't had it", True),
        ("yes fine", True),
        ("yes since the monsoon", False),
        ("no cashews for me", False),
        ("no. never", False),
        ("no. the weather", False),
        ("ok fine", False),
    ],
)
def test_an_answer_beside_anything_else_is_not_alone(text: str, only: bool) -> None:
    assert plain(text).only is only


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("no no, I mean yes", True),
        ("no, sorry, yes", True),
        ("no wait, yes", True),
        ("sorry, no", True),
        ("I mean no. the weather", False),
        ("no. I mean it", False),
        ("yes. wait", False),
        ("wait", False),
        ("sorry, wait", False),
        ("no, yes", False),
    ],
)
def test_a_correction_counts_when_an_answer_follows_it(text: str, corrected: bool) -> None:
    assert plain(text).corrected is corrected


@pytest.mark.parametrize(
    ("text", "denying"),
    [
        ("no sugar", True),
        ("I don't smoke", True),
        ("nope", True),
        ("main nahi jaata", True),
        ("I smoke", False),
        ("yes", False),
        ("yesterday, I don't", True),
    ],
)
def test_a_denial_of_whatever_is_noticed(text: str, denying: bool) -> None:
    assert plain(text).denying is denying


@pytest.mark.parametrize(
    "text", ["no, I hope", "I think, no", "no. probably", "yes, officially", "no, shayad"]
)
def test_a_hedge_is_noticed(text: str) -> None:
    assert plain(text).hedged


@pytest.mark.parametrize("text", ["no", "yes", "no, I am certain", "definitely not"])
def test_a_plain_answer_is_not_hedged(text: str) -> None:
    assert not plain(text).hedged


@pytest.mark.parametrize(
    "text",
    [
        "no, I had one years ago",
        "no, not now",
        "no, I had it",
        "I had it",
        "never had it in the past",
        "no, but I was tested years ago",
        "no, but it was checked last year",
        "no. used to",
        "no, my mother and I had it",
    ],
)
def test_a_no_that_was_once_otherwise_is_noticed(text: str) -> None:
    assert plain(text).past


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "I never had it",
        "no I had none",
        "I haven't had it",
        "not once have I had it",
        "no, I was tested years ago",
        "no, scan was last year",
        "no, my mother had it years ago",
        "no, she had it",
    ],
)
def test_a_past_check_up_or_somebody_elses_past_makes_no_past(text: str) -> None:
    assert not plain(text).past


@pytest.mark.parametrize(
    "text",
    [
        "no, but sometimes my eyes hurt",
        "no, but my knee hurts",
        "no, only sometimes",
        "no, I take some tablets",
        "no, just a bit of trouble",
        "no, I use drops",
        "no, nothing except a small thing",
        "I don't have it, only at night",
        "no only sometimes",
        "no lekin kabhi kabhi dard",
        "no, my wife and I take tablets",
    ],
)
def test_what_follows_a_no_may_take_it_back(text: str) -> None:
    assert plain(text).but


@pytest.mark.parametrize(
    "text",
    [
        "I don't always take it",
        "I don't take those recently",
        "no major trouble",
        "never daily",
        "not once recently",
    ],
)
def test_a_limited_denial_may_be_taken_back(text: str) -> None:
    assert plain(text).but


@pytest.mark.parametrize("text", ["yes, always", "I take those daily", "major trouble"])
def test_what_limits_no_denial_takes_nothing_back(text: str) -> None:
    assert not plain(text).but


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "no, thank you doctor",
        "no, I am fit",
        "not even a bit",
        "no, but my mother has it",
        "no, my father takes tablets",
        "no, he used to take some",
        "I don't take any tablets",
        "no, I don't take any tablets",
        "no, tablets not at all",
        "no, I have no tablets",
        "no but I have diabetes",
        "no, only paracetamol sometimes",
    ],
)
def test_what_is_harmless_or_denied_or_of_others_takes_nothing_back(text: str) -> None:
    assert not plain(text).but


def test_what_excepts_something_from_a_denial_takes_it_back() -> None:
    assert plain("no, I don't take tablets, only at night").but
    assert plain("no, I take only what I never name").but
    assert not plain("no, I take tablets never").but


@pytest.mark.parametrize(
    ("question", "other", "text"),
    [
        ("eye_condition", "ear_infection", "no, only glasses"),
        ("eye_condition", "spinal_injury", "no but I wear spectacles"),
        ("ear_infection", "eye_condition", "no, just some wax"),
        ("herniated_disc", "ear_infection", "no, only a muscle"),
    ],
)
def test_what_is_harmless_for_one_question_may_matter_for_another(
    question: str, other: str, text: str
) -> None:
    assert not plain(text, question=question).but
    assert plain(text, question=other).but
    assert plain(text).but


@pytest.mark.parametrize(
    "text", ["no, they removed it", "no, it is stable", "no, doctor is treating it", "no, it comes and goes"]
)
def test_what_is_spoken_of_as_there_may_take_a_no_back(text: str) -> None:
    assert plain(text).but


@pytest.mark.parametrize(
    "text",
    [
        "no, it is fine",
        "no, it is normal",
        "no, I don't have it",
        "no, don't have it",
        "no, it is a no",
        "no, had it not once",
        "it",
        "no, it",
        "never had it",
    ],
)
def test_it_in_a_denial_or_found_well_takes_nothing_back(text: str) -> None:
    assert not plain(text).but


def test_another_doubt_takes_no_no_back() -> None:
    assert not plain("not sure, but maybe").but
    assert not plain("no, but rather not say").but
    assert plain("not sure, but it hurts").but


@pytest.mark.parametrize("text", ["no, about it maybe", "no, about it confidential"])
def test_a_doubt_or_a_refusal_is_its_own_answer_and_no_exception(text: str) -> None:
    assert not plain(text).but


def test_a_condition_excepted_from_a_no_takes_it_back() -> None:
    assert said_of("no other trouble, only glaucoma").but
    assert said_of("no, just glaucoma").but
    assert not said_of("no, glaucoma sometimes").but
    assert not said_of("no glaucoma").but


def test_a_condition_behind_but_speaks_for_itself() -> None:
    assert not said_of("no, but I have glaucoma").but
    assert not said_of("no, but only glaucoma").but


def test_words_inside_a_named_condition_are_not_plain_words() -> None:
    text = "no high blood pressure"
    assert plain(text, [(3, len(text))]).but is False


@pytest.mark.parametrize(
    "text",
    ["my mother takes some", "no, but she has a bit", "no, her tablets", "no, but my mother has it"],
)
def test_the_person_whom_the_check_is_for_can_take_a_no_back(text: str) -> None:
    assert plain(text, proxy=True).but
    assert not plain(text).but


def test_what_a_proxy_says_of_the_right_person_is_about_nobody_else() -> None:
    assert plain("my mother has it").others
    assert not plain("my mother has it", proxy=True).others
    assert plain("she does", proxy=True).said == ("yes",)
    assert plain("she does").said == ()
