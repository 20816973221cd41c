"""Numbers that say something: blood pressure readings, height and weight, how long a pregnancy has gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import digit

from bot.domain.interpretation import Kind, Status

SYSTOLIC_HIGH: Final = 140
DIASTOLIC_HIGH: Final = 90
SYSTOLIC_BORDERLINE: Final = 130
DIASTOLIC_BORDERLINE: Final = 85
HEAVY_KG: Final = 90.0
_NUMBER: Final = r"(\d{1,3}(?:\.\d{1,2})?)"
_READING: Final = re.compile(
    r"(?<![\d/.])(\d{2,3})\s*(?:/|\\|\bby\b|\bover\b|\bupon\b|-)\s*(\d{2,3})(?![\d/]|\.\d)"
    r"(?!\s*(?:kg|cm|lb|pound|year|yr|%))",
    re.I,
)
_UPPER: Final = re.compile(
    r"\b(?:bp|b\.p\.?|pressure|systolic|upper)(?:\s+\w+){0,3}?\s+(\d{3})(?![\d/])(?!\s*(?:by|over|/))", re.I
)
_KG: Final = re.compile(rf"{_NUMBER}\s*(?:kgs?|kilos?|kilograms?|किलोग्राम|किलो|केजी)(?!\w)", re.I)
_KG_BARE: Final = re.compile(
    rf"(?:\b(?:weight|vajan|wajan|wazan|vazan)\b|वजन|वज़न)\s*(?:is|hai|ahe|है|आहे|=|:)?\s*{_NUMBER}"
    r"(?![\d.])(?!\s*(?:cm|ft|feet|lb|pound|stone|st\b|%|साल|वर्ष))",
    re.I,
)
"""A weight by its word, without its unit."""
_POUNDS: Final = re.compile(rf"{_NUMBER}\s*(?:lbs?|pounds?)\b", re.I)
_STONE: Final = re.compile(
    rf"(?<!\d)(?!(?:1|21|31)st\b(?!\s*\d)){_NUMBER}\s*(?:stones?|st)\b(?:\s*{_NUMBER}(?:\s*(?:lbs?|pounds?))?)?",
    re.I,
)
"""Not the 1st, 21st or 31st of a month."""
_CM: Final = re.compile(r"(\d{3}(?:\.\d)?)\s*(?:cms?|centimet(?:er|re)s?|सेमी|सेंमी|से\.मी)", re.I)
_METRES: Final = re.compile(r"\b([12][.,]\d{1,2})\s*(?:m|mtrs?|met(?:er|re)s?)\b", re.I)
_FEET: Final = re.compile(
    r"\b([4-7])\s*(?:'|’|\u2032|ft\.?|feet|foot|fit|फुट|फूट|फीट|फ़ीट)\s*(?:and\s*)?(\d{1,2})?"
    r"(?:\s*(?:\"|''|”|\u2033|inch(?:es)?|in|इंच)\b)?",
    re.I,
)
_FEET_IN_WORDS: Final = re.compile(
    r"(?<![\w\u0900-\u097f])(four|five|six|char|chaar|paanch|pach|paach|cheh|saha|saat|चार|पांच|पाँच|पाच|छह|छः|सहा|[4-7४-७])\s*"
    r"(?:feet|foot|ft|fut|fit|phut|फुट|फूट|फीट|फ़ीट)\s*(?:and\s*)?"
    r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|ek|do|don|teen|tin|char|paanch|pach|chhe|cheh|saha|saat|sat|aath|ath|"
    r"nau|nav|das|daha|gyarah|akra|एक|दो|दोन|तीन|चार|पांच|पाँच|पाच|छह|छः|सहा|सात|आठ|नौ|नऊ|दस|दहा|ग्यारह|अकरा|\d{1,2})?"
    r"(?![\w\u0900-\u097f])",
    re.I,
)
_IN_WORDS: Final = {
    word: number
    for number, words in enumerate(
        (
            "one ek एक",
            "two do don दो दोन",
            "three teen tin तीन",
            "four char chaar चार",
            "five paanch pach paach पांच पाँच पाच",
            "six chhe cheh saha छह छः सहा",
            "seven saat sat सात",
            "eight aath ath आठ",
            "nine nau nav नौ नऊ",
            "ten das daha दस दहा",
            "eleven gyarah akra ग्यारह अकरा",
        ),
        1,
    )
    for word in words.split()
}
_T_SCORE: Final = re.compile(
    r"(?:\bt[\s-]*score|\bdexa|\bdxa|\bbmd|डेक्सा|टी स्कोर)[^.!?\d\n]{0,24}?"
    r"(?:minus|माइनस|मायनस|(?<![\w.])[-–\u2212])\s*(\d(?:\.\d{1,2})?)(?![\d/])",
    re.I,
)
"""What a bone scan found, below nought: from 2.5 it is osteoporosis (WHO), from 1 the bones are thin."""
OSTEOPOROSIS_T: Final = 2.5
THIN_BONES_T: Final = 1.0
_MENOPAUSE: Final = re.compile(
    r"(?:menopause|\bperiods? (?:stopped|ended|finished|over|went)|पाळी (?:बंद|गेली)|माहवारी बंद|रजोनिवृत्ति)"
    r"\D{0,16}?(?<!\d)([2-5]\d)(?!\d)",
    re.I,
)
MENOPAUSE_EARLY: Final = 45
"""Years of age under which a menopause is early."""
_SHORTER: Final = re.compile(
    r"(?<!\d)\d{1,2}(?:\.\d)?\s*(?:cms?|inch(?:es)?|सेमी|इंच)\s+(?:shorter|less|lost|of height|in height)"
    r"|\b(?:lost|shrunk|shorter by)\s+(?:by\s+)?\d{1,2}(?:\.\d)?\s*(?:cms?|inch(?:es)?)\b"
    r"(?!\s*(?:waist|fat))",
    re.I,
)
_FEET_BARE: Final = re.compile(r"(?<![\d/])([4-7])\s*[./]\s*(\d{1,2})(?![\d/])")
_BMI: Final = re.compile(
    r"(?:\bbmi\b|बीएमआय|बीएमआई)\s*"
    r"(?:is|was|came|of|=|:|around|about|approx\.?|hai|ahe|aala|aaya|aya|comes to|shows|-)?\s*"
    r"(\d{2}(?:\.\d{1,2})?)(?!\d)",
    re.I,
)
_BMI_BEHIND: Final = re.compile(r"(?<![\d.])(\d{2}(?:\.\d{1,2})?)\s*bmi\b", re.I)
_MINUS: Final = re.compile(
    r"(?:minus|माइनस|मायनस|(?<![\w.])[-–\u2212])\s*(\d{1,2}(?:\.\d{1,2})?)(?![\d./])", re.I
)
"""The number of a pair of glasses, below nought."""
_OF_GLASSES: Final = re.compile(
    r"number|power|glasses|specs|spectacles|lens|eye|sight|chashm|नंबर|चश्म|पावर|आंख|डोळ", re.I
)
HIGH_MINUS: Final = 6.0
_BORN: Final = re.compile(
    r"(?:\b(?:gave birth|delivered|delivery|(?:had|have) (?:a|my|our) (?:baby|son|daughter)"
    r"|c[ae]+sar[ie]+an|c-?\s?section|lscs|sizerian|sizer|baby (?:is|was born)|bal zal\w+)\b"
    r"|सिझेरियन|सिजेरियन|डिलीवरी|डिलिव्हरी|प्रसूती|बाळंत|बच्चा हुए|बाळ झाल)\D{0,24}?"
    r"(?<!\d)(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|ek|do|don|teen|tin|एक|दो|दोन|तीन)\s*"
    r"(days?|weeks?|wks?|months?|din|divas|hafte|athavde|mahin\w+"
    r"|दिन|दिवस|हफ्त\w*|आठवड\w*|महिन\w*|महीन\w*)",
    re.I,
)
"""How long ago a birth was."""
_WEEKS: Final = {
    "d": 1 / 7,
    "w": 1.0,
    "h": 1.0,
    "a": 1.0,
    "m": 4.35,
    "द": 1 / 7,
    "ह": 1.0,
    "आ": 1.0,
    "म": 4.35,
}
"""Weeks in the word that begins so."""
_COUNT: Final = {
    "a": 1,
    "one": 1,
    "ek": 1,
    "एक": 1,
    "two": 2,
    "do": 2,
    "don": 2,
    "दो": 2,
    "दोन": 2,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
WEEKS_AFTER_BIRTH: Final = 12.5
WEEKS_AFTER_CAESAREAN: Final = 26.5
_CAESAREAN: Final = re.compile(r"c[ae]+sar|c-?\s?section|lscs|sizer|सिझेरियन|सिजेरियन|सीजर", re.I)
_ALONG: Final = re.compile(
    r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\s*(?:wks?|weeks?|months?|mnths?|mahine)\s+"
    r"(?:pregnant|preg\w*|along|gone|into (?:my|the) pregnancy|expecting)\b",
    re.I,
)


@dataclass(frozen=True)
class Figure:
    """A number with its meaning, in characters of the message."""

    start: int
    end: int
    question: str
    kind: Kind
    base: Status
    part: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Thresholds:
    """From what body mass index on it is obesity, and from what on a clinician looks."""

    obese: float
    ask: float


def figures(text: str, limits: Thresholds) -> list[Figure]:
    """Everything numeric in the message that answers a question. Digits may be of any script."""
    text = "".join(str(digit(letter)) if letter.isdecimal() else letter for letter in text)
    found = [*_readings(text), *_pregnancy(text), *_birth(text), *_glasses(text), *_bones(text)]
    weight = _weight(text, limits)
    return sorted([*found, *([weight] if weight else [])], key=lambda figure: figure.start)


def _readings(text: str) -> Iterator[Figure]:
    for match in _READING.finditer(text):
        upper, lower = int(match[1]), int(match[2])
        if 70 <= upper <= 260 and 40 <= lower <= 150 and upper > lower:
            yield _pressure(match, f"{upper}/{lower}", _raised(upper, lower))
    for match in _UPPER.finditer(text):
        upper = int(match[1])
        if 140 <= upper <= 260:
            yield _pressure(match, str(upper), "present", group=1)


def _raised(upper: int, lower: int) -> Status:
    if upper >= SYSTOLIC_HIGH or lower >= DIASTOLIC_HIGH:
        return "present"
    return "uncertain" if upper >= SYSTOLIC_BORDERLINE or lower >= DIASTOLIC_BORDERLINE else "denied"


def _pressure(match: re.Match[str], value: str, base: Status, group: int = 0) -> Figure:
    start, end = match.span(group)
    return Figure(start, end, "blood_pressure_or_heart", "part", base, "high_blood_pressure", value)


def _pregnancy(text: str) -> Iterator[Figure]:
    for match in _ALONG.finditer(text):
        yield Figure(match.start(), match.end(), "pregnancy", "condition", "present", None, match[0])


def _birth(text: str) -> Iterator[Figure]:
    """A birth of the last twelve weeks, or a caesarean of the last half year."""
    for match in _BORN.finditer(text):
        count = float(match[1]) if match[1].isdigit() else _COUNT.get(match[1].lower(), 3)
        longest = WEEKS_AFTER_CAESAREAN if _CAESAREAN.search(match[0]) else WEEKS_AFTER_BIRTH
        if count * _WEEKS[match[2][0].lower()] <= longest:
            yield Figure(match.start(), match.end(), "pregnancy", "unsure", "uncertain", None, match[0])


def _bones(text: str) -> Iterator[Figure]:
    """A T score; an early menopause; height that was lost."""
    for match in _MENOPAUSE.finditer(text):
        if int(match[1]) < MENOPAUSE_EARLY:
            yield Figure(match.start(), match.end(), "osteoporosis", "unsure", "uncertain", None, match[0])
    for match in _SHORTER.finditer(text):
        yield Figure(match.start(), match.end(), "osteoporosis", "unsure", "uncertain", None, match[0])
    for match in _T_SCORE.finditer(text):
        score = float(match[1])
        if OSTEOPOROSIS_T <= score <= 7:
            yield Figure(match.start(), match.end(), "osteoporosis", "condition", "present", None, match[0])
        elif THIN_BONES_T < score < OSTEOPOROSIS_T:
            yield Figure(match.start(), match.end(), "osteoporosis", "near", "uncertain", None, match[0])


def _glasses(text: str) -> Iterator[Figure]:
    """A very high minus number."""
    for match in _MINUS.finditer(text):
        if _OF_GLASSES.search(text) and HIGH_MINUS <= float(match[1]) <= 30:
            yield Figure(match.start(), match.end(), "eye_condition", "unsure", "uncertain", None, match[0])


def _weight(text: str, limits: Thresholds) -> Figure | None:
    """The body mass index that was told, or that height and weight come to."""
    if told := _BMI.search(text) or _BMI_BEHIND.search(text):
        return _judged(told.start(), told.end(), float(told[1]), limits)
    kilos = _kilos(text)
    if kilos is None:
        return None
    metres = _metres(text, kilos[1])
    if metres is None:
        heavy = kilos[0] >= HEAVY_KG
        near = Figure(*kilos[1], "obesity", "near", "uncertain", None, f"{kilos[0]:.0f} kg")
        return near if heavy else None
    start, end = min(kilos[1][0], metres[1][0]), max(kilos[1][1], metres[1][1])
    return _judged(start, end, kilos[0] / metres[0] ** 2, limits)


def _judged(start: int, end: int, index: float, limits: Thresholds) -> Figure | None:
    if not 10 <= index <= 90:
        return None
    value = f"BMI {index:.1f}"
    if limits.ask <= index < limits.obese:
        return Figure(start, end, "obesity", "near", "uncertain", None, value)
    base: Status = "present" if index >= limits.obese else "denied"
    return Figure(start, end, "obesity", "condition", base, None, value)


Place = tuple[float, tuple[int, int]]


def _counted(word: str | None) -> int:
    """A number, in digits of any script or in words; nothing is nought."""
    if not word:
        return 0
    return int(word) if word.isdecimal() else _IN_WORDS.get(word.casefold(), 0)


def _kilos(text: str) -> Place | None:
    if stone := _STONE.search(text):
        pounds = float(stone[1]) * 14 + float(stone[2] or 0)
        return pounds * 0.45359237, stone.span()
    for pattern, factor in ((_KG, 1.0), (_POUNDS, 0.45359237), (_KG_BARE, 1.0)):
        if match := pattern.search(text):
            return float(match[1]) * factor, match.span()
    return None


def _metres(text: str, weight: tuple[int, int]) -> Place | None:
    rest = text[: weight[0]] + " " * (weight[1] - weight[0]) + text[weight[1] :]
    if match := _CM.search(rest):
        return float(match[1]) / 100, match.span()
    if match := _METRES.search(rest):
        return float(match[1].replace(",", ".")), match.span()
    spelt = _FEET_IN_WORDS.search(rest)
    if spelt and not (_FEET.search(rest) and (spelt[2] or "").isdigit()):
        return _counted(spelt[1]) * 0.3048 + _counted(spelt[2]) * 0.0254, spelt.span()
    for pattern in (_FEET, _FEET_BARE):
        if match := pattern.search(rest):
            return int(match[1]) * 0.3048 + int(match[2] or 0) * 0.0254, match.span()
    if match := re.search(r"(?<!\d)(1[3-9]\d|20\d)(?!\d)", rest):
        return float(match[1]) / 100, match.span()
    return None
