"""An age under the clinic's minimum, told in any form: "im 13", "class 9", "born in 2012" (contract, rule 9).

An age is a number behind words for a person ("I am 15") or in front of words for years of age ("15 years
old"). A number with another unit is none ("I am 5 feet"), nor is what an illness is graded with ("grade 2
tear"), how old something else is ("a 5 year old injury"), an age of the past ("when I was 12"), or that of
somebody who is not to be treated ("my son is 12").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

OLDEST_PUPIL: Final = 12
"""Classes of school: a pupil of class 12 is about 17."""
_FIRST_CLASS_AGE: Final = 5
YOUNGEST_ALONE: Final = 11
"""A smaller number alone may be that of a question, or how long something lasts."""


def _any(words: str) -> str:
    """One of the words, which are patterns, with white space between them."""
    return "(?:" + "|".join(words.split()) + ")"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_END: Final = r"(?![\w\u0900-\u097f])"
"""Where a word ends: a vowel sign at the end of a word is no letter to Python."""
_N: Final = r"(?<![\d.])(?P<n>\d{1,2})(?!\d)"
_YEARS: Final = _any(
    r"years? yrs? y\s?[./]?\s?o saal sal varshanc[ha]+ vars?ha?(?:cha|chi|che|ne)? baras "
    r"साल वर्षांच[ाीे] वर्षाच[ाीे] वर्षे वर्ष बरस"
)
_OF_AGE: Final = _any(r"old of\s+age ka ki ke cha chi che hu hoon का की के हूँ हूं")
_SMALL: Final = _any("is only just still about around abhi hardly nearly almost now currently hai hu")
_ME: Final = _any(
    r"i\s?am i'm im main mai mein age aged my\s+age umar umr vay "
    r"(?:he|she)\s+is he's she's they\s+are patient(?:\s+is)? (?:my|our|mera|meri|mere)\s+\w+\s+is"
)
_ME_DEVANAGARI: Final = _any("मैं मी उम्र आयु वय")
_CLASSES: Final = _any("class std standard grade kaksha iyatta कक्षा इयत्ता")
_TH: Final = _any("st nd rd th vi वीं वी")
_RELATIVES: Final = _any(
    r"sons? daughters? kids? child children boys? girls? nephews? nieces? grand(?:son|daughter|child|kid)\w* "
    r"brothers? sisters? beta beti bete betiyan bachch?[aei] bacche mulga mulgi mula bhai behen bahin "
    r"students? pupils? बेटा बेटी बच्च\w* मुलगा मुलगी मुला"
)

_OF_A_PERSON: Final = _pattern(
    rf"(?:\b(?P<who>{_ME})|{_ME_DEVANAGARI}){_END}\s*(?:(?:{_SMALL}{_END}|अभी|है|आहे|[:=-])\s*)*{_N}"
)
_OLD: Final = _pattern(
    rf"{_N}[\s-]*(?:{_YEARS}[\s-]*{_OF_AGE}|vars?ha(?:cha|chi|che)|वर्षांच[ाीे]|वर्षाच[ाीे]|y\s?[./]?\s?o){_END}"
)
_ALONE: Final = _pattern(rf"^\W*{_N}[\s-]*{_YEARS}?\s*(?:old)?\W*$")
_WITH_SEX: Final = _pattern(
    rf"^\W*(?:{_N}\s*[/,]?\s*(?:m|f|male|female|boy|girl)|(?:m|f|male|female)\s*[/,]?\s*(?P<m>\d\d)){_END}"
)
_SOON: Final = _pattern(
    rf"\b(?:i|he|she)(?:\s+will|'ll|\s+am|'m)?\s+(?:turn(?:ing|s)?|become|be)\s+{_N}"
    r"(?=\s+(?:in|next|this|on|soon|tomorrow|after)\b)"
)
_AT_SCHOOL: Final = _pattern(
    rf"(?<![\w])(?:{_CLASSES}\s*[:.-]?\s*(?P<n>\d{{1,2}}|[ivx]{{1,4}})(?:\s?{_TH})?{_END}"
    rf"|(?P<o>\d{{1,2}})\s*{_TH}?\s*{_CLASSES}{_END}"
    rf"|(?P<p>\d{{1,2}}){_TH}\s+(?:me|mein|madhe|madhye|la)\s+(?:pad|hu|hoon|shik|ahe|aahe))"
)
_STOPS_OR_GOES_ON: Final = _pattern(
    r"^[\s)-]*(?:$|[,.;!?]|"
    + _any(
        "student boy girl pupil kid child me mein madhe madhye la se ka ki hu hoon hai and but now this at "
        "in so can may is or only sir madam please main mi "
        "में का की हूँ हूं है आहे"
    )
    + rf"{_END})"
)
"""What stands behind the class of a pupil; behind the grade of an illness stands the illness."""
_BORN: Final = _pattern(
    r"(?:\b(?:born|birth|dob|d\.o\.b|birthday|janma?)|जन्म)"
    r"(?:\s*(?:in|on|is|of|the|date|year|was|mein|me|[:=,-])(?=[\s\d:=,-]))*\s*"
    r"(?:\d{1,2}\D{1,3}(?:\d{1,2}|[a-z]{3,9})\D{1,3})?(?P<n>(?:19|20)\d\d)(?!\d)"
    r"|\b(?P<o>(?:19|20)\d\d)\s*(?:mein|me|में|madhe|चा|का)?\s*(?:born|birth|paida|janm|जन्म)"
)
_MINOR: Final = _pattern(
    r"\b(?:i\s?am|i'm|im|main|mi)\s+(?:(?:a|an|still|only|just|in|abhi)\s+)*"
    r"(?:minor|child|kid|school\s*(?:boy|girl|student|kid)|(?:high|secondary|middle|primary)\s+school)"
    rf"{_END}(?!\s+(?:at\s+heart|teacher))"
    r"|\b(?:under\s*age|underage|nabalig)\b|नाबालिग|अल्पवयीन"
)
_NO_MINOR: Final = _pattern(r"\bnot\s+(?:a\s+|an\s+)?(?:minor|child|kid|under)")
_UNDER: Final = _pattern(
    r"^\W*(?:(?:i\s?am|i'm|im|he|she|patient|is|age|aged|yes|still|only|just|sorry|but|main|abhi)\s*)*"
    rf"(?:under|below|less\s+than|not(?:\s+yet)?)\s+{_N}(?!\d)"
)

_OTHER_UNIT: Final = _pattern(
    r"^\s*(?:%|/\s*\d|[.:]\d|['\"]|"
    + _any(
        r"weeks? months? mahin\w* haft\w* kgs? kilos? cms? ft feet foot inch\w* stones? st lbs? mg ml days? "
        r"hours? hrs? mins? minutes? secs? times? am pm km of out or to tablets? pills? drops? th rd nd "
        r"percent points? degrees?"
    )
    + r"\b|महीन|महिन|हफ्त|आठवड|किलो|फुट|फूट|सेमी|दिन|दिवस)"
)
_OTHER_THING: Final = _pattern(
    r"^\s*(?:\w+\s+)?"
    + _any(
        r"injur\w* fractur\w* pain\w* problem\w* back\w* disc surger\w* operation\w* stent implant report\w* "
        r"scan\w* mri x-?ray wound scar accident habit case disease condition glasses prescription "
        r"dard dukh\w* takleef taklif bimari दर्द तकलीफ चोट दुखापत आजार"
    )
    + _END
)
_THING_BEFORE: Final = _pattern(
    _any(
        r"injur\w* fractur\w* pain problem surger\w* operation stent implant report scan mri x-?ray accident "
        r"disc disk bulge disease condition bp pressure sugar dard takleef bimari दर्द तकलीफ ऑपरेशन आजार"
    )
    + r"\s*[,(-]?\s*(?:is|its|it's|about|around|some)?\s*$"
)
"""What stands before "4 yrs old" and has that age itself: "slip disc, 4 yrs old"."""
_IT_IS: Final = _pattern(r"\b(?:it|this|that|which|they)(?:'s|\s+(?:is|are|was))\W*$")
_LASTS: Final = _pattern(rf"^[\s-]*{_YEARS}{_END}\s*(?!{_OF_AGE}{_END})(?P<word>[^\W\d_]+)?")
_STILL_AN_AGE: Final = _pattern(
    _any(
        "and but now so can may is or only sir madam please will want with from hai male female boy girl m f "
        "है आहे"
    )
)
"""Words behind "I am 15 years" that leave it an age; with others it is how long something lasts."""
_THEN: Final = _pattern(
    r"(?:\b(?:when|since|till|until|at|at\s+the\s+age\s+of|from|tab|jab|was|were|before|after|by|of)|जब|तब)"
    r"\s*(?:i|he|she|maine|mi|main)?\s*$"
)
"""Words directly before an age that make it one of the past."""
_WAS_AT_SCHOOL: Final = _pattern(r"\b(?:when|since|till|until|was|were|jab|tab|ago|tha|thi|used\s+to)\b")
_RELATIVE: Final = _pattern(rf"(?<!\w)(?:{_RELATIVES}{_END}|teach\w*|have\s+(?:a|an|two|three|2|3)\b)")
_TREATED: Final = _pattern(
    r"\b(?:check|treat\w*|therapy|inversion|appointment|this|it|asking|book\w*|want\w*)\s+(?:is\s+)?"
    rf"(?:for|about)\s+(?:my|our|mere|meri)\s+(?:\w+\s+){{0,2}}?{_RELATIVES}{_END}"
)
_NUMBERS: Final = {
    **dict.fromkeys(["eight"], 8),
    **dict.fromkeys(["nine"], 9),
    **dict.fromkeys(["ten"], 10),
    **dict.fromkeys(["eleven"], 11),
    **dict.fromkeys(["twelve"], 12),
    **dict.fromkeys(["thirteen", "terah", "tera"], 13),
    **dict.fromkeys(["fourteen", "chaudah"], 14),
    **dict.fromkeys(["fifteen", "pandrah", "pandhra"], 15),
    **dict.fromkeys(["sixteen", "solah", "sola"], 16),
    **dict.fromkeys(["seventeen", "satrah", "satra"], 17),
}
_NUMBER: Final = _pattern(r"\b(?:" + "|".join(_NUMBERS) + r")\b")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def told_under_age(
    text: str, minimum: int, today: date, *, bare: bool = False, subject: str | None = None
) -> bool:
    """Whether the person to be treated is told to be under `minimum` years.

    `bare`: a number alone may count, where nothing else asks for a number. `subject` is who is to be treated
    when it is not the person typing ("your son"): then an age told of a relative counts.
    """
    plain = _plain(text)
    treated = _RELATIVE.search(subject or "") is not None or _TREATED.search(plain) is not None
    if _MINOR.search(plain) and not _NO_MINOR.search(plain):
        return True
    if (under := _UNDER.search(plain)) and int(under["n"]) <= minimum and not _NO_MINOR.search(plain):
        return _OTHER_UNIT.match(plain[under.end() :]) is None
    return any(1 <= age < minimum for age in _ages(plain, today, bare=bare, treated=treated))


def _ages(plain: str, today: date, *, bare: bool, treated: bool) -> Iterator[int]:
    yield from _told(plain, treated=treated)
    yield from (int(match["n"]) - 1 for match in _SOON.finditer(plain))
    if match_of_sex := _WITH_SEX.match(plain):
        yield int(match_of_sex["n"] or match_of_sex["m"])
    if bare and (alone := _ALONE.match(plain)) and int(alone["n"]) >= YOUNGEST_ALONE:
        yield int(alone["n"])
    for match in _AT_SCHOOL.finditer(plain):
        if _is_a_pupil(plain, match, treated=treated):
            yield _level(match) + _FIRST_CLASS_AGE
    for match in _BORN.finditer(plain):
        if treated or not _RELATIVE.search(_before(plain, match)):
            yield today.year - int(match["n"] or match["o"])


def _told(plain: str, *, treated: bool) -> Iterator[int]:
    """What is told in years."""
    for pattern, counts in ((_OF_A_PERSON, _is_an_age), (_OLD, _is_of_a_person)):
        for match in pattern.finditer(plain):
            if counts(plain, match) and (treated or not _of_another(plain, match)):
                yield int(match["n"])


def _is_an_age(plain: str, match: re.Match[str]) -> bool:
    """Whether the number behind words for a person is their age now."""
    rest = plain[match.end() :]
    lasts = _LASTS.match(rest)
    if _OTHER_UNIT.match(rest) or _THEN.search(plain[: match.start()]) or (rest[:1].isalpha() and not lasts):
        return False
    return lasts is None or lasts["word"] is None or _STILL_AN_AGE.fullmatch(lasts["word"]) is not None


def _is_of_a_person(plain: str, match: re.Match[str]) -> bool:
    """Whether what is so many years old is a person, and is it now."""
    thing = _OTHER_THING.match(plain[match.end() :]) or _IT_IS.search(_before(plain, match))
    thing = thing or _THING_BEFORE.search(plain[: match.start()])
    return thing is None and _THEN.search(plain[: match.start()]) is None


def _is_a_pupil(plain: str, match: re.Match[str], *, treated: bool) -> bool:
    """Whether a class is the one that the person to be treated goes to."""
    before = _before(plain, match)
    if _WAS_AT_SCHOOL.search(before) or (not treated and _RELATIVE.search(before)):
        return False
    stands = match["p"] or _STOPS_OR_GOES_ON.match(plain[match.end() :])
    return bool(stands) and 1 <= _level(match) <= OLDEST_PUPIL


def _level(match: re.Match[str]) -> int:
    told = (match["n"] or match["o"] or match["p"]).casefold()
    if told.isdigit():
        return int(told)
    return _ROMAN.index(told) + 1 if told in _ROMAN else 0


def _of_another(plain: str, match: re.Match[str]) -> bool:
    """Whether it is a relative's: named before it in its clause, or anywhere for "he" and "she"."""
    who = match.groupdict().get("who") or ""
    if who.startswith(("he", "she", "they")):
        return _RELATIVE.search(plain) is not None
    return _RELATIVE.search(f"{_before(plain, match)} {who}") is not None


def _before(plain: str, match: re.Match[str]) -> str:
    """What stands before it in its clause."""
    return re.split(r"[,.;!?\n]", plain[: match.start()])[-1]


def _plain(text: str) -> str:
    """Small letters, digits of any script and numbers in words as 0–9, one kind of apostrophe."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text)
    return _NUMBER.sub(lambda match: str(_NUMBERS[match.group()]), digits)
