"""How far a denial, a time long ago, a question or a death reaches among the words around it."""

from __future__ import annotations

import pytest

from bot.language.lexicon.phrase_groups import Token
from bot.language.red_flags import circumstances
from bot.language.red_flags.circumstances import REACH, REACH_BACK, Circumstances
from bot.language.text.sentences import read
from tests.language.words import red_flag_rules


def meant(text: str) -> tuple[list[str], Circumstances]:
    """The words of a text, and how they are meant."""
    found = read(text)
    tokens = [Token((word.text,), word.clause, word.sentence) for word in found.words]
    spans = red_flag_rules().phrases.find(tokens)
    return [word.text for word in found.words], circumstances.read(tokens, found.questions, spans)


def denied(text: str) -> str:
    words, result = meant(text)
    return " ".join(word for word, by in zip(words, result.denied_by, strict=True) if by)


def those(kind: str, text: str) -> str:
    words, result = meant(text)
    return " ".join(word for at, word in enumerate(words) if at in getattr(result, kind))


# ---- denied ----


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("no fever", "fever"),
        ("no fever, chills, numbness", "fever chills numbness"),
        ("dizzy no fever no", "dizzy fever no"),
        ("cough no, dizzy no", "cough dizzy"),
        ("leg power no urine no", "urine no"),
        ("no fever, chills or numbness", "fever chills or numbness"),
        ("no fever, and my chest hurts", "fever"),
        ("no fever, my chest hurts", "fever"),
        ("no fever, i feel numb", "fever"),
        ("no fever, chest hurts", "fever"),
        ("no fever, or chest hurts", "fever or chest hurts"),
        ("no fever but chest pain", "fever"),
        ("no fever. chest pain", "fever"),
        ("no. chest pain", ""),
        ("no, chest pain", ""),
        ("chest pain, no fever", "fever"),
        ("it is not the chest, numbness", "the chest"),
        ("don't have fever, chills", "have fever chills"),
        ("numbness nahi hai", "numbness"),
        ("fever, numbness nahi hai", "numbness"),
        ("no doubt chest pain", ""),
        ("no idea why, numbness", ""),
        ("no doubt about it, no fever", "fever"),
        ("fever", ""),
    ],
)
def test_a_denial_reaches_to_the_end_of_its_clause_and_through_its_list(text: str, reached: str) -> None:
    assert denied(text) == reached


def test_a_denial_in_a_list_reaches_through_all_of_it_but_not_for_ever() -> None:
    assert denied("no fever, chills, cough, rash, chest pain") == "fever chills cough rash chest pain"
    words = denied("no " + "fever, " * (REACH + 5)).split()
    assert len(words) == REACH


def test_a_denial_that_comes_after_reaches_only_the_words_just_before_it() -> None:
    assert denied("chest arm leg neck face eye groin nahi hai") == "leg neck face eye groin"
    assert REACH_BACK == 5


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("chest pain? no", "chest pain"),
        ("chest pain, no", "chest pain"),
        ("chest pain. nope", "chest pain"),
        ("the pain in my chest and arm, no", ""),
        ("any pain in the chest or the left arm? no", "any pain in the chest or the left arm"),
        ("fever. chest pain? no", "chest pain"),
        ("fever yesterday, chest pain, no", "chest pain"),
        ("no", ""),
        ("chest pain? no, my arm", ""),
        ("one two three four pain, no", "one two three four pain"),
        ("one two three four five pain, no", ""),
    ],
)
def test_a_no_alone_at_the_end_denies_what_was_asked_just_before(text: str, reached: str) -> None:
    assert denied(text) == reached


def test_which_denial_reaches_a_word_is_kept() -> None:
    _, result = meant("no fever, no chills")
    assert result.denied_by == [set(), {0}, {0}, {0, 2}]
    _, result = meant("chest pain? no")
    assert result.denied_by == [{2}, {2}, set()]


def heard(text: str) -> str:
    """The denied words of a text whose words are read by their sound too."""
    rules, found = red_flag_rules(), read(text)
    tokens = rules.readings.tokens(found.words)
    result = circumstances.read(tokens, found.questions, rules.phrases.find(tokens))
    words = [word.text for word in found.words]
    return " ".join(word for word, by in zip(words, result.denied_by, strict=True) if by)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("na bukhar, na khansi", "bukhar khansi"),
        ("na bukhar na khansi", "bukhar khansi"),
        ("न बुखार है न खांसी है", "बुखार है खांसी है"),
        ("ना ताप येतो ना खोकला", "ताप येतो खोकला"),
        ("na seene mein dard hota hai na pasina", "seene mein dard hota hai pasina"),
        ("na bukhar hai na khansi hai seene mein dard hai", "bukhar hai khansi hai"),
        ("na bukhar na khansi seene mein dard", "bukhar khansi"),
        ("na bukhar na khansi par pasina", "bukhar khansi"),
        ("न बुखार न मुझे खांसी", "बुखार"),
        ("na bukhar", ""),
        ("dard hai na, pasina hai na", ""),
        ("dard hai na pasina na khansi", ""),
        ("na bol raha na hil raha, pasina", ""),
        ("na hosh hai na bukhar", ""),
        ("na chalne mein dikkat na bukhar", "chalne mein dikkat bukhar"),
        ("mujhe na bahut dard hai na bukhar", ""),
        ("mujhe na dard hota hai na bukhar", "dard hota hai bukhar"),
    ],
)
def test_a_denial_of_every_item_reaches_each_but_no_failing_and_no_filler(text: str, reached: str) -> None:
    assert heard(text) == reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("fever, chills: none of these", "fever chills"),
        ("fever, chills? not one of them", "fever chills"),
        ("fever. chills. nothing of the sort", "fever chills"),
        ("my fever, chills, none of these", "chills"),
        ("fever, it hurts, chills, none of these", "chills"),
        ("fever now, chills, none of these", "chills"),
        ("fever, chills, none of these yesterday", ""),
        ("fever, chills, none of these helps", ""),
        ("bukhar, khansi, aisa kuch nahi", "bukhar khansi"),
        ("bukhar, khansi, kuch nahi hai ji", "bukhar khansi"),
        ("bukhar, khansi, kuch nahi samajh raha", ""),
        ("ताप, खोकला, यापैकी काहीच नाही", "ताप खोकला"),
        ("ताप, खोकला, असं आधी कधीच नाही", ""),
    ],
)
def test_a_denial_behind_a_list_reaches_back_over_what_only_names_things(text: str, reached: str) -> None:
    listed = {"fever", "chills", "bukhar", "khansi", "ताप", "खोकला"}
    assert [word for word in heard(text).split() if word in listed] == reached.split()


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("my uncle had a stroke. he died in 1990", True),
        ("my uncle had a stroke. my aunt died in 1990", False),
        ("my uncle had a stroke now. he died in 1990", False),
        ("my uncle and i had a stroke. he died in 1990", False),
        ("my arm is like that of my uncle. he died in 1990", False),
        ("my uncle had a stroke. he died", False),
        ("he died in 1990", False),
    ],
)
def test_who_died_long_ago_is_mourned_in_the_sentence_before_too(text: str, reached: bool) -> None:
    assert those("mourned", text).startswith("my uncle had") is reached


# ---- past ----


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("chest pain years ago", "chest pain years ago"),
        ("chest pain now, numbness years ago", "numbness years ago"),
        ("chest pain years ago. numbness", "chest pain years ago"),
        ("years ago, chest pain", "years ago chest pain"),
        ("years ago, chest pain now", "years ago"),
        ("many years ago, chest pain", "many years ago chest pain"),
        ("my toes still tingle after a fall years ago", ""),
        ("years ago, chest pain, numbness", "years ago chest pain"),
        ("it began so many years ago, chest pain", "it began so many years ago"),
        ("chest pain, that was years ago", "chest pain that was years ago"),
        ("chest pain now, that was years ago", "that was years ago"),
        ("chest pain, years ago it happened", "chest pain years ago it happened"),
        ("numbness, chest pain, that was years ago", "chest pain that was years ago"),
        ("chest pain, years ago", "years ago"),
        ("i fell, chest pain years ago", "i fell chest pain years ago"),
        ("i fell today, chest pain years ago", "chest pain years ago"),
        ("i fell, chest pain", ""),
        ("chest pain, all clear", "all clear"),
        ("i had chest pain, numbness, all clear", "i had chest pain all clear"),
        ("chest pain all clear now", "chest pain all clear now"),
        ("that was years ago. chest pain", "that was years ago"),
        ("chest pain. that was years ago", "that was years ago"),
    ],
)
def test_what_is_past_is_so_for_its_clause_and_what_belongs_to_it(text: str, reached: str) -> None:
    assert those("past", text) == reached


# ---- asked and supposed ----


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("can it cause numbness", "can it cause numbness"),
        ("my doctor says that it can cause numbness", "numbness"),
        ("is numbness common", "is numbness common"),
        ("is numbness common, or chest pain", "is numbness common or chest pain"),
        ("is numbness common. chest pain", "is numbness common"),
        ("chest pain. is numbness common", "is numbness common"),
        ("is my chest numb", ""),
        ("is it numb today", ""),
        ("is it normal that toes go numb", ""),
        ("is it normal that toes go numb on the table", "is it normal that toes go numb on the table"),
        ("numbness is a side effect", "numbness is a side effect"),
        ("my numbness is a side effect", ""),
        ("numbness today is a side effect", ""),
        ("chest pain, numbness is a side effect", "numbness is a side effect"),
        ("my chest hurts, what is numbness", "numbness"),
        ("i worry about stroke, numbness", "stroke"),
        ("numbness", ""),
    ],
)
def test_what_is_only_asked_about(text: str, reached: str) -> None:
    assert those("asked", text) == reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("if i get chest pain", "get chest pain"),
        ("chest pain if i get numb", "get numb"),
        ("if i get chest pain, numbness", "get chest pain"),
        ("if i get chest pain now", ""),
        ("as if i get chest pain", ""),
        ("my chest hurts if i press it", ""),
        ("pain as if it tears, suppose it bleeds", "it bleeds"),
        ("as if numb and suppose it bleeds", "it bleeds"),
        ("chest pain", ""),
    ],
)
def test_what_is_only_supposed(text: str, reached: str) -> None:
    assert those("supposed", text) == reached


# ---- mourned ----


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("my father died of a stroke", "my father died of a stroke"),
        ("he had chest pain, then he died", "he had chest pain then he died"),
        ("my father died. chest pain", "my father died"),
        ("my father died, and i have chest pain now", ""),
        ("chest pain. my father died", "my father died"),
        ("chest pain", ""),
    ],
)
def test_what_is_told_of_somebody_who_died(text: str, reached: str) -> None:
    assert those("mourned", text) == reached
