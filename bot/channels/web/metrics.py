"""`GET /metrics` for Prometheus: with a token, or in development for this machine alone."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.metrics import Metrics
from bot.channels.web.problems import Problem
from bot.channels.web.routes import answer
from bot.channels.web.workers import Pool
from bot.settings import Settings

PATH: Final = "/metrics"
_OF_PROXIES: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class MetricsPage:
    """The page. Each process tells its own numbers, so ask each, and not the proxy in front of them."""

    def __init__(self, metrics: Metrics, pool: Pool, settings: Settings) -> None:
        self._metrics, self._pool = metrics, pool
        self._token, self._production = settings.metrics_token, settings.production

    def route(self) -> Route:
        return Route(PATH, self.show, methods=["GET"])

    async def show(self, request: Request) -> Response:
        """The numbers, to whoever may see them; to others there is no such page."""
        if not self._may_see(request):
            raise Problem("no_such_path")
        text: Callable[[], bytes] = self._metrics.text
        return Response(await answer(self._pool, text), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _may_see(self, request: Request) -> bool:
        if self._token is not None:
            given = request.headers.get("authorization", "")
            return hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())
        return not self._production and _is_from_here(request)


def _is_from_here(request: Request) -> bool:
    """Whether somebody on this machine asks, and no proxy for somebody else."""
    if request.client is None or any(name in request.headers for name in _OF_PROXIES):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
