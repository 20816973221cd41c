"""What a text may hold: which {placeholders}, and which words never."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from bot.content.entries import Named, Text

CLINIC: Final = frozenset(
    {"clinic_name", "clinic_contact", "emergency_number", "ambulance_number", "crisis_line"}
    | {"obesity_bmi", "obesity_bmi_ask", "minimum_age", "valid_days", "safety_net"}
)
"""Placeholders that every text may use, filled from the clinic's file; and what is said in several texts."""

COMMANDS: Final = ("start", "check", "stop", "help", "privacy", "mydata", "delete", "human")
"""The commands of Telegram's menu."""

BY_WHEN: Final = ("no_hurry", "weeks", "days")
"""How soon a doctor should be seen, the soonest last."""

REPAIRS: Final = (
    *("leaning_no", "leaning_yes", "reason", "past", "other_person", "glasses"),
    *("plainly", "bmi", "bmi_low", "medicine", "near", "not_told"),
)
"""What of an unclear reply may be understood: each has a wording `repair_...` that asks for the rest."""

SUBJECT: Final = "subject"
"""Somebody else who is to be treated: "your mother"."""

_EVERYWHERE: Final = CLINIC | {"total", "example"}
_QUESTION: Final = "position label name ask ask_again hint examples"
_ABOUT: Final = "label name answer"

WORDING: Final[Mapping[str, str]] = {
    **dict.fromkeys(("choice_yes", "choice_no", "choice_unsure", "choice_declined", "choice_why"), ""),
    **dict.fromkeys(
        ("choice_agree", "choice_refuse", "choice_under_age", "choice_start", "choice_continue"), ""
    ),
    **dict.fromkeys(("choice_erase", "choice_keep", "choice_not_hers"), ""),
    **dict.fromkeys(("choice_doubt_none", "choice_doubt_health", "choice_start_over"), ""),
    **dict.fromkeys(("choice_emergency_yes", "choice_emergency_no"), ""),
    "choice_change": "label",
    "choice_hers": "subject",
    "choice_agree_proxy": "subject",
    **dict.fromkeys(("choice_sources", "choice_more"), ""),
    "about_short": "yes_means name",
    **dict.fromkeys(("consent", "consent_again", "consent_refused", "under_age"), ""),
    "question_frame": _QUESTION,
    "question_frame_short": _QUESTION,
    "question_again": _QUESTION,
    "question_repair": f"{_QUESTION} repair",
    **dict.fromkeys((f"repair_{name}" for name in REPAIRS), f"{_QUESTION} value"),
    "repair_other_person_proxy": f"{_QUESTION} subject",
    "question_part": _QUESTION,
    "question_told": f"{_QUESTION} said",
    "question_retake": _QUESTION,
    "question_earlier_yes": _QUESTION,
    **dict.fromkeys(("recorded_yes", "recorded_no", "recorded_unsure", "recorded_declined"), _ABOUT),
    **dict.fromkeys(("recorded_unsure_aloud", "recorded_changed", "already_recorded"), _ABOUT),
    "corrected": f"{_ABOUT} old new",
    **dict.fromkeys(("nothing_before", "questions_changed", "help_devanagari"), ""),
    **dict.fromkeys(("how_many", "too_long"), "left"),
    **dict.fromkeys(("doubt", "doubt_many"), "said"),
    **dict.fromkeys(("doubt_none", "doubt_health", "emergency_closed"), ""),
    "emergency_check": "flag_label",
    "why_frame": "why sources",
    "about_frame": "about sources",
    "sources_one": "source",
    "sources_more": "source count",
    "sources_intro": "",
    "source_line": "title cited_for",
    **dict.fromkeys(("summary_intro", "summary_end", "know_intro", "know_nothing", "know_end"), ""),
    "summary_intro_proxy": "subject",
    "summary_line": "position label answer",
    **dict.fromkeys(("answer_yes", "answer_no", "answer_unsure", "answer_declined"), ""),
    **dict.fromkeys(("outcome_eligible", "outcome_urgent", "link_title"), ""),
    **dict.fromkeys(("outcome_urgent_today", "outcome_urgent_days", "outcome_urgent_self_harm"), ""),
    "self_harm_first": "",
    **dict.fromkeys(("outcome_ask_clinician", "outcome_avoid"), "findings next_steps"),
    **dict.fromkeys(("finding_line", "finding_unsure", "finding_changed"), "label answer yes_means"),
    "finding_short": "label answer",
    "next_steps": "see by_when bring",
    "what_next": "next_steps",
    **dict.fromkeys(("what_next_eligible", "better_still"), ""),
    **dict.fromkeys(("see_several", "bring_always", "safety_net"), ""),
    **dict.fromkeys((f"by_when_{name}" for name in BY_WHEN), ""),
    "finding_said": "said",
    **dict.fromkeys(("finding_noted", "finding_not_understood", "finding_age"), ""),
    **dict.fromkeys(("paused", "resumed", "nothing_to_continue", "started_over"), ""),
    **dict.fromkeys(("proxy_ask", "proxy_noted", "proxy_fresh"), "subject"),
    **dict.fromkeys(("erase_ask", "erased", "erase_kept"), ""),
    **dict.fromkeys(("not_understood", "not_understood_in_question", "bypass_refused", "limit_medical"), ""),
    **dict.fromkeys(("slash_text", "technical_problem", "urgent_still"), ""),
    **dict.fromkeys(("correct_which", "correct_nothing"), ""),
    **dict.fromkeys(("contact_phone", "contact_email", "contact_address", "contact_hours"), "value"),
    "contact_website": "value",
    "contact_none": "",
    **dict.fromkeys(("booking_demo_title", "booking_demo_text", "booking_expired"), ""),
    **dict.fromkeys(("booking_withdrawn", "booking_unknown", "booking_failed", "booking_too_fast"), ""),
    **dict.fromkeys(
        (f"booking_{page}_title" for page in ("expired", "withdrawn", "unknown", "failed", "too_fast")), ""
    ),
    **dict.fromkeys((f"telegram_menu_{name}" for name in COMMANDS), ""),
    **dict.fromkeys((f"telegram_says_{name}" for name in COMMANDS), ""),
    "telegram_chosen": "title",
    **dict.fromkeys(
        (
            "telegram_media",
            "telegram_forwarded",
            "telegram_group",
            "telegram_not_stored",
            "telegram_given_up",
        ),
        "",
    ),
    **dict.fromkeys(("telegram_too_long", "telegram_too_fast", "telegram_full"), ""),
    **dict.fromkeys(("telegram_old_button", "telegram_old_edit"), ""),
    **dict.fromkeys(("telegram_linked", "telegram_link_refused"), ""),
}
"""Every sentence of wording.yml, with the placeholders of its own that it may use."""

MUST_HOLD: Final[Mapping[str, str]] = {
    "choice_agree": "minimum_age",
    "consent": "clinic_contact emergency_number minimum_age",
    "under_age": "clinic_contact",
    "question_frame": "ask",
    "question_frame_short": "ask",
    "question_again": "ask_again",
    "question_part": "ask",
    "question_repair": "repair",
    **dict.fromkeys(("repair_bmi", "repair_bmi_low"), "value"),
    **dict.fromkeys(("doubt", "doubt_many"), "said"),
    "emergency_check": "emergency_number flag_label",
    **dict.fromkeys(("not_understood", "not_understood_in_question", "help_devanagari"), "emergency_number"),
    "question_told": "said ask",
    "question_retake": "name ask",
    "question_earlier_yes": "name ask",
    "recorded_unsure_aloud": "name",
    "corrected": "label old new",
    "why_frame": "why sources",
    "about_frame": "about sources",
    "about_short": "name",
    "summary_line": "label answer",
    "outcome_eligible": "valid_days safety_net",
    **dict.fromkeys(("outcome_ask_clinician", "outcome_avoid"), "findings next_steps safety_net"),
    "finding_line": "label yes_means",
    "finding_short": "label answer",
    "next_steps": "see by_when bring clinic_contact",
    "safety_net": "emergency_number",
    "what_next": "next_steps",
    "what_next_eligible": "safety_net",
    "source_line": "title cited_for",
    "repair_other_person_proxy": "subject",
    "proxy_ask": "subject",
    "technical_problem": "clinic_contact emergency_number",
    "self_harm_first": "crisis_line emergency_number",
    **dict.fromkeys(("booking_failed", "booking_too_fast"), "emergency_number"),
    "telegram_chosen": "title",
    **dict.fromkeys(("telegram_media", "telegram_forwarded"), "emergency_number"),
    **dict.fromkeys(("telegram_group", "telegram_not_stored", "telegram_given_up"), "emergency_number"),
    **dict.fromkeys(("telegram_too_long", "telegram_too_fast", "telegram_full"), "emergency_number"),
}
"""Placeholders without which a sentence would not do its duty."""

_LINKS = re.compile(r"https?:|://|\bwww\.|/book/", re.IGNORECASE)
_BOOKING = re.compile(r"\b(?:book|appointment|schedul)", re.IGNORECASE)
_PROMISES = re.compile(
    r"\b(?:safe for you|cleared|cures?|guarantee[ds]?|(?:100%|completely|perfectly) safe)\b", re.I
)


def check_text(text: str, allowed: Collection[str] = (), needed: Collection[str] = ()) -> None:
    """A text has only `allowed` placeholders, all `needed` ones, no web address and no promise.

    Raises ValueError with the remedy.
    """
    for name in sorted(_placeholders(text) - set(allowed)):
        raise ValueError(f"{{{name}}} is not known here; correct or remove it")
    holds(text, needed)
    if match := _LINKS.search(text):
        raise ValueError(f"remove {match.group()!r}: texts hold no web address")
    if match := _PROMISES.search(text):
        raise ValueError(f"say it without {match.group()!r}: texts promise nothing")


def check_title(title: str, allowed: Collection[str] = (), needed: Collection[str] = ()) -> None:
    """A title of a button: as a text, and it never speaks of booking. Raises ValueError with the remedy."""
    check_text(title, allowed, needed)
    if match := _BOOKING.search(title):
        raise ValueError(f"remove {match.group()!r}: only the link after ten times no may say it")


def check_wording(name: str, text: str) -> None:
    """One sentence of wording.yml, whose name must be known. Raises Named."""
    check = check_title if name.startswith("choice_") else check_text
    try:
        check(text, _EVERYWHERE | set(WORDING[name].split()), MUST_HOLD.get(name, "").split())
    except ValueError as error:
        raise Named(name, str(error)) from None


def holds(text: str, needed: Collection[str]) -> None:
    """All of these placeholders stand in the text. Raises ValueError with the remedy."""
    for name in sorted(set(needed) - _placeholders(text)):
        raise ValueError(f"put {{{name}}} into the text")


def _placeholders(text: str) -> set[str]:
    try:
        fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None]
    except ValueError:
        raise ValueError("every { needs its } and the other way round") from None
    for name, spec, how in fields:
        if not name.isidentifier() or spec or how:
            raise ValueError(f"{{{name}}} may hold only a name of small letters")
    return {name for name, _, _ in fields}


if TYPE_CHECKING:
    BareText = str
    ClinicText = str
    OtherText = str
    ButtonTitle = str
else:

    class BareText(Text):
        """A text without placeholders: the console and exports show it as it is."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Any]:
            yield from super().__get_validators__()
            yield _checked(check_text)

    class ClinicText(Text):
        """A text that may name the clinic's names and numbers."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Any]:
            yield from super().__get_validators__()
            yield _checked(partial(check_text, allowed=CLINIC))

    class OtherText(Text):
        """A text about somebody else, whom it names."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Any]:
            yield from super().__get_validators__()
            yield _checked(partial(check_text, allowed=CLINIC | {SUBJECT}, needed={SUBJECT}))

    class ButtonTitle(Text):
        """What a button says."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Any]:
            yield from super().__get_validators__()
            yield _checked(check_title)


def _checked(check: Callable[[str], None]) -> Callable[[str], str]:
    def checked(text: str) -> str:
        check(text)
        return text

    return checked
