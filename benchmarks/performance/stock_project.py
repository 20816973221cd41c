"""A stock Rasa project made from the same knowledge, as its documentation teaches to write one.

Configuration and credentials are those of `rasa init`, untouched. One intent and one answer for each topic, a
form that asks the ten questions, and an action server that checks each answer and tells the outcome.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import yaml

from bot.content.knowledge import Knowledge
from bot.content.yaml_file import read_yaml

ROOT: Final = Path(__file__).parents[2]
FORM: Final = "screening_form"
VERSION: Final = "3.1"
ANSWERS: Final = {"affirm": "yes", "deny": "no", "unsure": "unsure", "decline": "declined"}
"""Intent → what it puts into the slot of the question asked."""

Json = dict[str, Any]


def write_project(folder: Path, knowledge: Knowledge) -> None:
    """Write all files of the project into an empty folder."""
    examples = _examples()
    files: dict[str, Json] = {
        "domain.yml": _domain(knowledge, [*examples]),
        "data/nlu.yml": _nlu(examples),
        "data/rules.yml": _rules([*examples]),
        "data/stories.yml": _stories(knowledge),
        "endpoints.yml": {
            "action_endpoint": {"url": "http://127.0.0.1:${ACTION_PORT}/webhook"},
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "${TRACKER_DB}"},
        },
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    for name in ("config.yml", "credentials.yml"):
        shutil.copy(_initial_project() / name, folder)
    (folder / "actions").mkdir()
    (folder / "actions" / "__init__.py").touch()
    actions = Path(__file__).with_name("stock_actions.py").read_text(encoding="utf-8")
    checks = "\n".join(_check(question) for question in knowledge.checklist.ids)
    (folder / "actions" / "actions.py").write_text(f"{actions}\n{checks}", encoding="utf-8")


def _initial_project() -> Path:
    """What `rasa init` copies."""
    rasa = find_spec("rasa")
    assert rasa is not None
    assert rasa.submodule_search_locations
    return Path(rasa.submodule_search_locations[0], "cli", "initial_project")


def _examples() -> dict[str, list[str]]:
    """Our own training examples: intent → its lines. A topic is an intent of its own."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        content: Any = read_yaml(path)
        for item in content["nlu"]:
            topic = item.get("metadata", {}).get("topic", item["intent"])
            found[topic.replace(":", "_")] += item["examples"].strip().splitlines()
    return found


def _nlu(examples: dict[str, list[str]]) -> Json:
    items = [{"intent": intent, "examples": "\n".join(lines)} for intent, lines in examples.items()]
    return {"version": VERSION, "nlu": items}


def _domain(knowledge: Knowledge, intents: list[str]) -> Json:
    questions = knowledge.checklist.questions
    topics = {topic.id.replace(":", "_"): topic.text for topic in knowledge.topics.values()}
    conditions = {f"condition_{question.id}": question.about for question in questions}
    texts = {**topics, **conditions, "consent": knowledge.wording["consent"]}
    buttons = [{"title": intent, "payload": f"/{intent}"} for intent in ANSWERS]
    asks = {f"utter_ask_{one.id}": [{"text": one.ask, "buttons": buttons}] for one in questions}
    other = dict.fromkeys(_others(intents, texts), "Sorry, I cannot help with that.")
    return {
        "version": VERSION,
        "intents": intents,
        "slots": {one.id: _slot(one.id) for one in questions},
        "forms": {FORM: {"required_slots": [one.id for one in questions]}},
        "responses": {**asks, **{f"utter_{name}": [{"text": t}] for name, t in (texts | other).items()}},
        "actions": [f"validate_{FORM}", "action_outcome"],
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _others(intents: list[str], texts: dict[str, str]) -> Iterator[str]:
    yield from (name for name in intents if name not in (*texts, *ANSWERS, "start_check"))


def _slot(question: str) -> Json:
    asked = [{"active_loop": FORM, "requested_slot": question}]
    mappings = [
        {"type": "from_intent", "intent": intent, "value": value, "conditions": asked}
        for intent, value in ANSWERS.items()
    ]
    return {"type": "text", "influence_conversation": False, "mappings": mappings}


def _rules(intents: list[str]) -> Json:
    told = [name for name in intents if name not in (*ANSWERS, "start_check")]
    return {
        "version": VERSION,
        "rules": [
            *({"rule": name, "steps": [{"intent": name}, {"action": f"utter_{name}"}]} for name in told),
            {"rule": "ask", "steps": [{"intent": "start_check"}, {"action": "utter_consent"}]},
            {
                "rule": "begin",
                "condition": [{"active_loop": None}],
                "steps": [{"intent": "affirm"}, {"action": FORM}, {"active_loop": FORM}],
            },
            {
                "rule": "end",
                "condition": [{"active_loop": FORM}],
                "steps": [
                    {"action": FORM},
                    {"active_loop": None},
                    {"slot_was_set": [{"requested_slot": None}]},
                    {"action": "action_outcome"},
                ],
            },
        ],
    }


def _stories(knowledge: Knowledge) -> Json:
    """Three, as in the project of `rasa init`: the check, one after a question, and questions alone."""
    check: list[Json] = [
        {"intent": "start_check"},
        {"action": "utter_consent"},
        {"intent": "affirm"},
        {"action": FORM},
        {"active_loop": FORM},
        {"active_loop": None},
        {"action": "action_outcome"},
    ]
    first, second = [topic.id for topic in knowledge.topics.values() if topic.label][:2]
    aside: list[Json] = [{"intent": first}, {"action": f"utter_{first}"}]
    both = [*aside, {"intent": second}, {"action": f"utter_{second}"}]
    stories = {"check": check, "question, then check": [*aside, *check], "two questions": both}
    return {
        "version": VERSION,
        "stories": [{"story": name, "steps": steps} for name, steps in stories.items()],
    }


def _check(question: str) -> str:
    return f"""
    def validate_{question}(self, value, dispatcher, tracker, domain):
        return {{"{question}": answer(value)}}
"""
