"""An age under the clinic's minimum is heard in any form, and nothing else is taken for one (rule 9)."""

from __future__ import annotations

import time
from datetime import date

import pytest

from bot.language.context.ages import told_under_age

ADULT, TODAY = 18, date(2025, 6, 2)


def young(text: str, *, bare: bool = False, subject: str | None = None) -> bool:
    return told_under_age(text, ADULT, TODAY, bare=bare, subject=subject)


@pytest.mark.parametrize(
    "text",
    [
        "im 15 btw",
        "I’m only 12",
        "I AM STILL 17",
        "I am 17. Can I come?",
        "I'm 15, is it ok for me?",
        "i'm 16 and want to try it for my back",
        "I was wondering, I'm 16",
        "I'm 14, and since yesterday my back hurts",
        "my age is 17",
        "age: 14",
        "aged 15",
        "17 yrs old, may I come",
        "a 14-year-old boy",
        "15 y/o boy",
        "17F, 50 kg",
        "M 16",
        "he's just 10",
        "they are 16",
        "I'm seventeen",
        "i am sixteen years old",
        "I will turn 17 next month",
        "I'll be 18 in August",
    ],
)
def test_an_age_in_english(text: str) -> None:
    assert young(text)


@pytest.mark.parametrize(
    "text",
    [
        "age 16 hai",
        "main 16 saal ka hu",
        "meri umar 15 hai",
        "16 saal ki hu",
        "main pandrah saal ki ladki hu",
        "mi 15 varshacha ahe",
        "maze vay 16 ahe",
        "मैं 15 साल का हूँ",
        "मेरी उम्र 16 है",
        "उम्र १५",
        "१६ साल का",
        "मी 14 वर्षांचा आहे",
        "मी १५ वर्षांची आहे",
        "माझे वय १३ आहे",
    ],
)
def test_an_age_in_hinglish_hindi_and_marathi(text: str) -> None:
    assert young(text)


@pytest.mark.parametrize(
    "text",
    [
        "class 10",
        "class 11, 48 kg",
        "std 8",
        "I am in 9th standard",
        "8th grade student",
        "class VII",
        "i study in class 5",
        "10th me padhta hu",
        "kaksha 9",
        "कक्षा 9",
        "९वीं कक्षा में हूँ",
        "इयत्ता ८ वी",
        "I'm in high school",
        "I am a school student",
    ],
)
def test_a_class_of_school(text: str) -> None:
    assert young(text)


@pytest.mark.parametrize(
    "text",
    [
        "born in 2011",
        "DOB 12/03/2010",
        "dob: 5 march 2012",
        "date of birth is 1-1-2013",
        "2010 born",
        "janm 2011",
        "मेरा जन्म 2010 में हुआ",
        "जन्म २०११",
    ],
)
def test_a_birth_year(text: str) -> None:
    assert young(text)


@pytest.mark.parametrize(
    "text",
    [
        "I am a minor",
        "im underage",
        "I am still a kid",
        "under 18",
        "I'm below 18",
        "i'm not 18 yet",
        "not yet 18",
        "main abhi nabalig hu",
        "नाबालिग",
    ],
)
def test_words_for_being_too_young(text: str) -> None:
    assert young(text)


@pytest.mark.parametrize(
    "text",
    [
        "I am 18",
        "I'm 45",
        "he is 70",
        "75 years old",
        "yes, a disc bulge, 6 years old",
        "operation is 7 years old now",
        "my age is 32",
        "मैं 25 साल का हूँ",
        "माझे वय ४५ आहे",
        "born in 1980",
        "dob 4/5/1999",
        "I am not a minor",
        "I am not under 18",
        "im a kid at heart",
    ],
)
def test_who_is_old_enough(text: str) -> None:
    assert not young(text, bare=True)


@pytest.mark.parametrize(
    "text",
    [
        "i am 5 feet 4",
        "i'm 5'6",
        "I am 16 stone",
        "i am 12 weeks pregnant",
        "8 months pregnant",
        "i am on 10 tablets",
        "3 times a day",
        "my eye number is -5",
        "bp under 80",
        "sugar is below 14",
        "I am 1 of 3 brothers",
        "question 3",
        "2 yes",
        "between 12 and 15",
    ],
)
def test_a_number_of_something_else(text: str) -> None:
    assert not young(text)


@pytest.mark.parametrize(
    "text",
    [
        "grade 2 spondylolisthesis",
        "class 1 obesity",
        "it was a 2nd grade tear",
        "a 5 year old injury",
        "10 year old fracture",
        "5 year old back pain",
        "it is 12 years old",
        "im 5 years post surgery",
        "I am 15 years sober",
        "I have had it for 15 years",
        "10 saal pehle",
        "5 saal se dard hai",
        "mala 10 varsh zale",
        "in 2012 I had surgery",
        "an old injury from 2010",
        "I was born with one kidney, in 2009 they found it",
    ],
)
def test_how_bad_or_how_old_an_illness_is(text: str) -> None:
    assert not young(text)


@pytest.mark.parametrize(
    "text",
    [
        "I had it when I was 12",
        "since I was 15",
        "broke my arm at age 9",
        "at the age of 14 I fell",
        "when i was in class 9",
        "operated at 17",
    ],
)
def test_an_age_of_the_past(text: str) -> None:
    assert not young(text)


@pytest.mark.parametrize(
    "text",
    [
        "my son is 12 years old",
        "my daughter is in class 5",
        "my kids are 8 and 10",
        "I have a 5 year old",
        "he is 12, my son",
        "my girl is 9 years old and i am 40",
        "I teach class 9",
        "beti 9 saal ki hai",
    ],
)
def test_a_child_who_is_not_to_be_treated(text: str) -> None:
    assert not young(text)


@pytest.mark.parametrize(
    "text",
    [
        "it is for my son, he is 12",
        "the check is for my daughter, 9 years old",
        "this is for my nephew in class 7",
    ],
)
def test_a_child_who_is_to_be_treated(text: str) -> None:
    assert young(text)


@pytest.mark.parametrize("text", ["he is 12", "my daughter is 12", "12 years old", "beti 9 saal ki hai"])
def test_a_child_for_whom_the_check_is(text: str) -> None:
    assert young(text, subject="your daughter")


def test_a_childs_age_says_nothing_of_a_mother() -> None:
    assert not young("my son is 12", subject="your mother")


@pytest.mark.parametrize("text", ["17", "15.", "sixteen", "17 yrs", "१५"])
def test_a_number_alone_counts_where_no_other_number_is_asked_for(text: str) -> None:
    assert young(text, bare=True)
    assert not young(text)


@pytest.mark.parametrize("text", ["3", "10", "2 years", "18", "61", "2012"])
def test_a_small_number_alone_may_be_that_of_a_question(text: str) -> None:
    assert not young(text, bare=True)


def test_the_minimum_is_the_clinics() -> None:
    assert told_under_age("I am 19", 21, TODAY)
    assert not told_under_age("I am 17", 16, TODAY)
    assert told_under_age("born in 2009", 18, date(2026, 1, 1))
    assert not told_under_age("born in 2009", 18, date(2027, 1, 1))


@pytest.mark.parametrize(
    "text", ["age: " * 400, "is " * 660, "9 " * 1000, "class " * 330, "born in the " * 170, "1-1-" * 500]
)
def test_a_text_made_to_be_slow_is_read_at_once(text: str) -> None:
    started = time.perf_counter()
    young(text, bare=True)
    assert time.perf_counter() - started < 0.5
