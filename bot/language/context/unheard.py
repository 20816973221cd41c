"""Whether a typed message may say something about health that nobody has read (contract, rule 8).

Small talk, plain answers, commands and topics that are surely that say nothing unread. Where a word speaks of
health, or nothing at all was understood, the message is doubtful; whether it stays unheard depends on what it
led to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.content.knowledge import LayWords, Question
from bot.domain.interpretation import PLAIN, Interpretation
from bot.domain.names import CONDITION
from bot.language.context.corrections import alike
from bot.language.lexicon.wishes import COMPLAINT, HEALTH, SMALL_TALK, Wishes, WishReader
from bot.language.text.devanagari import folded_words

_SICK_SIGNS: Final = frozenset("🤒🤕🤢🤮🤧😷🩸💊💉🩹🩺🏥🤰🫀🧠🦴🦽🦼🚑😵🥴🆘")
_READ_SCRIPTS: Final = ("LATIN", "DEVANAGARI")
_DEVANAGARI: Final = re.compile(r"[\u0900-\u097f]")
"""Letters that are read by the lists alone: a guess at such a text is no reading."""
_SURE: Final = 0.6
"""From this confidence on the classifier's guess at a topic or at another subject is believed here."""
_CERTAIN, _READ, _LITTLE, _UNREAD = 0.9, 0.5, 0.2, 0.2
FEWEST_KNOWN: Final = 0.5
"""The share of known words under which a text was not understood, whatever was guessed of it: it may be of
another language."""
_FIRST_PERSON: Final = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|mine|we|our|he|she|his|her|mujhe|mera|meri|mere|maine|main|mala|maza|mazi|majha|"
    r"majhi|mazya|apna|uska|uski|tyala|tila)\b|मुझे|मेरा|मेरी|मेरे|मैंने|मला|माझ|मी\b|मैं\b"
)
_PARTS: Final = re.compile(r"(?<=[.!;,\n?])|\b(?:and|but|so|aur|lekin|ani|aani|pan)\b", re.IGNORECASE)
"""Where the part of a message ends that may tell something in front of a question, or behind one."""
_ELSEWHERE, _OTHER = 0.8, 0.35
"""So sure that a statement is of another subject, it takes more to doubt it."""
_ABOUT_WORDS: Final = frozenset(("rephrase", "why", "repeat", "how_many", "too_long", "language"))
"""What is asked about the words of a question speaks of health as the question does."""
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u097f])*")
_DENIES: Final = folded_words(
    ("no", "not", "never", "none", "nothing", "without", "nope", "nah", "nai", "nahi", "nahin", "nay", "naay",
     "nako", "na", "nhi", "nil", "normal", "fine", "good", "ok", "theek", "thik", "नहीं", "नही", "नाही", "नाय",
     "ठीक", "नॉर्मल",
     "kabhi", "kadhich", "कधीच", "isn't", "isnt", "don't", "dont", "haven't", "havent", "didn't", "didnt")
)  # fmt: skip
"""What denies, or says that all is well."""
_OF_ANY_ILLNESS: Final = folded_words(
    ("problem", "problems", "problm", "disease", "diseases", "condition", "illness", "trouble", "issue",
     "bimari", "bimaari", "beemari", "rog", "aajar", "ajar", "takleef", "taklif", "tras", "doctor", "doctors",
     "report", "reports", "scan", "mri", "xray", "बीमारी", "रोग", "आजार", "तकलीफ", "त्रास", "डॉक्टर")
)  # fmt: skip
ASKS: Final = re.compile(
    r"\?|^\W*(?:and |but |so |also |ok |okay |please |sir |doctor |then )*"
    r"(?:what|whats|why|how|when|where|who|which|is|are|can|could|should|shall|does|do|did|will|would|may|"
    r"tell|explain|give|show|need|want|kya|kaise|kyu|kyun|kyon|kitn\w+|kab|kaun|kahan|batao|bataiye|any)\b"
    r"|\b(?:tell me|want to know|like to know|explain|kya|kaise|kitna|kitni|hota hai|wondering|"
    r"about the|asking|asks|wants to know|mhanje|kashala|ka te|sanga|kaay)\b"
    r"|क्या|क्यों|कैसे|कितन|किसलिए|कौन|कहाँ|मतलब|बताओ|बताइए|बताएं|काय|कशाला|कसं|कसे|किती|कोण|कुठे|म्हणजे|सांगा|(?<![\u0900-\u097f])का(?![\u0900-\u097f])"
)
"""How a question is known, in small letters."""
_COMMANDS: Final = frozenset(
    ("start_over", "erase", "stop", "resume", "go_back", "how_many", "too_long", "language", "wait", "repeat",
     "rephrase", "why", "know_me", "start_check", "under_age")
)  # fmt: skip


def own_words(
    questions: Iterable[Question], lay_words: Mapping[str, LayWords]
) -> Mapping[str, frozenset[str]]:
    """The words of each question, as messages are read: what stands in it, and how people say it."""
    return {
        question.id: folded_words(
            word
            for text in (*_asked(question), *_terms(lay_words[question.id]))
            for word in _WORD.findall(text.casefold())
        )
        for question in questions
    }


def _asked(question: Question) -> Iterator[str]:
    yield from (question.name, question.ask, question.ask_again, *question.examples)


def _terms(listed: LayWords) -> Iterator[str]:
    for _, terms in listed.roles():
        yield from terms


def may_be_unheard(
    interpretation: Interpretation,
    wishes: Wishes,
    reader: WishReader,
    own: frozenset[str] = frozenset(),
) -> bool:
    """Whether something in `interpretation` may speak of health and was not read.

    `own` are the words of the question that stands: a denial in these words is about that question, which is
    asked until it has an answer.
    """
    text = interpretation.text
    unreadable = bool(_SICK_SIGNS & set(text)) or foreign_script(text)
    if unreadable or not any(letter.isalpha() for letter in text):
        return unreadable
    if interpretation.mentions:
        return _is_somebodys(interpretation) or _rest_speaks_of_health(interpretation, reader)
    speaks = wishes.stands_outside(HEALTH, COMPLAINT)
    small = wishes.covers(SMALL_TALK, but=1 if _DEVANAGARI.search(text) else 2) and not speaks
    if small or _denies_what_is_asked(interpretation, wishes, own):
        return False
    heard = interpretation.ear
    if interpretation.intent == "correct" and interpretation.correction is not None:
        return _beside_a_correction(interpretation, wishes, own)
    if interpretation.intent in PLAIN or interpretation.intent in _COMMANDS:
        return _beside_a_command(interpretation, wishes, reader)
    if interpretation.known < FEWEST_KNOWN:
        return True
    if heard is None:
        return _without_an_ear(interpretation, wishes, reader)
    beyond = reader.speaks_beyond(wishes) and not _asks(interpretation, where_asked=bool(own))
    return (
        beyond
        or (speaks and interpretation.confidence < _SURE)
        or heard.health >= _least(interpretation, text)
    )


def _is_somebodys(interpretation: Interpretation) -> bool:
    """Whether it tells of a "she" or "he" of whom nobody knows who that is: perhaps who is to be treated."""
    others = (mention for mention in interpretation.mentions if mention.status == "other_person")
    return any(mention.person in _SOMEBODY for mention in others)


_SOMEBODY: Final = frozenset(("he", "she", "they", "him", "her", "his"))


def _beside_a_command(interpretation: Interpretation, wishes: Wishes, reader: WishReader) -> bool:
    """Whether more is told than a short answer, or a request with the ordinary ache as its reason."""
    if interpretation.confidence >= 1.0:
        return False
    heard = interpretation.ear
    if heard is None:
        return wishes.stands_outside(HEALTH, COMPLAINT)
    if interpretation.intent in _ABOUT_WORDS and heard.health < _LITTLE:
        return False
    return reader.speaks_beyond(wishes) or heard.health >= _READ


def _beside_a_correction(interpretation: Interpretation, wishes: Wishes, own: frozenset[str]) -> bool:
    """Whether more is told than which answer is to change; the words of that question name it."""
    spoken = {wishes.words[at] for span in wishes.found.get(HEALTH, ()) for at in range(*span)}
    more = {word for word in spoken - own if not any(alike(word, one) for one in own)}
    heard = interpretation.ear
    return bool(more) or (heard is not None and heard.health >= _CERTAIN)


def _asks(interpretation: Interpretation, *, where_asked: bool) -> bool:
    """Whether it is a question; where a question stands, a topic that is only named asks nothing."""
    text = interpretation.text.casefold()
    surely = interpretation.intent == "topic" and interpretation.confidence >= _SURE
    return "?" in text or (surely and (not where_asked or ASKS.search(text) is not None))


def _denies_what_is_asked(interpretation: Interpretation, wishes: Wishes, own: frozenset[str]) -> bool:
    """Whether it denies in the words of the question that stands, and the ear hears nothing else in it."""
    heard = interpretation.ear
    if heard is None or heard.health >= _READ or not _DENIES & set(wishes.words):
        return False
    spoken = {wishes.words[at] for span in wishes.found.get(HEALTH, ()) for at in range(*span)}
    return bool(spoken) and spoken <= own | _OF_ANY_ILLNESS


def _tells(text: str, reader: WishReader) -> bool:
    return any(_tells_of_health(part, reader) for part in _PARTS.split(text))


def _without_an_ear(interpretation: Interpretation, wishes: Wishes, reader: WishReader) -> bool:
    """By words of health alone: what nothing was understood of is doubtful."""
    speaks = wishes.stands_outside(HEALTH, COMPLAINT)
    if _DEVANAGARI.search(interpretation.text) and interpretation.confidence < 1.0:
        return True
    if interpretation.intent in ("tell", "not_understood"):
        return speaks or COMPLAINT not in wishes
    if interpretation.confidence < _SURE and interpretation.intent == "out_of_scope":
        return speaks
    return speaks and _tells(interpretation.text, reader)


def _least(interpretation: Interpretation, text: str) -> float:
    """From which probability of speaking of health on a message is doubtful: less, the less was
    understood."""
    if interpretation.confidence >= 1.0:
        return _CERTAIN
    unread = interpretation.intent in ("tell", "not_understood") or _DEVANAGARI.search(text) is not None
    if unread and interpretation.confidence >= _ELSEWHERE:
        return _OTHER
    return _UNREAD if unread or _tells_of_a_condition(interpretation, text) else _READ


def _tells_of_a_condition(interpretation: Interpretation, text: str) -> bool:
    """Whether a guess took for a question about a condition what asks nothing and names none of its words."""
    return "?" not in text and any(topic.startswith(CONDITION) for topic in interpretation.topics)


def _tells_of_health(part: str, reader: WishReader) -> bool:
    """Whether a part of a message is no question, and speaks of somebody's health."""
    if part.rstrip().endswith("?") or _FIRST_PERSON.search(part.casefold()) is None:
        return False
    return reader.read(part).stands_outside(HEALTH, COMPLAINT)


def foreign_script(text: str) -> bool:
    """Whether it holds letters of a script that nobody here reads."""
    return any(
        letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith(_READ_SCRIPTS)
        for letter in unicodedata.normalize("NFKC", text)
    )


def _rest_speaks_of_health(interpretation: Interpretation, reader: WishReader) -> bool:
    """Whether words of health stand beside the conditions that were read."""
    text = interpretation.text
    for mention in sorted(interpretation.mentions, key=lambda mention: mention.start, reverse=True):
        text = text[: mention.start] + " , " + text[mention.end :]
    rest = reader.read(text)
    spans = rest.found.get(HEALTH, ())
    return any(rest.words[start] not in _COMMON_BESIDE for start, _ in spans)


_COMMON_BESIDE: Final = folded_words(
    ("doctor", "doctors", "dr", "tablet", "tablets", "medicine", "medicines", "pill", "pills",
     "problem", "bp", "pressure", "blood", "heart", "eye", "eyes", "ear", "ears", "disease",
     "condition", "treatment", "diagnosed", "prescribed", "operation", "surgery", "goli", "dawai",
     "report", "reports", "normal", "spine", "disc", "disk", "bone", "bones", "weight", "doctor's",
     "infection", "injury", "mg", "dose", "daktar", "hospital", "suffering", "brain", "pregnant",
     "pregnancy", "aankh", "aankhon", "dola", "dole", "dolyat", "kaan", "dil", "haddi", "khoon",
     "dimag", "mendu", "आंख", "आँख", "डोळे", "डोळ्यात", "कान", "दिल", "हड्डी", "दवा", "गोली", "गोळी",
     "बीपी", "डॉक्टर")
)  # fmt: skip
"""Words that stand beside a condition and belong to it."""
