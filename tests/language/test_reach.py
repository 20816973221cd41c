"""A phrase that no text is ever read as, and a rule behind its twin, are named: they only seem to count."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.content.entries import Entry
from bot.content.knowledge import Knowledge, KnowledgeError
from bot.content.red_flag_rules import READING, ROOM, WORD_FILES, FlagRules, Groups, Records, Spelling
from bot.language.lexicon.phrase_groups import Phrases
from bot.language.reach import check_reach
from bot.language.red_flags.finding import compiled
from tests.conversation import knowledge, readers

PAIN = knowledge().red_flag_rules.files["pain"]


def with_more(entry: Entry, name: str, *more: str) -> Any:
    """A copy of the entry with more phrases in one of its lists, or of its groups of lists."""
    first, _, rest = name.partition(".")
    value: Any = getattr(entry, first)
    if isinstance(value, tuple):
        return entry.copy(update={first: (*value, *more)})
    if isinstance(value, Entry):
        return entry.copy(update={first: with_more(value, rest, *more)})
    key, _, below = rest.partition(".")
    under = (*value[key], *more) if isinstance(value[key], tuple) else with_more(value[key], below, *more)
    return entry.copy(update={first: {**value, key: under}})


def fault(changed: Knowledge, phrases: Phrases | None = None) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as error:
        check_reach(changed, readers().lexicon, phrases or readers().red_flags.phrases)
    assert error.value.remedy
    return error.value


@pytest.mark.parametrize(
    ("file", "item", "phrase"),
    [
        # what stands there already, when it is read
        ("plain_answers", "no", "NO!".lower().strip("!")),
        ("plain_answers", "unsure", "do not know"),
        ("plain_answers", "denies.blood_thinners", "do not take medicine"),
        ("intents", "exact.thanks", "thank u"),
        ("context_rules", "categories.negated.forward", "negative for"),
        ("context_rules", "people.mother", "mother"),
        # what is looked for as one word and is several, or none
        ("plain_answers", "closing", "in the end"),
        ("plain_answers", "people", "mother's"),
        ("plain_answers", "harmless.any", "back pain"),
        ("intents", "claiming", "i have"),
        ("context_rules", "states", "with child"),
        ("context_rules", "openers", "ok so"),
        # what says more of a list and does not stand in it
        ("plain_answers", "half_yes", "perhaps a trifle"),
        ("plain_answers", "before_nouns", "hardly"),
        ("context_rules", "measured.blood_pressure_or_heart", "tension of the arteries"),
        # what nothing is left of
        ("context_rules", "comma", "-"),
        # words that are ours, so never corrected, among those that must not be
        ("plain_answers", "common_words", "never"),
        ("context_rules", "common_words", "glaucoma"),
    ],
)
def test_a_phrase_that_can_never_count_is_named(file: str, item: str, phrase: str) -> None:
    place = f"{item}.phrases" if item.startswith("categories") else item
    changed = replace(knowledge(), **{file: with_more(getattr(knowledge(), file), place, phrase)})
    error = fault(changed)
    assert error.file == f"en/{file}.yml"
    assert error.item == item
    assert repr(phrase) in error.remedy


@pytest.mark.parametrize(("typed", "meant"), [("nooo", "no"), ("mom's", "mom"), ("nein", "nein")])
def test_a_spelling_that_cannot_be_typed_or_is_none_is_named(typed: str, meant: str) -> None:
    words = knowledge().plain_answers
    changed = words.copy(update={"spellings": {**words.spellings, typed: meant}})
    assert fault(replace(knowledge(), plain_answers=changed)).item == f"spellings.{typed}"


def test_a_message_with_two_meanings_is_named() -> None:
    changed = with_more(knowledge().intents, "exact.stop", "carry on")
    error = fault(replace(knowledge(), intents=changed))
    assert error.item == "exact.resume"
    assert "stop" in error.remedy


@pytest.mark.parametrize("word", ["daard", "ru*"])
def test_a_gloss_that_sounds_like_another_or_begins_too_much_is_named(word: str) -> None:
    error = fault(replace(knowledge(), glosses={"pain": ("dard",), "ocean": (word,)}))
    assert (error.file, error.item) == ("en/glosses.yml", "glosses.ocean")
    assert repr(word) in error.remedy


def test_opposites_that_are_no_words_for_a_condition_are_named() -> None:
    pairs = (*knowledge().context_rules.opposites, ("glaucoma", "glamour"))
    changed = knowledge().context_rules.copy(update={"opposites": pairs})
    assert fault(replace(knowledge(), context_rules=changed)).item == f"opposites.{len(pairs)}"


def test_two_spellings_of_a_lay_word_are_welcome_but_not_for_two_things() -> None:
    words = knowledge().lay_words
    beside = with_more(words["eye_condition"], "ask", "squint-eye")
    same = with_more(beside, "ask", "squint eye")
    check_reach(
        replace(knowledge(), lay_words={**words, "eye_condition": same}),
        readers().lexicon,
        readers().red_flags.phrases,
    )
    other = with_more(words["obesity"], "ask", "squint eye")
    changed = replace(knowledge(), lay_words={**words, "eye_condition": beside, "obesity": other})
    assert fault(changed).item == "obesity.ask"


def with_rules(
    words: dict[str, Any] | None = None, record: Any = None, same: dict[str, str] | None = None
) -> tuple[Knowledge, Phrases]:
    """The clinic's rules for red flags with more shared groups, records of cancer (or none) or spellings."""
    rules = knowledge().red_flag_rules
    groups, spelling = Groups.parse_obj(words or {}).__root__, rules.spelling
    files = {**dict.fromkeys(groups, WORD_FILES[0]), **rules.files}
    cancer = {} if record == {} else {**rules.records["cancer"], **Records.parse_obj(record or {}).__root__}
    changed = FlagRules.construct(
        words={**rules.words, **groups},
        files=files,
        records={**rules.records, "cancer": cancer},
        spelling=Spelling(**{**spelling.dict(), "same": {**spelling.same, **(same or {})}}),
    )
    return replace(knowledge(), red_flag_rules=changed), compiled(changed).phrases


def record(rule: dict[str, Any]) -> dict[str, Any]:
    return {"one": {"says": "something", "source": "test", "hears": ["it"], "rules": [rule]}}


@pytest.mark.parametrize(
    ("change", "file", "item"),
    [
        ({"words": {"unused": ["some words"]}}, WORD_FILES[0], "unused"),
        ({"words": {"pain": ["pain|2am"]}}, PAIN, "pain"),
        ({"words": {"pain": ["pain", "ache|pain"]}}, PAIN, "pain"),
        ({"words": {"pain": {"any": ["pain"], "unless": ["a pain", "pain 💪"]}}}, PAIN, "pain.unless"),
        ({"record": {}}, f"{ROOM}/cancer.yml", "file"),
        ({"record": record({"say": ["some growth & pain"]})}, f"{ROOM}/cancer.yml", "one.rules.1.say"),
        ({"same": {"whatsoever": "watsoever"}}, READING, "spelling.same.whatsoever"),
        ({"same": {"pain": "p'n"}}, READING, "spelling.same.pain"),
    ],
)
def test_what_no_text_can_reach_among_the_rules_for_red_flags_is_named(
    change: dict[str, Any], file: str, item: str
) -> None:
    error = fault(*with_rules(**change))
    assert (error.file, error.item) == (file, item)
