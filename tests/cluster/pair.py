"""Two processes of the real service, on rules in memory instead of Rasa, over one PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.channels.test_metrics import numbers
from tests.conversation import SECRET
from tests.machine import Service
from tests.telegram.emulator import TOKEN, Telegram


class Member(Service):
    """One of the processes."""

    def __init__(self, folder: Path, url: str, telegram: Telegram) -> None:
        super().__init__(
            "tests.telegram.served",
            folder,
            DATABASE_URL=url,
            SECRET_KEY=SECRET,
            PUBLIC_URL="http://chat.clinic.example",
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=telegram.address,
        )

    @property
    def polls(self) -> bool:
        """Whether it says that it polls Telegram."""
        told = numbers(httpx.get(f"{self.address}/metrics", timeout=10).text)
        return told["heads_up_telegram_polls",] == 1
