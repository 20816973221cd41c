"""Starts and stops with the web application what runs beside it, on its event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.routing import BaseRoute


class Service(Protocol):
    """Something that works while the application does."""

    async def start(self) -> None:
        """Begin. The application serves when this has returned."""

    async def stop(self) -> None:
        """Finish what has begun."""


def attach(app: Starlette, service: Service, routes: Sequence[BaseRoute] = ()) -> None:
    """From now on the application runs this too, and serves its routes. What is attached last stops first."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        async with before(app) as state:
            await service.start()
            try:
                yield state
            finally:
                await service.stop()

    app.router.lifespan_context = lifespan
    app.router.routes.extend(routes)
