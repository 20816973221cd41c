"""A reply that says in other words that nothing is wrong: "all discs in place", "never had eye trouble".

Clause by clause: one that names what the question is about and denies what would be wrong with it, or calls
it well. Only what is covered word by word by the lists of soundness.yml counts, so that nothing stands in the
clause that nobody weighed; a word that leaves it open ("now", "with tablets", "mostly") ends it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from bot.content.knowledge import Question
from bot.content.soundness import SoundnessFile, Subject
from bot.domain.interpretation import Mention
from bot.language.answers.clauses import is_tag
from bot.language.lexicon.answer_words import AnswerWords, Phrase
from bot.language.lexicon.people import People
from bot.language.text.devanagari import folded, folded_words
from bot.language.text.tokens import Token, tokens

Verdict = Literal["denied", "leans", "doubtful", "told"]
"""`denied`: it is a no; `leans`: it may mean no, and is asked; `doubtful`: what is named may be denied;
`told`: more is told of it than the lists know, so that a denial beside it may not be all."""
Span = tuple[int, int]

_WELL, _WRONG, _DENIES, _EACH, _QUIET, _OPEN = "well", "wrong", "denies", "each", "quiet", "open"
_BOTH: Final = "both"
_NAME, _NAMED, _SETTLED, _EXAMPLE, _OTHER = "name", "named", "settled", "example", "other"
_UNKNOWN, _NOTHING, _TEST = "unknown", "nothing", "test"
_BREAKS: Final = frozenset(",:()-–—")
_SPOKEN_OF: Final = (_WRONG, _NAME, _TEST, _NAMED, _SETTLED, _EXAMPLE)
_ALSO: Final = folded_words(("pan", "pn", "पण", "पन"))
_DENIED_BEHIND: Final = folded_words(("nahi", "nay", "kahi", "kahich", "नाही", "नाय", "काही", "काहीच"))
"""In Marathi "pan" is "also" before one of these, else "but"."""
_TOO: Final = folded("ही")
"""What Marathi joins to a word for "too": "त्रासही नाही"."""
_FILLERS: Final = ("fillers", "neutral")


@dataclass(frozen=True)
class _Part:
    """One phrase of a clause: its kind, and the groups that it names."""

    kind: str
    groups: frozenset[str] = frozenset()


@dataclass
class _Said:
    """What the clauses of a message come to: the groups denied, called well, or perhaps so."""

    denied: set[str] = field(default_factory=set)
    well: set[str] = field(default_factory=set)
    perhaps_well: set[str] = field(default_factory=set)
    """Called well in a clause that holds words of no list."""
    leaning: bool = False
    """A denial that is not sure."""
    story: bool = False
    """What was asked about is named, and more is said of it than the lists know."""
    open: bool = False

    def verdict(self, groups: frozenset[str], *, begins_no: bool) -> Verdict | None:
        """To be well is no no by itself (contract, rule 2); behind a no it is what the no says."""
        spoken = self.denied | self.well | self.perhaps_well
        if self.open or not (spoken or self.leaning):
            return None
        sure = spoken if begins_no else self.denied
        return "denied" if sure >= groups and not (self.leaning or self.story) else "leans"


class SoundnessReader:
    """The lists, ready to be looked up."""

    def __init__(self, data: SoundnessFile, answers: AnswerWords, people: People) -> None:
        self._answers, self._people, self._questions = answers, people, data.questions
        self._tests = frozenset(map(answers.phrase, data.tests))
        common: dict[Phrase, str] = {}
        for kind in (_OPEN, _NOTHING, _DENIES, _EACH, _WELL, _WRONG, _BOTH, _QUIET):
            for phrase in getattr(data, kind):
                common.setdefault(answers.phrase(phrase), kind)
        self._lists = {question: self._of(question, common) for question in data.questions}
        self._longest = max(len(phrase) for listed in self._lists.values() for phrase in listed)

    def _of(self, question: str, common: Mapping[Phrase, str]) -> Mapping[Phrase, _Part]:
        """Phrase → what it is for one question; a word of the question's own outweighs a small one."""
        subject, found = self._questions[question], {p: _Part(kind) for p, kind in common.items()}
        own = [
            (phrase, _Part(self._named_as(phrase), frozenset({group})))
            for group, names in subject.names.items()
            for phrase in names
        ]
        own += [(phrase, _Part(_WRONG)) for phrase in subject.wrong]
        for phrase, part in reversed(own):
            found[self._answers.phrase(phrase)] = part
        return found

    def _named_as(self, phrase: str) -> str:
        return _TEST if self._answers.phrase(phrase) in self._tests else _NAME

    def read(
        self, question: Question, text: str, mentions: Sequence[Mention], *, begins_no: bool
    ) -> Verdict | None:
        """What `text` says of what `question` asks about.

        `mentions` are the conditions named in it; `begins_no`: it begins with a no, which its being well
        makes certain.
        """
        subject, said, doubtful = self._questions[question.id], _Said(), False
        named = self._named(question.id, mentions)
        said.denied.update(*(part.groups for part in named.values() if part.kind == _SETTLED))
        stretches = _clauses(tokens(text, self._answers.spellings), self._answers.splits)
        for number, (clause, asks) in enumerate(stretches):
            if self._people.find([token.text for token in clause]) is not None:
                continue
            parts: Sequence[_Part] = list(self._parts(question.id, clause, named))
            if begins_no and number == 0:
                parts = _behind_the_no(parts)
            if asks:
                said.open = said.open or any(part.groups for part in parts)
                continue
            for stretch in _by_denial(parts):
                _weigh(stretch, said, subject)
            doubtful = doubtful or _ends_denied(parts)
        verdict = said.verdict(frozenset(subject.names), begins_no=begins_no)
        if verdict is None and doubtful:
            return "doubtful"
        return "told" if said.story and verdict != "denied" else verdict

    def _named(self, question: str, mentions: Sequence[Mention]) -> Mapping[Span, _Part]:
        """The conditions named, each by its place, as parts of a clause."""
        subject = self._questions[question]
        return {
            (mention.start, mention.end): _as_part(mention, subject)
            if mention.question == question
            else _Part(_OTHER)
            for mention in mentions
        }

    def _parts(self, question: str, clause: Sequence[Token], named: Mapping[Span, _Part]) -> Iterator[_Part]:
        listed, at = self._lists[question], 0
        while at < len(clause):
            part = _at(clause[at], named)
            if part is not None:
                yield part
                at += 1
                continue
            length = self._listed(listed, clause, at)
            words = tuple(token.text for token in clause[at : at + length])
            yield listed[words] if length else self._single(listed, clause[at])
            at += max(1, length)

    def _listed(self, listed: Mapping[Phrase, _Part], clause: Sequence[Token], at: int) -> int:
        """How many words the longest listed phrase has that begins here; 0: none does."""
        words = tuple(token.text for token in clause[at : at + self._longest])
        return next((length for length in range(len(words), 0, -1) if words[:length] in listed), 0)

    def _single(self, listed: Mapping[Phrase, _Part], token: Token) -> _Part:
        right = self._answers.right(token.text)
        for word in (right, right.removesuffix(_TOO)):
            if (word,) in listed:
                return listed[word,]
        kinds = self._answers.phrases.get((right,), frozenset())
        return _Part(_QUIET if kinds.intersection(_FILLERS) else _UNKNOWN)


def _as_part(mention: Mention, subject: Subject) -> _Part:
    """A condition of the asked question; one that is only an example of it, or one part, denies not all.

    What is denied by the phrases around it is settled already, with or without this file.
    """
    if mention.status == "asked" or (mention.value is not None and mention.status != "denied"):
        return _Part(_OPEN, frozenset(subject.names))  # "no BMI 31": a number says itself what it is
    kind = _SETTLED if mention.status == "denied" else _NAMED
    if mention.kind == "condition" or mention.part in subject.whole_parts:
        return _Part(kind, frozenset(subject.names))
    if mention.part is not None and mention.part in subject.names:
        return _Part(kind, frozenset({mention.part}))
    return _Part(_EXAMPLE)


def _by_denial(parts: Sequence[_Part]) -> Iterator[Sequence[_Part]]:
    """A clause without marks in its denials: "both ears are fine there is no eye problem no operation"."""
    start, before = 0, set[str]()
    for at, part in enumerate(parts):
        spoken = before.intersection((_DENIES, _NOTHING)) and before.intersection(_SPOKEN_OF)
        if part.kind in (_DENIES, _NOTHING) and (spoken or _WELL in before):
            yield parts[start:at]
            start, before = at, set()
        before.add(part.kind)
    yield parts[start:]


def _weigh(parts: Sequence[_Part], said: _Said, subject: Subject) -> None:
    """What one clause adds."""
    kinds = [part.kind for part in parts]
    groups = frozenset(group for part in parts for group in part.groups)
    if not (groups or {_WRONG, _WELL, _EXAMPLE, _NOTHING}.intersection(kinds)):
        return
    covered = not {_UNKNOWN, _OTHER}.intersection(kinds)
    if _OPEN in kinds:
        said.open = said.open or bool(groups) or _EXAMPLE in kinds
    elif {_DENIES, _EACH, _NOTHING}.intersection(kinds):
        enough = covered and (subject.itself or bool(_DENIABLE.intersection(kinds)))
        _weigh_denial(kinds, groups, said, enough=enough)
    elif _SETTLED in kinds and covered and _WELL not in kinds:
        return
    elif _WELL not in kinds:
        said.open = said.open or _NAMED in kinds or _EXAMPLE in kinds
        said.story = said.story or (not covered and _NAME in kinds)
    elif {_WRONG, _NAMED, _EXAMPLE}.intersection(kinds) and _SETTLED not in kinds:
        said.leaning = said.leaning or bool(groups)
    elif covered:
        every = frozenset(subject.names)  # "both are fine" speaks of all
        said.well |= groups or (every if _BOTH in kinds else frozenset())
    else:
        said.perhaps_well |= groups


_DENIABLE: Final = frozenset((_WRONG, _NAMED, _SETTLED, _NOTHING))


def _weigh_denial(kinds: Sequence[str], groups: frozenset[str], said: _Said, *, enough: bool) -> None:
    if kinds.count(_DENIES) + kinds.count(_NOTHING) > 1 or _WELL in kinds:
        said.open = said.open or bool(groups)
    elif enough and groups:
        said.denied |= groups
    else:
        said.leaning = said.leaning or bool(groups)


def _behind_the_no(parts: Sequence[_Part]) -> Sequence[_Part]:
    """ "No my bones are strong", "no no nothing wrong": a no that denies nothing of its clause."""
    rest = list(parts)
    while len(rest) > 1 and rest[0].kind == _DENIES and _speaks_for_itself(rest[1:]):
        rest = rest[1:]
    return rest


def _speaks_for_itself(rest: Sequence[_Part]) -> bool:
    kinds = [part.kind for part in rest]
    return kinds[0] in (_DENIES, _NOTHING) or (_WELL in kinds and not {_DENIES, _NOTHING}.intersection(kinds))


def _ends_denied(parts: Sequence[_Part]) -> bool:
    """Whether what is named as a condition stands in a clause that ends with a denial."""
    kinds = [part.kind for part in parts]
    if not {_NAMED, _EXAMPLE}.intersection(kinds) or _DENIES not in kinds:
        return False
    last = len(kinds) - 1 - kinds[::-1].index(_DENIES)
    named = min(at for at, kind in enumerate(kinds) if kind in (_NAMED, _EXAMPLE))
    behind = kinds[last + 1 :]
    bound = _UNKNOWN not in kinds[named:last] and _OPEN not in kinds[named:last]
    return last > named and bound and len(behind) <= 2 and all(kind == _QUIET for kind in behind)


def _clauses(read: Sequence[Token], splits: Collection[str]) -> Iterator[tuple[Sequence[Token], bool]]:
    """The stretches between marks and words such as "but", each with whether it ends as a question."""
    clause: list[Token] = []
    for at, token in enumerate(read):
        if is_tag(read, at):
            continue
        if token.text in _ALSO and read[at + 1 : at + 2] and read[at + 1].text in _DENIED_BEHIND:
            continue
        if token.ends_sentence or token.text in _BREAKS:
            if clause:
                yield clause, "?" in token.text
            clause = []
        elif token.text in splits and clause:
            yield clause, False
            clause = [token]
        else:
            clause.append(token)
    if clause:
        yield clause, False


def _at(token: Token, named: Mapping[Span, _Part]) -> _Part | None:
    return next((part for (start, end), part in named.items() if start <= token.start < end), None)
