"""The channel beside the web application: switched on by a token, alerts as on the web."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette

from bot.channels.outbox.sequences import Sequences
from bot.service.serving import attach_telegram
from tests.channels.listener import Listener
from tests.conversation import knowledge, settings_for
from tests.telegram.conftest import Serve
from tests.telegram.emulator import Telegram
from tests.telegram.person import Person, opening, until
from tests.telegram.test_delivery import conversation_of


def test_without_a_token_it_is_off_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    app = Starlette()
    settings = settings_for("sqlite:////nowhere/a.db")
    attach_telegram(app, None, settings, knowledge(), None, None)  # type: ignore[arg-type]
    assert app.routes == []
    assert "Telegram is off: TELEGRAM_BOT_TOKEN is not set." in capsys.readouterr().out


def test_a_red_flag_is_told_to_the_clinic(serve: Serve, telegram: Telegram) -> None:
    listener = Listener()
    served, person = serve(ALERT_URL=listener.url), Person(telegram)
    person.writes("I have crushing chest pain")
    person.waits(opening("outcome_urgent"))
    until(lambda: listener.heard)
    assert listener.heard == [{"conversation": conversation_of(served, person.id), "flag": "cardiac"}]
    listener.close()


def test_lanes_keep_the_order_of_a_key_and_share_the_places() -> None:
    done: list[tuple[str, int]] = []
    left = {"loud": 30, "calm": 2}

    async def step(key: str) -> float | None:
        if not left[key]:
            return None
        left[key] -= 1
        await asyncio.sleep(0.001)
        done.append((key, left[key]))
        if (key, left[key]) == ("calm", 1):
            raise ZeroDivisionError
        return 0.0

    async def main() -> None:
        sequences = Sequences[str](step, places=1)
        sequences.wake("loud")
        sequences.wake("calm")
        await asyncio.sleep(0.01)
        sequences.wake("calm")
        sequences.wake("calm")
        await asyncio.sleep(0.2)
        await sequences.close(1)
        sequences.wake("loud")

    asyncio.run(main())
    assert [number for key, number in done if key == "loud"] == list(reversed(range(30)))
    assert [number for key, number in done if key == "calm"] == [1, 0]
    assert done.index(("calm", 0)) < 20


def test_the_step_that_a_lane_is_at_is_waited_for_but_not_for_ever() -> None:
    done: list[str] = []

    async def step(key: str) -> float | None:
        await asyncio.sleep(0.05 if key == "quick" else 5)
        done.append(key)
        return None

    async def main() -> None:
        sequences = Sequences[str](step, places=2)
        for key in ("quick", "slow"):
            sequences.wake(key)
        await asyncio.sleep(0)
        for key in ("idle", "quick", "slow"):
            await sequences.step_ended(key, 0.2)
        await sequences.close(0)

    asyncio.run(main())
    assert done == ["quick"]
