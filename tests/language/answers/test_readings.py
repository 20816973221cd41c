"""What an understood message says of the asked question and of the others (contract, rule 2)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.interpretation import Intent, Interpretation, Mention, Status
from bot.domain.names import QUESTIONS
from bot.language.answers.reading_values import Fact, Reading
from tests.language.words import answers

HEART, THINNERS, EYES, BRAIN, EAR = QUESTIONS[:5]
SPINE = "spinal_injury"


def mention(
    question: str, text: str, word: str, status: Status, kind: Any = "condition", **more: Any
) -> Mention:
    start = text.index(word)
    return Mention(question, word, start, start + len(word), status, kind, **more)


def heard(
    asked: str | None,
    text: str,
    *mentions: Mention,
    intent: Intent = "tell",
    theirs: str | None = None,
    **more: Any,
) -> Reading:
    interpretation = Interpretation(text, intent, mentions=mentions, subject=theirs)
    return answers().read(asked, interpretation, **more)


# ---- what the message is about ----


@pytest.mark.parametrize("intent", ["topic", "medical", "out_of_scope"])
def test_an_answer_in_front_of_a_question_is_taken(intent: Intent) -> None:
    assert heard(EAR, "No. Please send the price list", intent=intent).answer == "no"
    assert heard(EAR, "Not sure. Please send the price list", intent=intent).answer == "unsure"


@pytest.mark.parametrize(
    "intent", ["stop", "wait", "start_over", "correct", "erase", "bypass", "proxy", "why"]
)
def test_a_no_in_front_of_a_command_answers_nothing(intent: Intent) -> None:
    assert heard(EAR, "No. Please do the other thing", intent=intent) == Reading("aside")


@pytest.mark.parametrize("intent", ["topic", "stop", "correct", "out_of_scope"])
def test_what_is_nothing_but_an_answer_is_one_whatever_it_was_taken_for(intent: Intent) -> None:
    assert heard(EAR, "no", intent=intent) == Reading("answer", "no")
    assert heard(EAR, "yes", intent=intent) == Reading("answer", "yes")


@pytest.mark.parametrize("intent", ["topic", "stop", "medical"])
def test_a_condition_that_one_has_is_a_yes_whatever_else_is_said(intent: Intent) -> None:
    text = "I have glaucoma, how does the table work"
    assert heard(EYES, text, mention(EYES, text, "glaucoma", "present"), intent=intent).answer == "yes"
    text = "no, I have glaucoma"
    assert heard(EYES, text, mention(EYES, text, "glaucoma", "present")).answer == "yes"


def test_rather_not_say_is_declined_even_beside_a_no() -> None:
    assert heard(EYES, "no, I prefer not to say").answer == "declined"


def test_not_me_beside_anothers_illness_denies_what_was_named_alone() -> None:
    text = "papa has an eye infection, not me"
    infection = mention(
        EYES, text, "eye infection", "other_person", "part", part="eye_infection", person="your father"
    )
    assert heard(EYES, text, infection) == Reading("part_denied", part="eye_disease")
    assert heard(EYES, "no, not me") == Reading("answer", "no")


def test_a_plain_no_beside_ones_own_and_anothers_illness_is_no_no() -> None:
    text = "my father had a stroke, I had a fit years ago, not me"
    stroke = mention(BRAIN, text, "stroke", "other_person", person="your father")
    fit = mention(BRAIN, text, "fit", "historical")
    assert heard(BRAIN, text, stroke, fit).answer != "no"


@pytest.mark.parametrize(("part", "right"), [(None, "part_denied"), ("heart_disease", "answer")])
def test_a_plain_no_to_the_part_that_was_asked_is_enough(part: str | None, right: str) -> None:
    text = "no, no blood pressure"
    denied = mention(HEART, text, "blood pressure", "denied", "part", part="high_blood_pressure")
    found = heard(HEART, text, denied, part=part)
    assert found.sense == right
    assert found.part == (None if part else "heart_disease")


# ---- an answer in its wrapping ----


def test_a_story_before_the_answer_changes_nothing() -> None:
    text = "My wife asked me the same last week but no, I never had it"
    assert heard(EAR, text).answer == "no"
    assert heard(EAR, "My wife asked me the same last week but yes, I had it").answer != "no"


def test_a_story_before_an_answer_about_one_part() -> None:
    text = "my doctor keeps checking but no, my bp is normal"
    denied = mention(HEART, text, "bp", "denied", "part", part="high_blood_pressure")
    assert heard(HEART, text, denied).answer is None
    assert heard(HEART, text, denied, part="heart_disease").answer == "no"


def test_a_question_besides_the_answer_changes_nothing() -> None:
    assert heard(EAR, "no sir. how long is a session?", intent="topic").answer == "no"
    assert heard(EAR, "Never had it. Why do you need this?", intent="why").answer == "no"


def test_a_story_about_her_and_her_answer() -> None:
    text = "my brother asked about it but no, she never had any"
    assert heard(EAR, text, subject="your mother").answer == "no"
    assert heard(EAR, text).answer is None


def test_a_noun_behind_a_no_is_denied_alone_unless_it_was_asked_about() -> None:
    assert heard(EAR, "no infection").answer == "no"
    assert heard(HEART, "no infection").answer is None


def test_what_was_understood_counts_where_no_word_says_it() -> None:
    assert heard(EAR, "the scan will tell", intent="unsure").answer == "unsure"
    assert heard(EAR, "the scan will tell", intent="decline").answer == "declined"
    assert heard(EAR, "the scan will tell", intent="deny").answer is None


def test_a_denial_of_the_part_that_was_asked_answers_it() -> None:
    text = "my heart is healthy"
    denied = mention(HEART, text, "heart", "denied", "part", part="heart_disease")
    assert heard(HEART, text, denied) == Reading("part_denied", part="high_blood_pressure")
    assert heard(HEART, text, denied, part="heart_disease").answer == "no"
    assert heard(HEART, text, denied, part="high_blood_pressure").answer is None


# ---- who is to be treated ----


def test_of_whom_the_message_itself_speaks_comes_first() -> None:
    text = "she has glaucoma"
    hers = mention(EYES, text, "glaucoma", "other_person", person="she", their="present")
    assert heard(EYES, text, hers).answer is None
    assert heard(EYES, text, hers, subject="your mother").answer == "yes"
    assert heard(EYES, text, hers, theirs="your mother").answer == "yes"
    assert heard(EYES, text, hers, theirs="your father", subject="your mother").answer is None
    assert heard(EYES, text, hers, theirs="you", subject="your mother").answer is None
    assert heard(EYES, text, hers, subject="you").answer is None


@pytest.mark.parametrize(("subject", "theirs"), [("you", None), ("your mother", "you"), (None, "you")])
def test_what_one_has_counts_when_it_is_for_oneself(subject: str | None, theirs: str | None) -> None:
    text = "I have glaucoma"
    mine = mention(EYES, text, "glaucoma", "present", person="you")
    assert heard(EYES, text, mine, subject=subject, theirs=theirs).answer == "yes"
    assert heard(EYES, text, mine, subject="your mother").answer is None


def test_what_she_says_is_an_answer_when_she_is_the_one() -> None:
    assert heard(EAR, "no she doesn't", subject="your mother").answer == "no"
    assert heard(EAR, "she has never had any of those", subject="your mother").answer == "no"
    assert heard(EAR, "she has never had any of those").answer is None


def test_what_is_told_of_her_is_a_fact_when_she_is_the_one() -> None:
    text = "she has glaucoma"
    hers = mention(EYES, text, "glaucoma", "other_person", person="she", their="present")
    assert heard(EAR, text, hers, subject="your mother").facts == (Fact(EYES, "yes", text),)
    assert heard(EAR, text, hers).facts == ()


# ---- facts about other questions ----


def fact(question: str, status: Status, kind: Any = "condition", **more: Any) -> tuple[str, bool] | None:
    """The answer that is told of a question that is not asked, and whether it is sure."""
    text = "  it is there "
    found = heard(None, text, mention(question, text, "it", status, kind, **more))
    assert (found.sense, found.answer, found.part) == ("aside", None, None)
    assert [(each.question, each.said) for each in found.facts] in ([], [(question, "it is there")])
    return (found.facts[0].answer, found.facts[0].sure) if found.facts else None


@pytest.mark.parametrize(
    ("question", "status", "kind", "part", "right"),
    [
        (EYES, "present", "condition", None, ("yes", True)),
        (EYES, "present", "example", None, ("yes", True)),
        (THINNERS, "present", "medicine", None, ("yes", True)),
        (EYES, "present", "medicine", None, ("yes", False)),
        (EYES, "present", "near", None, None),
        (BRAIN, "historical", "condition", None, ("yes", True)),
        (EAR, "historical", "condition", None, ("yes", False)),
        (EYES, "historical", "part", "eye_infection", ("yes", False)),
        (EYES, "historical", "part", "eye_disease", ("yes", True)),
        (THINNERS, "historical", "medicine", None, ("yes", False)),
        (BRAIN, "resolved", "condition", None, None),
        (BRAIN, "uncertain", "condition", None, ("unsure", False)),
        (BRAIN, "denied", "condition", None, ("no", True)),
        (BRAIN, "denied", "example", None, None),
        (EYES, "denied", "part", "eye_infection", None),
        (BRAIN, "other_person", "condition", None, None),
        (BRAIN, "asked", "condition", None, None),
    ],
)
def test_what_is_told_of_a_question_that_was_not_asked(
    question: str, status: Status, kind: Any, part: str | None, right: tuple[str, bool] | None
) -> None:
    assert fact(question, status, kind, part=part) == right


def facts(*mentions: Mention) -> list[tuple[str, str, bool]]:
    found = heard(None, "this one and that one", *mentions)
    return [(each.question, each.answer, each.sure) for each in found.facts]


def it(question: str, status: Status, kind: Any = "condition", **more: Any) -> Mention:
    return Mention(question, "one", 5, 8, status, kind, **more)


@pytest.mark.parametrize("other", ["near", "resolved", "uncertain", "historical"])
def test_a_denial_beside_what_may_count_is_no_no(other: Any) -> None:
    beside = it(BRAIN, "present", "near") if other == "near" else it(BRAIN, other)
    assert ("no", True) not in [(answer, sure) for _, answer, sure in facts(it(BRAIN, "denied"), beside)]


def test_a_stated_value_between_the_limits_is_unsure_of_its_own_question_whatever_is_asked() -> None:
    heavy = Mention("obesity", "one", 5, 8, "uncertain", "near", value="BMI 28.4")
    told = heard(EAR, "this one and that one", heavy).facts
    assert [(each.question, each.answer, each.sure, each.stated) for each in told] == [
        ("obesity", "unsure", True, True)
    ]


def test_what_the_person_typing_denies_of_oneself_is_no_no_of_whom_the_check_is_for() -> None:
    text = "ok no, I am not pregnant"
    denied = mention("pregnancy", text, "pregnant", "denied")
    hers = heard(HEART, text, denied, subject="your mother")
    assert (hers.sense, hers.answer, hers.facts) == ("aside", None, ())
    assert heard(HEART, text, denied).facts == (Fact("pregnancy", "no", text),)


def test_a_medicine_beside_its_illness_is_sure() -> None:
    assert facts(it(THINNERS, "present", "medicine"), it(THINNERS, "present")) == [(THINNERS, "yes", True)]


def test_what_is_there_now_goes_before_what_was() -> None:
    assert facts(it(EAR, "historical"), it(EAR, "present")) == [(EAR, "yes", True)]
    assert facts(it(BRAIN, "uncertain"), it(BRAIN, "historical")) == [(BRAIN, "yes", True)]


def test_facts_stand_in_the_order_of_the_checklist() -> None:
    found = facts(it("obesity", "present"), it(EAR, "uncertain"), it(HEART, "denied"))
    assert [question for question, _, _ in found] == [HEART, EAR, "obesity"]


def test_what_is_told_of_the_asked_question_is_its_answer_and_no_fact() -> None:
    text = "I have glaucoma"
    assert heard(EYES, text, mention(EYES, text, "glaucoma", "present")) == Reading("answer", "yes")


def test_a_message_about_another_question_alone_is_an_aside() -> None:
    """Not a reply that could not be read, of which a second one would be taken as unsure."""
    text = "I have glaucoma"
    told = mention(EYES, text, "glaucoma", "present")
    found = heard(EAR, text, told)
    assert (found.sense, found.answer) == ("aside", None)
    assert found.facts == (Fact(EYES, "yes", text),)
    assert heard(EAR, "the sky is green").sense == "unclear"


def test_words_that_contradict_each_other_stay_unclear_beside_a_fact() -> None:
    text = "yes no. I have glaucoma"
    found = heard(EAR, text, mention(EYES, text, "glaucoma", "present"))
    assert (found.sense, len(found.facts)) == ("unclear", 1)


def test_what_answers_may_also_tell_of_another_question() -> None:
    text = "no, but I have glaucoma"
    found = heard(SPINE, text, mention(EYES, text, "glaucoma", "present"))
    assert [(each.question, each.answer) for each in found.facts] == [(EYES, "yes")]


def test_a_question_that_the_checklist_does_not_hold_cannot_be_asked() -> None:
    with pytest.raises(KeyError):
        heard("astigmatism", "no")
