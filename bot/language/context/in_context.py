"""A message in its context: what was shown, what was asked, and what went before.

Nothing here guesses what destroys or changes: starting over, erasing, ending and consent are meant only
by words
that say exactly that (contract, rule 9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from bot.content.knowledge import Checklist
from bot.domain.interpretation import PLAIN, Correction, Intent, Interpretation
from bot.domain.names import CONDITION
from bot.domain.screening import Screening
from bot.language.context import corrections
from bot.language.context.ages import told_under_age
from bot.language.context.unheard import ASKS, may_be_unheard
from bot.language.lexicon.wishes import COMPLAINT, HEALTH, Wishes, WishReader
from bot.language.text.devanagari import folded, folded_words

FEWEST_WORDS: Final = 3
"""A shorter text is too little for a suspicion."""
SURE_ALARM: Final = 0.5
"""How likely a red flag must be in a message that the rules have read as an answer."""
NOTHING: Final = "nothing"
"""What somebody had been asked who had seen no question yet."""

_TELLS = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|mine|we|our|he|she|his|her|no|not|never|nothing|none|nahi|had|have|has|was|"
    r"were|took|taking|takes|take|since|ago|years?|normal|fine|ok|okay|good|perfect|theek|only|just|mera|meri|"
    r"mujhe|hum|main|hai|h|hu|hoon|tha|thi|leta|leti|ahe|ahet|mala|mi|maza|mazya|mazha|hota|hoti|zala|zali|kadhi|kahi|"
    r"chalu|gheto|ghete|haan|ha|ho)\b"
)
_BYPASS = re.compile(
    r"link|book|appoint|slot|rule|ignore|skip|eligib|pass\b|approv|admin|overrid|system|prompt|instruct|"
    r"directly|just give|clear me|developer|pretend|mark|allow"
)
"""What a wish to get round the check hardly does without."""
_DENIES = folded_words(
    ["don't", "dont", "can't", "won't", "didn't", "couldn't", "not", "never", "no", "mat", "nako", "naka",
     "nahi", "nahin", "मत", "नको", "नका", "नहीं", "नही", "नाही", "ना"]
)  # fmt: skip

_OF_A_BODY = frozenset((whose, "back") for whose in ("my", "the", "mera", "meri", "maza"))
_RESERVES = folded_words(
    ["but", "if", "unless", "what", "why", "how", "which", "who", "only", "first", "before", "par", "lekin",
     "magar", "pan", "agar", "jar", "kya", "kyun", "kay", "pehle", "aadhi", "sawal", "prashna", "batao",
     "sanga", "ruko", "thamba", "baad", "nantar", "kal", "kaise", "matlab", "लेकिन", "पर", "पण", "अगर", "जर",
     "क्या", "काय", "पहले", "आधी", "सवाल", "प्रश्न", "बताओ", "बताइए", "सांगा", "रुको", "थांबा", "बाद", "नंतर",
     "कैसे", "मतलब", "क्यों"]
)  # fmt: skip
"""Words that hold back a yes: "yes, but what happens with it"."""

_OTHERS = frozenset(
    ["he", "she", "they", "husband", "wife", "mother", "father", "mom", "mum", "mummy", "dad", "papa", "son",
     "daughter", "brother", "sister", "friend", "boss", "pati", "patni", "aai", "baba", "maa"]
)  # fmt: skip
"""Whose agreement is not that of the person who is asked, where the check is for nobody else."""

_YES = frozenset(
    (folded(word),)
    for word in (
        *(
            "yes",
            "y",
            "yeah",
            "yea",
            "yess",
            "yep",
            "yup",
            "ya",
            "ok",
            "okay",
            "okk",
            "k",
            "kk",
            "sure",
            "fine",
        ),
        *("haan", "ha", "ho", "hoy", "ji", "theek", "thik", "chalega", "chalel"),
        *("हाँ", "हां", "हा", "हो", "होय", "जी", "ठीक", "ओके", "चालेल", "चलेगा"),
    )
)

_HAAN = frozenset((folded(word),) for word in ("haan", "han", "ha", "ho", "हाँ", "हा", "हो", "जी"))
"""A yes of Hindi and Marathi: who begins with it agrees, whatever little they tell besides."""

_NO = frozenset(
    (folded(word),) for word in ("no", "nope", "nah", "nahi", "nahin", "nai", "नहीं", "नाही", "नाय", "naay")
)

NEVER_GUESSED: Final[frozenset[Intent]] = frozenset({"start_over", "erase", "stop", "resume"})
"""What is meant only by words that say exactly that."""

_WISHES: Final[tuple[tuple[str, Intent, int], ...]] = (
    ("erase", "erase", 3),
    ("start_over", "start_over", 3),
    ("stop", "stop", 4),
    ("tomorrow", "stop", 8),
    ("language", "language", 6),
    ("resume", "resume", 1),
    ("back", "go_back", 0),
    ("how_many", "how_many", 1),
    ("too_long", "too_long", 0),
    ("begin", "start_check", 6),
)
"""A wish, its intent, and how many words that say something else may stand beside it."""
_ENOUGH: Final = frozenset({"begin"})
"""A wish whose words are enough, whatever is told besides: to be asked for consent loses nothing."""
_MORE_IN_A_PAUSE: Final = 6
"""More words may stand beside the wish to go on where nothing but that is waited for."""
_COMES_WITH: Final[Mapping[Intent, tuple[str, ...]]] = {
    **dict.fromkeys(("stop", "resume", "start_check"), (COMPLAINT,))
}
"""What may be told with a wish that loses nothing: "later please, my back is paining"."""
_OF_THE_CHECK: Final[frozenset[Intent]] = frozenset({"go_back", "how_many", "too_long"})


@dataclass(frozen=True)
class Setting:
    """What a message stands in.

    `shown` is what the person had been asked when something else is asked by now: a question id,
    `consent`, or
    NOTHING; None: they had seen the newest question, or it is not known. `today` is the day of the clinic.
    """

    screening: Screening
    checklist: Checklist
    minimum_age: int
    today: date
    wishes: WishReader
    shown: str | None = None
    own_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The words of each question."""


def in_context(interpretation: Interpretation, setting: Setting) -> Interpretation:
    """`interpretation` of a typed message, in the light of where it stands."""
    text = interpretation.text
    wishes = setting.wishes.read(text)
    meant = _meant(interpretation, wishes, setting)
    if meant.choice or not text.strip():
        return meant
    asked = setting.screening.question if setting.screening.phase == "asking" else None
    asked = meant.correction.question if meant.correction else asked
    own = setting.own_words.get(asked, frozenset()) if asked else frozenset()
    doubtful = may_be_unheard(meant, wishes, setting.wishes, own)
    suspected = (*meant.possible_flags, *_suspected(meant))
    return replace(meant, doubtful=doubtful, possible_flags=suspected)


def _suspected(interpretation: Interpretation) -> tuple[str, ...]:
    """The red flag that the ear suspects in a text of some words; more surely where rules read an answer
    in it."""
    heard = interpretation.ear
    if heard is None or heard.suspects is None or len(interpretation.text.split()) < FEWEST_WORDS:
        return ()
    answers = bool(interpretation.mentions) or interpretation.intent in PLAIN
    return (heard.suspects,) if heard.alarm >= SURE_ALARM or not answers else ()


def _meant(interpretation: Interpretation, wishes: Wishes, setting: Setting) -> Interpretation:
    screening = setting.screening
    short = PLAIN.get(interpretation.intent) if not interpretation.mentions else None
    if short and setting.shown is not None and setting.shown != _asked_now(screening):
        if setting.shown in setting.checklist.ids and screening.consented:
            return replace(interpretation, intent="correct", correction=Correction(setting.shown, short))
        return replace(interpretation, intent="repeat", text="")  # no answer to what is asked now
    if _is_under_age(interpretation, setting):
        return replace(interpretation, intent="under_age", topics=())
    wished = _for_whom(_wished(interpretation, wishes, screening), screening)
    if screening.consented and wished.intent not in ("go_back", "erase", "start_over", "language"):
        correction = corrections.find(wished, screening, setting.checklist, setting.own_words)
        if correction is not None:
            return replace(wished, intent="correct", correction=correction)
        if corrections.told_otherwise(wished, screening):
            return replace(wished, intent="tell", topics=())
    if screening.phase == "asking" and _asks_what_it_is(wished, screening.question):
        return replace(wished, intent="rephrase", topics=())
    if screening.phase in ("asking", "doubt") and _is_a_statement(wished, screening.question):
        return replace(wished, intent="tell", topics=())
    return wished


def _for_whom(interpretation: Interpretation, screening: Screening) -> Interpretation:
    """The check that is asked for somebody is theirs; later a guess changes nobody (contract, rule 9)."""
    theirs = interpretation.subject not in (None, "you", screening.subject)
    if interpretation.intent == "start_check" and theirs and not screening.consented:
        return replace(interpretation, intent="proxy", topics=())
    return interpretation


def _is_under_age(interpretation: Interpretation, setting: Setting) -> bool:
    return told_under_age(
        interpretation.text,
        setting.minimum_age,
        setting.today,
        bare=setting.screening.phase != "asking",
        subject=interpretation.subject or setting.screening.subject,
    )


def _asked_now(screening: Screening) -> str | None:
    return screening.question if screening.phase == "asking" else screening.phase


def _wished(interpretation: Interpretation, wishes: Wishes, screening: Screening) -> Interpretation:
    """What the person wants of the check, by their words; a guess at what is never guessed is none."""
    guessed = interpretation.confidence < 1.0
    if not guessed and interpretation.intent in PLAIN:
        return interpretation
    if screening.phase == "finished" and ("link_again" in wishes or "check_again" in wishes):
        return replace(interpretation, intent="start_check", topics=())
    for name, intent, most in _WISHES:
        if intent == "stop" and screening.phase == "not_started" and "begin" in wishes:
            continue  # "check me first, my husband later"
        beside = most + _MORE_IN_A_PAUSE if (intent, screening.phase) == ("resume", "paused") else most
        if _may_be_wished(intent, wishes, screening) and _said(name, intent, beside, interpretation, wishes):
            return replace(interpretation, intent=intent, topics=())
    if screening.phase == "whose" and wishes.words[:1] in _YES and not _DENIES & set(wishes.words):
        return replace(interpretation, intent="affirm", topics=(), confidence=1.0)
    if screening.phase == "whose" and "mine" in wishes:
        return replace(interpretation, intent="deny", topics=(), confidence=1.0)
    if screening.phase == "asking" and guessed and wishes.covers("past_bare", but=2):
        return replace(interpretation, intent="tell", topics=())
    return _without_guesses(interpretation, wishes, screening) if guessed else interpretation


def _without_guesses(interpretation: Interpretation, wishes: Wishes, screening: Screening) -> Interpretation:
    """A guess at what is never guessed is none."""
    asks_consent = screening.phase == "consent"
    if interpretation.intent in NEVER_GUESSED and not (asks_consent and "agree" in wishes):
        fallback: Intent = "tell" if screening.phase in ("asking", "doubt") else "not_understood"
        return replace(interpretation, intent=fallback, topics=())
    return _consenting(interpretation, wishes, screening) if asks_consent else interpretation


def _may_be_wished(intent: Intent, wishes: Wishes, screening: Screening) -> bool:
    """Whether a wish means something here; "ok, go ahead" agrees where consent is asked for."""
    if intent == "resume":
        return not (screening.phase == "consent" and "agree" in wishes)
    if intent == "start_check":
        return screening.phase == "not_started"
    return intent not in _OF_THE_CHECK or screening.consented


def _consenting(interpretation: Interpretation, wishes: Wishes, screening: Screening) -> Interpretation:
    """A reply to the request for consent that is no plain yes or no: agreeing needs words that say so."""
    if "?" in interpretation.text or interpretation.mentions:
        return interpretation
    denied = bool((_DENIES | {"disagree"}) & set(wishes.words))
    reserved = bool(_RESERVES & set(wishes.words))
    if "agree" in wishes and denied and not reserved:
        return replace(interpretation, intent="deny", confidence=1.0, topics=())
    by_another = screening.subject is None and bool(_OTHERS & set(wishes.words))
    says_so = "agree" in wishes and HEALTH not in wishes and not by_another
    says_yes = interpretation.intent == "affirm" and wishes.words[:1] in _YES
    says_haan = wishes.words[:1] in _HAAN and not {HEALTH, COMPLAINT} & wishes.found.keys()
    if not denied and ((says_so and not reserved) or ((says_yes or says_haan) and not reserved)):
        return replace(interpretation, intent="affirm", confidence=1.0, topics=())
    says_no = interpretation.intent != "affirm" and wishes.words[:1] in _NO
    if "agree" in wishes or (interpretation.intent in PLAIN and not says_no):
        return replace(interpretation, intent="not_understood", topics=())
    return interpretation


def _said(name: str, intent: Intent, beside: int, interpretation: Interpretation, wishes: Wishes) -> bool:
    """Whether the words say this wish: nearly nothing else, or the reader took it for that too."""
    if name not in wishes or (interpretation.mentions and name not in _ENOUGH):
        return False
    start = min(start for start, _ in wishes.found[name])
    before = wishes.words[max(0, start - 3) : start]
    if _DENIES & set(before) or (intent == "go_back" and wishes.words in _OF_A_BODY):
        return False
    if name in _ENOUGH:
        return _is_enough(name, interpretation, wishes)  # what is told of health beside it stays unheard
    if wishes.stands_outside(HEALTH, name, *_COMES_WITH.get(intent, ())):
        return False
    return wishes.covers(name, but=beside) or interpretation.intent == intent


def _is_enough(name: str, interpretation: Interpretation, wishes: Wishes) -> bool:
    """Whether a wish whose words are enough is meant: not where another question was surely read."""
    if interpretation.intent == "out_of_scope" and interpretation.confidence >= _SURELY_ELSEWHERE:
        return wishes.covers(name, but=_MORE_ELSEWHERE)
    return not _asks_of_the_therapy(interpretation)


def _asks_of_the_therapy(interpretation: Interpretation) -> bool:
    """Whether a question of its own was surely read: "can I do it daily" is none for the check."""
    surely = interpretation.intent == "topic" and interpretation.confidence >= _OWN_QUESTION
    others = [topic for topic in interpretation.topics if not topic.startswith(CONDITION)]
    return surely and not _COMES_BEFORE_THE_CHECK.issuperset(others)


_OWN_QUESTION: Final = 0.5
_SURELY_ELSEWHERE: Final = 0.75
_MORE_ELSEWHERE: Final = 4
"""So many other words may stand beside the request where another subject was surely read."""
_COMES_BEFORE_THE_CHECK: Final = frozenset(
    ("benefit_pain_relief", "benefits_overview", "upper_back_pain", "what_is_inversion", "who_should_avoid",
     "risks_overview", "consult_first", "talk_to_human", "capabilities")
)  # fmt: skip
"""Topics that a request for the check is near to."""

_DEVANAGARI: Final = re.compile("[\u0900-\u097f]")
"""Letters that are read by the lists alone: a guess at such a text is no reading."""
_GUESSES: Final = frozenset(("topic", "out_of_scope", "medical", "bypass", "not_understood", "repeat"))

_WHAT_IS = re.compile(
    r"^\W*(?:sorry|sir|madam|please|pls|ok|and|but|so)?\W*(?:what|whats|what's|wat|wats|meaning|define|explain|kya|kay|mhanje|"
    r"क्या|काय|म्हणजे)(?![\w\u0900-\u097f])|\b(?:matlab|mean|meaning|means|hota hai kya|kya hota hai|kya hai|"
    r"mhanje kay|म्हणजे काय|मतलब)\W*$",
    re.I,
)
"""Asking what a word of the question means."""


def _asks_what_it_is(interpretation: Interpretation, asked: str | None) -> bool:
    """ "What is a blood thinner": explained by the question in other words, not by a warning."""
    about = any(mention.question == asked for mention in interpretation.mentions)
    about = about or f"{CONDITION}{asked}" in interpretation.topics
    return about and len(interpretation.text.split()) <= _SHORT and bool(_WHAT_IS.search(interpretation.text))


_SHORT: Final = 9
_GUESSED: Final = 0.4
"""A topic less sure than this is a mere guess where a question stands and nothing is asked."""


def _is_a_statement(interpretation: Interpretation, asked: str | None) -> bool:
    """Whether a message after a question tells something, though it looks like an aside by its words.

    "My eyes are perfect" is near the risks for the eyes, but nobody asked about them.
    """
    text = interpretation.text.casefold().replace("’", "'")
    goes_on = interpretation.intent == "start_check" and interpretation.confidence < 1.0
    if interpretation.intent == "correct" or goes_on:
        return True  # with nothing in it that could be corrected or begun
    if interpretation.intent == "proxy":
        return interpretation.subject is None
    if ASKS.search(text):
        return False
    if interpretation.confidence < 1.0 and _DEVANAGARI.search(text):
        return interpretation.intent in _GUESSES
    if interpretation.intent == "bypass":
        return bool(interpretation.mentions) or _BYPASS.search(text) is None
    if interpretation.intent not in ("topic", "out_of_scope", "medical"):
        return False
    if interpretation.intent == "topic" and interpretation.confidence < _GUESSED:
        return True
    return f"{CONDITION}{asked}" in interpretation.topics or _TELLS.search(text) is not None
