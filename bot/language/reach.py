"""What of the content no text can reach: phrases that no message is ever read as, and rules behind a twin.

Such a line looks as if it did something. It is refused, so that what stands in the files is what happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.content import (
    context_rules,
    glosses,
    intents,
    lay_words,
    near_conditions,
    plain_answers,
    red_flag_rules,
    wishes,
)
from bot.content.errors import KnowledgeError
from bot.content.knowledge import Knowledge, LayWords
from bot.language.lexicon.answer_words import Phrase
from bot.language.lexicon.glosses import BEGINNING, SHORTEST
from bot.language.lexicon.lexicon import Lexicon
from bot.language.lexicon.phrase_groups import Phrases
from bot.language.lexicon.phrase_tree import NOT_OVERLAPPING
from bot.language.text import sentences
from bot.language.text.devanagari import folded
from bot.language.text.latin import by_sound, latin
from bot.language.text.tokens import tokens
from bot.language.topics.near import NearReader

_SHORTEST_MISTYPED: Final = 4
"""Letters; a misspelling can be read as a word of so many, though it could not be typed as it is."""

_AT_THE_END: Final = 4
"""Words; a longer phrase is not looked for at the end of a clause."""


def check_reach(knowledge: Knowledge, lexicon: Lexicon, red_flags: Phrases) -> None:
    """Raise KnowledgeError at the first phrase that no text can reach."""
    words = lexicon.context.words
    _plain_answers(knowledge, _File(knowledge.file(plain_answers.FILE), lexicon.answers.phrase))
    _intents(knowledge, lexicon)
    _context_rules(knowledge, _File(knowledge.file(context_rules.FILE), words))
    _lay_words(knowledge, _File(knowledge.file(lay_words.FILE), words))
    _glosses(knowledge.glosses, _File(knowledge.file(glosses.FILE), words))
    check_red_flag_rules(knowledge, red_flags)
    _wishes(knowledge, lexicon.wishes.phrases)
    near = NearReader(knowledge.near_conditions).phrases
    _in_groups(knowledge.file(near_conditions.FILE), near, "conditions.")


@dataclass(frozen=True)
class _File:
    """One file, and how its phrases are read."""

    name: str
    words: Callable[[str], Phrase]

    def fault(self, item: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(self.name, item, remedy)

    def single(self, item: str, listed: Iterable[str]) -> None:
        """Each is one word, as messages are read: these are looked for word by word."""
        for word in listed:
            if self.words(word) != (folded(word),):
                raise self.fault(item, f"{word!r} is {self._read(word)} when it is read; write one word")

    def phrases(self, item: str, listed: Iterable[str]) -> None:
        """Each is something, as messages are read, and no two are the same."""
        seen: dict[Phrase, str] = {}
        for phrase in listed:
            said = self.words(phrase)
            if not said:
                raise self.fault(item, f"nothing of {phrase!r} is left when it is read; remove it")
            if said in seen:
                raise self.fault(item, f"{phrase!r} is read as {seen[said]!r} is; remove one")
            seen[said] = phrase

    def within(self, item: str, listed: Iterable[str], others: Iterable[str], where: str) -> None:
        """Each also stands among the others, of which these say more."""
        known = set(map(self.words, others))
        for phrase in listed:
            if self.words(phrase) not in known:
                raise self.fault(item, f"{phrase!r} does not stand under {where}; add it there or remove it")

    def spellings(self, item: str, spellings: Mapping[str, str]) -> None:
        """Each can be typed as one word, and is not its own spelling."""
        for typed, meant in spellings.items():
            read = tuple(token.text for token in tokens(typed))
            if read != (folded(typed),):
                remedy = f"it is read as {' '.join(read)!r}, so this is never used; correct or remove it"
                raise self.fault(f"{item}.{typed}", remedy)
            if typed == meant:
                raise self.fault(f"{item}.{typed}", "it stands for itself; remove it")

    def _read(self, text: str) -> str:
        return repr(" ".join(self.words(text)))


def _plain_answers(knowledge: Knowledge, file: _File) -> None:
    listed = knowledge.plain_answers
    file.spellings("spellings", listed.spellings)
    for name in (*plain_answers.KINDS, "half_yes", "leads", "before_nouns", "must_stand_alone", "not_me"):
        file.phrases(name, getattr(listed, name))
    for name in plain_answers.SINGLE_WORDS:
        file.single(name, getattr(listed, name))
    for question, words in listed.harmless.items():
        file.single(f"harmless.{question}", words)
    for name in ("asked_words", "denies"):
        for question, phrases in getattr(listed, name).items():
            file.phrases(f"{name}.{question}", phrases)
    file.within("half_yes", listed.half_yes, listed.yes, "yes")
    file.within("leads", listed.leads, listed.yes, "yes")
    file.within("before_nouns", listed.before_nouns, listed.no, "no")
    for phrase in listed.not_me:
        if len(file.words(phrase)) > _AT_THE_END:
            raise file.fault("not_me", f"{phrase!r} is longer than {_AT_THE_END} words; shorten or remove it")
    phrases = (phrase for kind in plain_answers.KINDS for phrase in getattr(listed, kind))
    _no_word_of_ours(file, listed.common_words, {word for phrase in phrases for word in file.words(phrase)})


def _intents(knowledge: Knowledge, lexicon: Lexicon) -> None:
    listed, normal = knowledge.intents, lexicon.intents.normal
    file = _File(knowledge.file(intents.FILE), lambda text: tuple(normal(text).split()))
    file.spellings("spellings", listed.spellings)
    for typed, meant in listed.spellings.items():
        if knowledge.plain_answers.spellings.get(typed) == meant:
            raise file.fault(f"spellings.{typed}", f"it also stands in {plain_answers.FILE}; remove one")
    for name in ("fillers", "claiming", "doubting"):
        file.single(name, getattr(listed, name))
    for label, messages in listed.exact.items():
        file.phrases(f"exact.{label}", messages)
    _once_in_all(file, "exact", listed.exact)
    file.phrases("follow_up.leads", listed.follow_up.leads)
    file.phrases("follow_up.more", listed.follow_up.more)
    for number, rule in enumerate(listed.follow_up.stays, 1):
        file.phrases(f"follow_up.stays.{number}", rule.phrases)
    for number, subjects in enumerate(listed.follow_up.subjects, 1):
        file.single(f"follow_up.subjects.{number}.words", subjects.words)
    file.phrases("asks_for_self", listed.asks_for_self)
    for phrase in listed.asks_for_self:
        if normal(phrase) != phrase:
            raise file.fault("asks_for_self", f"write {phrase!r} as it is read: {normal(phrase)!r}")


def _context_rules(knowledge: Knowledge, rules: _File) -> None:
    listed = knowledge.context_rules
    for name, side in listed.sides():
        rules.phrases(f"categories.{name}", side.phrases)
        rules.phrases(f"categories.{name}.pseudo", side.pseudo)
    rules.phrases("ends", listed.ends)
    rules.phrases("comma", listed.comma)
    marks = _File(rules.name, _between_words)
    for name in ("openers", "not_in_gaps"):
        marks.single(name, getattr(listed, name))
    for name in ("states", "passing"):
        rules.single(name, getattr(listed, name))
    for person, names in listed.people.items():
        rules.phrases(f"people.{person}", names)
    _once_in_all(rules, "people", listed.people)
    for name in ("before", "after", "oneself"):
        rules.phrases(f"proxy.{name}", getattr(listed.proxy, name))
    for question, phrases in listed.measured.items():
        own = [term for _, terms in knowledge.lay_words[question].roles() for term in terms]
        rules.within(f"measured.{question}", phrases, own, f"{question} in {lay_words.FILE}")
    _misspellings(rules, knowledge)


def _misspellings(rules: _File, knowledge: Knowledge) -> None:
    listed = knowledge.context_rules
    terms = (term for words in knowledge.lay_words.values() for term in _every_term(words))
    known = {word for term in terms for word in rules.words(term)}
    _no_word_of_ours(rules, listed.common_words, known)
    for number, pair in enumerate(listed.opposites, 1):
        if not known.issuperset(pair):
            remedy = f"write two words that stand in {lay_words.FILE}; no others are mistaken for another"
            raise rules.fault(f"opposites.{number}", remedy)


def _lay_words(knowledge: Knowledge, file: _File) -> None:
    """Other spellings of one word in one list are welcome; but in another list they would stand for both."""
    places: dict[Phrase, str] = {}
    for question, words in knowledge.lay_words.items():
        for role, terms in words.roles():
            for term in terms:
                place, said = f"{question}.{role}", file.words(term)
                if not said:
                    raise file.fault(place, f"nothing of {term!r} is left when it is read; remove it")
                if places.setdefault(said, place) != place:
                    remedy = f"{term!r} is read as a word under {places[said]} is; remove one"
                    raise file.fault(place, remedy)


def _glosses(glossed: Mapping[str, Iterable[str]], file: _File) -> None:
    """Looked up by sound: no two of them sound alike, and a beginning is long enough to say something."""
    listed: dict[tuple[str, bool], str] = {}
    for english, words in glossed.items():
        for word in words:
            stem = word.removesuffix(BEGINNING)
            sound, begins = by_sound(latin(stem)), stem != word
            if begins and len(sound) < SHORTEST:
                raise file.fault(f"glosses.{english}", f"{word!r} begins too many words; write more of it")
            if (sound, begins) in listed:
                remedy = f"{word!r} sounds like {listed[sound, begins]!r}; remove one"
                raise file.fault(f"glosses.{english}", remedy)
            listed[sound, begins] = word


def _wishes(knowledge: Knowledge, phrases: Phrases) -> None:
    file = _in_groups(knowledge.file(wishes.FILE), phrases)
    for name in ("skip", "beside", "ache"):
        file.single(name, getattr(knowledge.wishes, name))


def _in_groups(name: str, phrases: Phrases, item: str = "") -> _File:
    """Each word is one as messages are read, and no phrase stands twice; `item` leads to the groups."""
    file = _File(name, lambda text: tuple(map(folded, _in_sentences(text))))
    for word in sorted(phrases.vocabulary()):
        if file.words(word) != (word,):
            group = next(name for name in phrases.names if word in phrases.vocabulary([name]))
            read = " ".join(file.words(word))
            raise file.fault(f"{item}{group}", f"{word!r} is read as {read!r}; write it so, or remove it")
    for group, phrase in phrases.doubled():
        raise file.fault(f"{item}{group}", f"{phrase!r} stands twice; remove one")
    return file


def check_red_flag_rules(knowledge: Knowledge, red_flags: Phrases) -> None:
    """Raise KnowledgeError at the first phrase, group or spelling that no text can reach."""
    listed = knowledge.red_flag_rules
    places = {place.group: place for place in red_flag_rules.all_groups(listed)}
    words = _File(red_flag_rules.ROOM, _in_sentences).words
    typed = {form for forms in listed.spelling.same.values() for form in forms.split()}
    vocabulary = red_flags.vocabulary()
    _groups_and_flags(listed)
    for word in sorted(vocabulary):
        if word.isalpha() and len(word) >= _SHORTEST_MISTYPED:
            continue
        if words(word) != (word,) or word in typed:
            item = next(name for name in red_flags.names if word in red_flags.vocabulary([name]))
            raise _fault(places, item, f"{word!r} is never left as it is when a text is read; remove it")
    for item, phrase in red_flags.doubled():
        raise _fault(places, item, f"{phrase!r} stands twice; remove one")
    file = _File(red_flag_rules.READING, _in_sentences)
    for meant, forms in listed.spelling.same.items():
        _red_flag_spelling(file, f"spelling.same.{meant}", meant.split(), forms.split(), vocabulary)


def _groups_and_flags(listed: red_flag_rules.FlagRules) -> None:
    groups = list(red_flag_rules.all_groups(listed))
    used = {*red_flag_rules.READ_BY_CODE, *(name for place in groups for name in place.phrases.names)}
    for flag, records in listed.records.items():
        if not records:
            file = f"{red_flag_rules.ROOM}/{flag}.yml"
            raise KnowledgeError(file, "file", "without a record this is never heard; add one")
    for place in groups:
        if place.group in listed.words and place.group not in used:
            raise KnowledgeError(place.file, place.item, "no phrase uses this group; use it or remove it")


def _fault(places: Mapping[str, red_flag_rules.GroupPlace], group: str, remedy: str) -> KnowledgeError:
    """A mistake in a group, where it is written."""
    name = group.removesuffix(NOT_OVERLAPPING)
    place = places[name]
    item = place.item if name == group else f"{place.item}.unless"
    return KnowledgeError(place.file, item, remedy)


def _red_flag_spelling(
    file: _File, item: str, meant: list[str], forms: list[str], vocabulary: frozenset[str]
) -> None:
    for word in meant:
        if word not in vocabulary:
            raise file.fault(item, f"no phrase holds {word!r}; correct or remove it")
    for at, form in enumerate(forms):
        if file.words(form) != (form,) or form in forms[:at]:
            raise file.fault(item, f"{form!r} cannot be typed as one word, or stands twice; remove it")


def _once_in_all(file: _File, item: str, lists: Mapping[str, Iterable[str]]) -> None:
    """No phrase stands in two of the lists: only the last of them would count."""
    places: dict[Phrase, str] = {}
    for name, phrases in lists.items():
        for phrase in phrases:
            if places.setdefault(file.words(phrase), name) != name:
                other = places[file.words(phrase)]
                raise file.fault(f"{item}.{name}", f"{phrase!r} also stands under {other}; remove one")


def _no_word_of_ours(file: _File, common: Iterable[str], ours: Iterable[str]) -> None:
    """A word of ours is right as it is, and needs no mention among the words that are never corrected."""
    known = frozenset(ours)
    for word in common:
        if word in known:
            raise file.fault(
                "common_words", f"{word!r} is a word of the lists, which are never corrected; remove it"
            )
    file.single("common_words", common)


def _every_term(words: LayWords) -> Iterable[str]:
    yield from words.not_this
    for _, terms in words.roles():
        yield from terms


def _between_words(text: str) -> Phrase:
    """As words are read in the middle of a text, where a dash is a mark of its own."""
    return tuple(token.text for token in tokens(f"a {text} a"))[1:-1]


def _in_sentences(text: str) -> Phrase:
    return tuple(word.text for word in sentences.read(text).words)
