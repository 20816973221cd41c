"""One function a kind of row: it measures the rows of one file and returns a `Result`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from benchmarks.evaluation.assistant import Assistant
from benchmarks.evaluation.measure import Found, Result, typo
from bot.domain.interpretation import Interpretation

Row = dict[str, Any]
NOT_ANSWERED = ("out_of_scope", "not_understood", "medical")


def topics(name: str, rows: Sequence[Row], assistant: Assistant) -> list[Result]:
    """The topic, or the kind, of a first message; a result a style, and one with a typo in each."""
    results = [_topics(name, rows, assistant)]
    by_style: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_style[row.get("style", "plain")].append(row)
    results += [_topics(f"{name}, {style}", some, assistant) for style, some in sorted(by_style.items())]
    slips = [{**row, "text": typo(row["text"], seed)} for seed, row in enumerate(rows)]
    return [*results, _topics(f"{name}, a typo in each", slips, assistant)]


def _topics(name: str, rows: Iterable[Row], assistant: Assistant) -> Result:
    result = Result(name)
    for row in rows:
        meant = assistant.understand(row["text"])
        expected = "+".join(row["topics"]) or row["kind"]
        result.count(expected, _named(meant, len(row["topics"])), right=_right(row, meant))
    return result


def _named(meant: Interpretation, wanted: int) -> str:
    return "+".join(meant.topics[: max(1, wanted)]) or meant.intent


def _right(row: Row, meant: Interpretation) -> bool:
    if len(row["topics"]) > 1:
        return set(meant.topics) == set(row["topics"])
    return meant.topics[:1] == tuple(row["topics"]) if row["topics"] else meant.intent == row["kind"]


def out_of_scope(name: str, rows: Iterable[Row], assistant: Assistant) -> list[Result]:
    """Queries that nothing here answers: kept out when no topic is told."""
    result = Result(name)
    for row in rows:
        meant = assistant.understand(row["text"])
        result.count("kept out", _named(meant, 1), right=meant.intent in NOT_ANSWERED)
    return [result]


def readings(name: str, rows: Iterable[Row], assistant: Assistant) -> list[Result]:
    """Free text as an answer to the asked question."""
    result = Result(name, false_no=0)
    for row in rows:
        _, reading = assistant.answer(row["asked"], row["text"], row.get("part"))
        got = reading.answer or reading.sense
        result.count("/".join(row["right"]), got, right=got in row["right"])
        result.false_no = (result.false_no or 0) + (got == "no" and "no" not in row["right"])
    return [result]


def red_flags(name: str, rows: Iterable[Row], assistant: Assistant) -> list[Result]:
    """Reported red flags found, class by class; others that fire falsely."""
    by_class: dict[str, Found] = defaultdict(Found)
    false: dict[str, Result] = {}
    for row in rows:
        found = assistant.red_flags(row["text"])
        if row["kind"] == "reported":
            hit = row["flag"] in found
            by_class[row["flag"]].hits += hit
            by_class[row["flag"]].missed += not hit
        else:
            kind = false.setdefault(row["kind"], Result(f"{name}, {row['kind']}: silent"))
            kind.count("silent", ",".join(found) or "silent")
    return [_all_flags(name, by_class), *false.values()]


def _all_flags(name: str, by_class: dict[str, Found]) -> Result:
    every = Found(sum(f.hits for f in by_class.values()), sum(f.missed for f in by_class.values()))
    weakest = min(by_class, key=lambda flag: by_class[flag].recall)
    note = f"weakest {weakest} {by_class[weakest].recall:.3f}"
    return Result(f"{name}, reported", every.hits + every.missed, every.hits, recall=every.recall, note=note)


def conditions(name: str, rows: Sequence[Row], assistant: Assistant) -> list[Result]:
    """A clinician's question and the answer: which conditions are present; which others wrongly a yes."""
    found, others, wrongly = Found(), 0, 0
    for row in rows:
        says = assistant.exchange.statuses(row["question"], row["answer"])
        wanted = {label["condition"]: label["status"] for label in row["labels"]}
        for question in {*says, *wanted}:
            got, expected = says.get(question) == "present", wanted.get(question) == "present"
            found.hits += got and expected
            found.missed += expected and not got
            found.false += got and wanted.get(question) not in ("present", "historical")
            soft = wanted.get(question) in ("family_or_other", "family_denied", "mentioned_not_asserted")
            others += soft
            wrongly += soft and got
    note = f"family or merely mentioned, wrongly a yes: {wrongly} of {others}"
    return [Result(name, len(rows), -1, recall=found.recall, precision=found.precision, note=note)]


def plain_answers(name: str, rows: Iterable[Row], assistant: Assistant) -> list[Result]:
    """Answers without a leading yes or no, to a question of any kind (measured on one that has no parts)."""
    expected: dict[str, str] = {
        "clarification": "aside",
        "clarification_request": "aside",
        "no_answer": "unclear",
        "past_only": "confirm",
    }
    result = Result(name, false_no=0)
    for row in rows:
        _, reading = assistant.answer("herniated_disc", row["answer"])
        label: str = row["label"]
        want = expected.get(label, label)
        got: str = reading.answer or reading.sense
        result.count(want, got)
        result.false_no = (result.false_no or 0) + (got == "no" and want != "no")
    result.note = "questions of other subjects: the answer alone"
    return [result]


SHORT = {
    "yes": ("affirm",), "no": ("deny",), "unsure": ("unsure",), "repeat": ("repeat", "rephrase"),
    "cancel": ("stop", "deny"), "end_call": ("goodbye", "stop"), "goodbye": ("goodbye",),
    "greet": ("greeting",), "thank": ("thanks",), "handoff": ("talk_to_human",),
    "capabilities": ("capabilities",), "bot_challenge": ("are_you_human",),
}  # fmt: skip
"""What the labels of short replies and housekeeping are here."""


def short_answers(name: str, rows: Iterable[Row], assistant: Assistant) -> list[Result]:
    """Short replies and housekeeping messages."""
    result = Result(name, false_no=0)
    for row in rows:
        meant = assistant.understand(row["text"])
        result.count(row["label"], _named(meant, 1), right=_named(meant, 1) in SHORT[row["label"]])
        _, reading = assistant.answer("herniated_disc", row["text"])
        result.false_no = (result.false_no or 0) + (reading.answer == "no" and row["label"] != "no")
    return [result]


Suite = Callable[[str, Sequence[Row], Assistant], list[Result]]


def suite_for(row: Row) -> Suite:
    """Which suite measures rows of this shape. Raises ValueError for an unknown one."""
    known: tuple[tuple[set[str], Suite], ...] = (
        ({"question", "answer", "labels"}, conditions),
        ({"question", "answer", "label"}, plain_answers),
        ({"asked", "text", "right"}, readings),
        ({"text", "kind", "topics"}, topics),
        ({"text", "label"}, short_answers),
    )
    if "kind" in row and "topics" not in row:
        return red_flags
    if row.get("kind") == "out_of_scope" or set(row) <= {"text", "source"}:
        return out_of_scope
    for keys, suite in known:
        if keys <= set(row):
            return suite
    raise ValueError(
        f"no suite measures rows with the fields {', '.join(sorted(row))}; see docs/development.md"
    )
