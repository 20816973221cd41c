"""Made-up conversations in bulk, written as turns write them. Nobody ever said any of it."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from sqlalchemy import insert

from bot.domain.decision import decide
from bot.domain.names import QUESTIONS, Answer
from bot.domain.screening import Screening, to_json
from bot.store.conversations.history import AnswerChange
from bot.store.conversations.models import Conversation, Message, Offer, Turn
from bot.store.conversations.queries import table
from bot.store.database.engines import migrating_engine

AT_ONCE: Final = 1_000
WORDS: Final = """
back pain since morning doctor sitting office chair lower upper stiff sleep bed walk tablet daily
bp sugar mother father years ago operation never maybe sometimes heavy lifting gym yoga table
clinic cost time today aspirin ecosprin warfarin glaucoma cataract disc slipped nerve leg
tingling neck shoulder please help thanks
""".split()  # noqa: SIM905
SHORT: Final = ("no", "no", "no", "nope", "nahi", "yes", "not sure", "no never", "what is that?", "no doctor")
REPLY: Final = (
    "Question {} of 10: Has a doctor ever told you that you have a condition of this kind, also when it is "
    "under control? For example one of those that stand on the list.\n\nAnswer yes if tablets keep it normal."
)
CHOICES: Final = [{"title": title, "value": f"x:{title}:1"} for title in ("Yes", "No", "Not sure", "Why?")]
Row = dict[str, Any]
MODELS: Final = (Conversation, Turn, Message, Offer, AnswerChange)


def fill(database_url: str, conversations: int, seed: int = 7) -> list[str]:
    """Write so many conversations; gives the ids of some."""
    made = Maker(random.Random(seed), conversations)
    engine = migrating_engine(database_url)
    some: list[str] = []
    for begin in range(0, conversations, AT_ONCE):
        rows = made.batch(min(AT_ONCE, conversations - begin))
        with engine.begin() as connection:
            for model in MODELS:
                if rows[model]:
                    connection.execute(insert(table(model)), rows[model])
        some.append(rows[Conversation][0]["id"])
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()
    return some


class Maker:
    """Makes rows; a year of them, oldest first."""

    def __init__(self, chance: random.Random, total: int) -> None:
        self._chance, self._step = chance, timedelta(days=365) / max(1, total)
        self._at = datetime.now(timezone.utc) - timedelta(days=365)
        self._turn = self._message = self._change = 0
        self._serial = 0

    def batch(self, number: int) -> dict[Any, list[Row]]:
        rows: dict[Any, list[Row]] = {model: [] for model in MODELS}
        for _ in range(number):
            self._add(rows)
        return rows

    def _add(self, rows: dict[Any, list[Row]]) -> None:
        chance = self._chance
        self._at += self._step
        id = uuid.UUID(int=chance.getrandbits(128)).hex
        asked = chance.choices((12, chance.randint(3, 9), 1), (55, 25, 20))[0]
        answers: dict[str, Answer] = {
            question: chance.choices(("no", "yes", "unsure"), (93, 5, 2))[0]
            for question in QUESTIONS[: max(0, asked - 2)]
        }
        red = chance.random() < 0.01
        finished = len(answers) == len(QUESTIONS) or red
        position = 0
        for number in range(asked):
            at = self._at + timedelta(seconds=20 * number)
            said = (
                " ".join(chance.choices(WORDS, k=6))
                if number == 0 or chance.random() < 0.2
                else chance.choice(SHORT)
            )
            if number == 0:
                self._serial += 1
                said += f" case{self._serial}"
            position += 2
            self._take_turn(rows, id, said, number, position, at)
        rows[Offer] += [{"conversation_id": id, "value": choice["value"]} for choice in CHOICES]
        rows[Conversation].append(self._conversation(id, answers, asked, red, finished))
        self._changes(rows, id, answers)

    def _conversation(
        self, id: str, answers: dict[str, Answer], asked: int, red: bool, finished: bool
    ) -> Row:
        state = "finished" if finished else "asking" if answers else "not_started"
        question = None if finished or not answers else QUESTIONS[len(answers)]
        version = "2026.1" if asked > 2 else None
        red_flags = ("cardiac",) if red else ()
        screening = to_json(
            Screening(
                state=state,  # type: ignore[arg-type]
                checklist_version=version,
                question=question,
                answers=answers,
                said=dict.fromkeys(answers, "no"),
                red_flags=red_flags,
                run=1 if version else 0,
            )
        )
        return {
            "id": id,
            "channel": "telegram" if self._chance.random() < 0.3 else "web",
            "locale": "en",
            "created_at": self._at,
            "used_at": self._at + timedelta(seconds=20 * asked),
            "screening": screening,
            "last_position": asked * 2,
            "turns": asked,
            "state": state,
            "question": question,
            "outcome": decide(QUESTIONS, answers, red_flags).outcome if finished else None,
            "checklist_version": version,
            "red_flag": red,
        }

    def _take_turn(
        self, rows: dict[Any, list[Row]], id: str, said: str, number: int, position: int, at: datetime
    ) -> None:
        self._turn += 1
        intent = "not_understood" if self._chance.random() < 0.01 else "deny"
        understood = {
            "text": said,
            "intent": intent,
            "confidence": 0.93,
            "topics": [],
            "mentions": [],
            "subject": None,
            "correction": None,
            "choice": False,
        }
        rows[Turn].append(
            {
                "id": self._turn,
                "conversation_id": id,
                "message_id": f"m{self._turn}",
                "digest": "0" * 64,
                "at": at,
                "understood": understood,
                "moves": [{"name": "record"}],
                "fault": None,
            }
        )
        for sender, text in (("visitor", said), ("bot", REPLY.format(number))):
            self._message += 1
            rows[Message].append(
                {
                    "id": self._message,
                    "conversation_id": id,
                    "turn_id": self._turn,
                    "public_id": f"m{self._turn}" if sender == "visitor" else f"p{self._message}",
                    "position": position - (sender == "visitor"),
                    "sender": sender,
                    "at": at,
                    "text": text,
                    "topic": "risks_overview"
                    if sender == "bot" and number == 0
                    else "question:obesity"
                    if sender == "bot"
                    else None,
                    "asks": None,
                    "choices": CHOICES if sender == "bot" else [],
                    "booking_id": None,
                }
            )

    def _changes(self, rows: dict[Any, list[Row]], id: str, answers: dict[str, Answer]) -> None:
        for question, answer in answers.items():
            self._change += 1
            taken_back = self._chance.random() < 0.003
            rows[AnswerChange].append(
                {
                    "id": self._change,
                    "conversation_id": id,
                    "turn_id": None,
                    "at": self._at,
                    "run": 1,
                    "question": question,
                    "previous": "yes" if taken_back and answer != "yes" else None,
                    "answer": answer,
                    "said": "no",
                    "cause": "typed: deny",
                }
            )
