"""Loads the clinic's knowledge and checks it as a whole; a mistake names file, item and remedy."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final, cast

from bot.content import checklist_file, lay_words_file
from bot.content.checking import Entry, complete, each
from bot.content.checklist_file import named_sources
from bot.content.clinic_file import clinic
from bot.content.context_rules import FILE as CONTEXT_RULES
from bot.content.context_rules import ContextRules
from bot.content.entries import parsed
from bot.content.intents import FILE as INTENTS
from bot.content.intents import IntentPhrases
from bot.content.knowledge import FOLDER, Knowledge, RedFlag, Source, Topic
from bot.content.placeholders import CLINIC, WORDING, check_text, check_title, check_wording
from bot.content.plain_answers import FILE as PLAIN_ANSWERS
from bot.content.plain_answers import PlainAnswers
from bot.content.red_flag_rules import FILE as RED_FLAG_RULES
from bot.content.red_flag_rules import FlagRules
from bot.content.wishes import FILE as WISHES
from bot.content.wishes import WishPhrases
from bot.content.yaml_file import read_yaml
from bot.domain.names import RED_FLAGS, TOPICS, URGENCIES, Urgency

SOURCES: Final = "sources.yml"
TOPICS_FILE: Final = "topics.yml"
RED_FLAGS_FILE: Final = "red_flags.yml"
WORDING_FILE: Final = "wording.yml"
CLINIC_FILE: Final = "clinic.yml"


def load(folder: Path = FOLDER) -> Knowledge:
    """Everything in `folder`. Raises KnowledgeError at the first mistake."""
    sources = _sources(read_yaml(folder / SOURCES))
    language = folder / "en"
    checklist = checklist_file.checklist(read_yaml(language / checklist_file.FILE), sources)
    return Knowledge(
        checklist=checklist,
        lay_words=lay_words_file.lay_words(read_yaml(language / lay_words_file.FILE), checklist),
        red_flags=_red_flags(read_yaml(language / RED_FLAGS_FILE)),
        topics=_topics(read_yaml(language / TOPICS_FILE), sources),
        sources=sources,
        clinic=clinic(Entry(CLINIC_FILE, "clinic", read_yaml(folder / CLINIC_FILE))),
        wording=_wording(read_yaml(language / WORDING_FILE)),
        plain_answers=parsed(PLAIN_ANSWERS, "", read_yaml(language / PLAIN_ANSWERS), PlainAnswers),
        intents=parsed(INTENTS, "", read_yaml(language / INTENTS), IntentPhrases),
        context_rules=parsed(CONTEXT_RULES, "", read_yaml(language / CONTEXT_RULES), ContextRules),
        wishes=parsed(WISHES, "", read_yaml(language / WISHES), WishPhrases),
        red_flag_rules=parsed(RED_FLAG_RULES, "", read_yaml(language / RED_FLAG_RULES), FlagRules),
    )


def _sources(raw: object) -> dict[str, Source]:
    return each(
        SOURCES, raw, lambda name, entry: Source(name, entry.text("title"), entry.text_or("url", None))
    )


def _topics(raw: object, sources: Collection[str]) -> dict[str, Topic]:
    def topic(name: str, entry: Entry) -> Topic:
        made = Topic(name, entry.text("text"), named_sources(entry, sources), entry.text_or("label", ""))
        check_text(TOPICS_FILE, f"{name}.text", made.text, CLINIC)
        check_title(TOPICS_FILE, f"{name}.label", made.label)
        return made

    found = each(TOPICS_FILE, raw, topic)
    complete(TOPICS_FILE, found, TOPICS)
    return found


def _red_flags(raw: object) -> dict[str, RedFlag]:
    def red_flag(name: str, entry: Entry) -> RedFlag:
        urgency = cast(Urgency, entry.one_of("urgency", URGENCIES))
        flag = RedFlag(name, entry.text("label"), urgency, entry.text("advice"))
        needed = {"emergency_number"} | ({"crisis_line"} if name == "self_harm" else set())
        check_text(RED_FLAGS_FILE, f"{name}.label", flag.label)
        check_text(RED_FLAGS_FILE, f"{name}.advice", flag.advice, CLINIC, needed)
        return flag

    found = each(RED_FLAGS_FILE, raw, red_flag)
    complete(RED_FLAGS_FILE, found, RED_FLAGS)
    return found


def _wording(raw: object) -> dict[str, str]:
    whole = Entry(WORDING_FILE, "wording", raw)
    names = whole.names
    complete(WORDING_FILE, dict.fromkeys(names), WORDING)
    wording = {name: whole.text(name) for name in names}
    for name, text in wording.items():
        check_wording(WORDING_FILE, name, text)
    return wording
