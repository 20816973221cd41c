"""A typed text comes out as words of one spelling, in clauses and sentences."""

from __future__ import annotations

import pytest

from bot.language.text.sentences import Word, plain, read, variants


def words(text: str) -> list[str]:
    return [word.text for word in read(text).words]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("I can't walk", "i can't walk"),
        ("I can’t walk", "i can't walk"),
        ("I cannot walk", "i can't walk"),
        ("I can not walk", "i can't walk"),
        ("do not, does not, is not", "don't doesn't isn't"),
        ("I do, not now", "i do not now"),
        ("not now", "not now"),
        ("sure not", "sure not"),
        ("he did so not", "he did so not"),
        ("I'm numb", "i am numb"),
        ("we're ill", "we are ill"),
        ("he's numb", "he is numb"),
        ("that's numb, there's pain", "that is numb there is pain"),
        ("my husband's chest", "my husband chest"),
        ("o'clock", "o"),
        ("I've fallen, I'd say it'll hurt", "i have fallen i would say it will hurt"),
        ("isn't", "isn't"),
        ("he isn’t well", "he isn't well"),
        ("75 mg in 1985", "75 mg in 1985"),
        ("3,000 or 4.5 or 150/95", "3,000 or 4.5 or 150/95"),
        ("SO NUMB", "so numb"),
        ("\uff4e\uff55\uff4d\uff42", "numb"),
        ("nu\u200bmb", "numb"),
        ("soooo numb", "soo numb"),
        ("c5 disc", "c5 disc"),
        ("छाती में दर्द", "छाती में दर्द"),
        ("well-known", "well known"),
        ("😂 pain 😂", "pain"),
        ("", ""),
    ],
)
def test_words_come_out_in_one_form(text: str, right: str) -> None:
    assert words(text) == right.split()


def places(text: str) -> list[tuple[str, int, int]]:
    return [(word.text, word.clause, word.sentence) for word in read(text).words]


@pytest.mark.parametrize("mark", [",", ":", " - ", " – ", "—", "\n", "(", ")", "…", "...", "..", "|"])
def test_a_pause_ends_the_clause_and_not_the_sentence(mark: str) -> None:
    (_, one, first), (_, other, second) = places(f"chest{mark} pain")
    assert (one < other, first == second) == (True, True)


@pytest.mark.parametrize("mark", [".", "!", "!!", ";", "?", "??", "।", "\n\n", "\n  \n"])
def test_a_full_stop_ends_both(mark: str) -> None:
    (_, one, first), (_, other, second) = places(f"chest{mark} pain")
    assert (one < other, first < second) == (True, True)


@pytest.mark.parametrize("mark", [" ", "  ", "-", "/", " * "])
def test_other_marks_end_nothing(mark: str) -> None:
    (_, one, first), (_, other, second) = places(f"chest{mark}pain")
    assert (one, first) == (other, second)


def test_clauses_and_sentences_are_counted() -> None:
    assert places("numb, cold. i'm ill; you? no") == [
        ("numb", 0, 0),
        ("cold", 1, 0),
        ("i", 2, 1),
        ("am", 2, 1),
        ("ill", 2, 1),
        ("you", 3, 2),
        ("no", 4, 3),
    ]


def test_the_questions_are_known() -> None:
    assert read("is it? no. sure?").questions == {0, 2}
    assert read("it is. no").questions == frozenset()
    assert read("it is؟").questions == {0}


def test_a_not_belongs_to_the_verb_of_its_own_clause() -> None:
    assert read("i do not").words == (Word("i", 0, 0), Word("don't", 0, 0))
    assert read("go. i do not").words[-1] == Word("don't", 1, 1)
    assert words("i do. not so") == ["i", "do", "not", "so"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("CAN’T", "can't"),
        ("can`t", "can't"),
        ("noooo", "noo"),
        ("Straße", "strasse"),
        ("e\u0301", "e"),
        ("chést", "chest"),
        ("I_want", "i want"),
        ("crushing.chest.pain", "crushing chest pain"),
        ("i fell.my back", "i fell.my back"),
        ("p\u0430in", "pain"),
    ],
)
def test_one_form_of_every_character(text: str, right: str) -> None:
    assert plain(text) == right


def test_marks_of_no_width_may_part_words_or_stand_in_them() -> None:
    assert variants("numb\u200bbetween") == ("numb\u200bbetween", "numb between")
    assert variants("numb between") == ("numb between",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("crushing.chest.pain", "crushing chest pain"),
        ("chest.pain", "chest pain"),
        ("numb,legs,now", "numb legs now"),
        ("crushing\nchest\npain", "crushing chest pain"),
        ("k i l l myself", "kill myself"),
        ("s.t.r.o.k.e today", "stroke today"),
        ("c-h-e-s-t pain", "chest pain"),
    ],
)
def test_marks_between_words_or_letters_part_nothing(typed: str, meant: str) -> None:
    assert [word.text for word in read(variants(typed)[-1]).words] == meant.split()
    assert {word.clause for word in read(variants(typed)[-1]).words} == {0}


@pytest.mark.parametrize(
    "text", ["I fell.My back is fine", "a b", "no.", "3.5 kg", "yes, no", "bp 120/80, ok"]
)
def test_a_mark_that_ends_a_sentence_stays(text: str) -> None:
    assert variants(text) == (text,)


def test_signs_for_letters_are_letters() -> None:
    assert plain("che$t p@in") == "chest pain"
