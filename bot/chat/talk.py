"""Talking to the running assistant in this terminal: show, ask, send."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import httpx

from bot.chat.screen import Screen
from bot.chat.visit import NotTaken, Stopped, Visit

Json = dict[str, Any]


def address(environment: Mapping[str, str]) -> str:
    """Where the assistant serves."""
    return environment.get("PUBLIC_URL") or f"http://127.0.0.1:{environment.get('PORT') or 8000}"


def talk(visit: Visit, screen: Screen) -> None:
    """Show, ask, send, until the person leaves."""
    screen.text("Type a number or your own words. /quit leaves.\n", "2")
    show(visit.begin(), screen)
    while (typed := screen.ask(visit.prompt)) not in ("/quit", "/exit"):
        print()
        if typed:
            try:
                show(visit.say(typed), screen)
            except NotTaken as refusal:
                screen.text(f"{refusal}\n", "33")


def show(messages: list[Json], screen: Screen) -> None:
    """Bot messages, with the choices of all of them numbered in one row."""
    first = 1
    for message in messages:
        screen.message(message, first)
        first += len(message["choices"])


def main() -> int:
    """Run the chat in this terminal."""
    for stream in (sys.stdout, sys.stdin):
        with suppress(AttributeError):  # a stream that a test put there
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    with suppress(ImportError):
        import readline  # noqa: F401  arrow keys while typing
    screen = Screen()
    try:
        with httpx.Client(base_url=address(os.environ), timeout=30) as http:
            talk(Visit(http, lambda text: screen.text(f"{text}\n", "33")), screen)
    except (EOFError, KeyboardInterrupt):
        print()
    except Stopped as reason:
        screen.text(str(reason))
        return 1
    print("Goodbye.")
    return 0
