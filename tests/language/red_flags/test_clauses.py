"""How a message is cut into clauses, and which of them go on with a list."""

from __future__ import annotations

import pytest

from bot.language.lexicon.phrase_groups import Token
from bot.language.red_flags.clauses import Clauses
from bot.language.text import sentences as texts

WORDS = {
    "turn": "but only",
    "subject": "i he she",
    "owner": "my his",
    "joins": "and or",
    "lists": "or no any",
    "asserts": "is has",
    "question_start": "can",
    "binder": "when if",
    "pain": "pain ache",
}
"""A small vocabulary; the shipped one is in the rules' file."""


def cut(text: str, groups: tuple[str, ...] = ("asserts", "pain")) -> Clauses:
    read = texts.read(text).words
    tokens = [Token((word.text,), word.clause, word.sentence) for word in read]
    spans = {
        name: [(at, at + 1) for at, word in enumerate(read) if word.text in listed.split()]
        for name, listed in WORDS.items()
    }
    return Clauses(tokens, spans, groups)


def clauses(text: str) -> list[str]:
    words = [word.text for word in texts.read(text).words]
    return [" ".join(words[at] for at in clause) for clause in cut(text).words]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("pain", ["pain"]),
        ("no pain, no ache", ["no pain", "no ache"]),
        ("no pain. ache", ["no pain", "ache"]),
        ("no pain but ache", ["no pain", "but ache"]),
        ("but ache", ["but ache"]),
        ("no pain he fell", ["no pain", "he fell"]),
        ("pain when he fell", ["pain when he fell"]),
        ("pain if I walk", ["pain if i walk"]),
        ("pain and ache", ["pain and ache"]),
        ("no pain and I fell", ["no pain", "and i fell"]),
        ("no pain and my ache", ["no pain", "and my ache"]),
        ("pain and is worse", ["pain", "and is worse"]),
        ("pain or he fell", ["pain", "or he fell"]),
        ("pain my ache", ["pain my ache"]),
        ("pain and", ["pain and"]),
        ("pain is bad", ["pain is bad"]),
    ],
)
def test_a_message_is_cut_at_pauses_turns_and_new_subjects(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_every_word_knows_its_clause() -> None:
    assert cut("no pain, ache but none").of == {0: 0, 1: 0, 2: 1, 3: 2, 4: 2}


def test_every_clause_shows_what_stands_in_it() -> None:
    shows = cut("the pain is bad, no ache. he fell").shows
    assert [dict(clause) for clause in shows] == [
        {"asserts": [(2, 3)], "pain": [(1, 2)]},
        {"pain": [(5, 6)]},
        {},
    ]


def test_only_the_groups_that_were_asked_for_are_shown() -> None:
    assert [dict(clause) for clause in cut("pain is", groups=("pain",)).shows] == [{"pain": [(0, 1)]}]
    assert [dict(clause) for clause in cut("pain is", groups=("unheard",)).shows] == [{}]


def test_a_group_without_any_phrase_cuts_nothing() -> None:
    words = texts.read("but he fell and is").words
    tokens = [Token((word.text,), word.clause, word.sentence) for word in words]
    bare = Clauses(tokens, {}, ("pain",))
    assert bare.words == [[0, 1, 2, 3, 4]]
    assert not bare.begins("turn", 0)


def test_a_phrase_of_many_words_binds_what_follows_its_last() -> None:
    words = texts.read("pain ever since he fell").words
    tokens = [Token((word.text,), word.clause, word.sentence) for word in words]
    spans = {"binder": [(1, 3)], "subject": [(3, 4)]}
    assert Clauses(tokens, spans, ()).words == [[0, 1, 2, 3, 4]]
    assert Clauses(tokens, {"subject": [(3, 4)]}, ()).words == [[0, 1, 2], [3, 4]]
    assert Clauses(tokens, {"joins": [(1, 3)], "subject": [(3, 4)]}, ()).words == [[0, 1, 2, 3, 4]]


def test_a_phrase_begins_at_its_first_word_only() -> None:
    found = cut("but can he")
    assert found.begins("turn", 0)
    assert found.begins("question_start", 1)
    assert not found.begins("turn", 1)


def test_sentences_are_ranges_of_clauses() -> None:
    found = cut("pain, ache but none. he fell. no")
    assert list(found.sentences()) == [range(3), range(3, 4), range(4, 5)]
    assert [found.sentence_of(number) for number in range(5)] == [0, 0, 0, 1, 2]
    assert list(cut("").sentences()) == []


def test_a_group_is_looked_for_in_the_clauses_named() -> None:
    found = cut("pain, none, he is")
    assert found.any("pain", [0])
    assert found.any("pain", range(3))
    assert not found.any("pain", [1, 2])
    assert found.any("asserts", [1, 2])
    assert not found.any("pain", [])


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("no pain, ache", True),
        ("no pain, no ache", True),
        ("no pain, or ache", True),
        ("no pain, any ache is there", True),
        ("no pain, leg is numb", False),
        ("no pain. ache", False),
        ("no pain, but ache", False),
        ("no pain, he fell", False),
        ("no pain, my ache", False),
        ("no pain, and my ache", False),
        ("no pain, and ache", True),
        ("no pain, when he fell", True),
    ],
)
def test_a_list_goes_on_until_something_new_is_said(text: str, goes_on: bool) -> None:
    assert cut(text).continues(1) is goes_on


def test_a_clause_is_compared_with_the_one_before_it() -> None:
    found = cut("no pain. ache, numb. none")
    assert [found.continues(number) for number in (1, 2, 3)] == [False, True, False]


def test_a_subject_behind_a_binding_word_at_the_end_of_a_clause_begins_anew() -> None:
    assert not cut("no pain when, he fell").continues(1)
    assert not cut("no pain and, my ache").continues(1)
