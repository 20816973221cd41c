"""Starts and stops the channel with the web application, and adds its routes there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette

from bot.channels.telegram.channel import Channel


def attach(app: Starlette, channel: Channel) -> None:
    """From now on the application serves this channel too."""
    web = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        async with web(app) as state:
            await channel.start()
            try:
                yield state
            finally:
                await channel.stop()

    app.router.lifespan_context = lifespan
    app.router.routes.extend(channel.routes())
