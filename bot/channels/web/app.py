"""The web application, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.conversations import Conversations
from bot.channels.metered import Metered
from bot.channels.metrics import Metrics
from bot.channels.web.admission import Admission
from bot.channels.web.booking import BookingPages, pages_of
from bot.channels.web.description import description_route
from bot.channels.web.health import Health
from bot.channels.web.metrics import MetricsPage
from bot.channels.web.middleware import Guarded, LastResort, Origins, SecurityHeaders
from bot.channels.web.problems import Problem, Refusals, load_words
from bot.channels.web.routes import CHANNEL, VisitorApi
from bot.channels.web.widget import widget_route
from bot.channels.web.workers import Workers
from bot.content.knowledge import Knowledge
from bot.settings import Settings

STATIC: Final = Path(__file__).with_name("static")
_FRESH: Final = {"Cache-Control": "no-cache"}


def create_app(
    conversations: Conversations,
    settings: Settings,
    knowledge: Knowledge,
    metrics: Metrics | None = None,
    tell_clinic: Callable[[], None] = lambda: None,
    refusals: Refusals | None = None,
) -> Starlette:
    """The visitor API, the booking hand-over, the demo page and the widget, on these conversations.

    `tell_clinic` is called when an alert may wait to be told.
    """
    metrics, refusals = metrics or Metrics(), refusals or Refusals(load_words())
    conversations = Metered(conversations, metrics, CHANNEL)
    workers, admission = Workers(), Admission.of(settings)
    api = VisitorApi(conversations, workers, admission, tell_clinic)
    booking = BookingPages(conversations, workers, admission, pages_of(knowledge))
    health = Health(conversations, workers.reads)
    numbers = MetricsPage(metrics, workers.reads, settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    app = Starlette(
        routes=[
            *api.routes(),
            *booking.routes(),
            *health.routes(),
            numbers.route(),
            description_route(),
            *_files(knowledge),
        ],
        # Outermost first. Guarded is innermost, so that its refusals get the headers too; LastResort is
        # outside of everything, for what fails in the headers themselves.
        middleware=[
            Middleware(LastResort, advice=api.advice, refusals=refusals),
            Middleware(SecurityHeaders, https=settings.is_https),
            Middleware(
                Origins,
                allowed=settings.allowed_origins,
                public_url=settings.public_url,
                refusals=refusals,
            ),
            Middleware(Guarded, metrics=metrics, advice=api.advice, refusals=refusals),
        ],
        exception_handlers={Problem: refusals.on_problem, HTTPException: refusals.on_http_exception},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.leaving = False
    return app


def _files(knowledge: Knowledge) -> list[BaseRoute]:
    """The demo page, the widget and their style, straight from the folder."""
    files = StaticFiles(directory=STATIC)

    async def demo(request: Request) -> Response:
        return _fresh(await files.get_response("demo.html", request.scope))

    return [Route("/", demo), widget_route(knowledge.clinic.emergency_number), Mount("/static", files)]


def _fresh(response: Response) -> Response:
    """Let browsers keep a file and ask each time whether it is still the newest."""
    response.headers.update(_FRESH)
    return response
