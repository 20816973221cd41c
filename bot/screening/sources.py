"""Where a told text comes from: the sources that it names, and the choice that shows them."""

from __future__ import annotations

from bot.content.knowledge import Knowledge, Source
from bot.domain.names import CONDITION, NEAR

SOURCES = "sources:"
"""How the name of what shows the sources of a topic begins; the topic follows."""


def sources_of(topic: str, knowledge: Knowledge) -> tuple[Source, ...]:
    """The sources of what is told about `topic`; none for one without."""
    if topic.startswith(CONDITION):
        names = knowledge.checklist[topic.removeprefix(CONDITION)].sources
    elif topic.startswith(NEAR):
        names = knowledge.near_conditions.by_id[topic.removeprefix(NEAR)].sources
    else:
        names = knowledge.topics[topic].sources if topic in knowledge.topics else ()
    return tuple(knowledge.sources[name] for name in names)


def in_a_line(topic: str, knowledge: Knowledge) -> str:
    """The sources of `topic` in one short line."""
    sources, wording = sources_of(topic, knowledge), knowledge.wording
    if not sources:
        return ""
    if len(sources) == 1:
        return wording["sources_one"].format(source=sources[0].name)
    return wording["sources_more"].format(source=sources[0].name, count=len(sources) - 1)


def in_full(topic: str, knowledge: Knowledge) -> str:
    """Each source of `topic`, with what it is named for."""
    lines = (
        knowledge.wording["source_line"].format(title=source.title, cited_for=source.cited_for)
        for source in sources_of(topic, knowledge)
    )
    return "\n".join((knowledge.wording["sources_intro"], *lines))
