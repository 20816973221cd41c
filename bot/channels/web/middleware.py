"""What holds for every request: headers, origins, the access log, and no error that gets out."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.metrics import Metrics
from bot.channels.web.admission import CONVERSATION
from bot.channels.web.logs import begin_request, described
from bot.channels.web.problems import RETRY_SECONDS, Problem, Refusals
from bot.domain.messages import Emergency

log = logging.getLogger(__name__)
Advice = Callable[[Request], Awaitable[Emergency | None]]

SECURITY: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
HSTS: Final = "max-age=31536000"
_METHODS: Final = frozenset(("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"))
_QUIET: Final = frozenset(("/healthz", "/readyz", "/metrics"))
_SHARED: Final = {"Access-Control-Expose-Headers": "Retry-After", "Vary": "Origin"}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


class LastResort:
    """Answers what failed in everything else, also where not even the headers could be added.

    The answer is a 503 with the advice for a message that holds a red flag; nothing of the error is told.
    """

    def __init__(self, app: ASGIApp, advice: Advice, refusals: Refusals) -> None:
        self._app, self._advice, self._refusals = app, advice, refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        begun = False

        async def hold(message: Message) -> None:
            """Send the beginning with the body: until then there can be another answer."""
            nonlocal start, begun
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None and not begun:
                await send(start)
                begun = True
            await send(message)

        try:
            await self._app(scope, receive, hold)
        except Exception as error:
            if scope["type"] != "http":
                raise
            if begun:
                log.error("request failed late", extra={"error": described(error)})
            else:
                await self._refuse(error, scope, receive, send)

    async def _refuse(self, error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
        log.error("request failed", extra={"error": described(error)})
        problem = Problem("failed", RETRY_SECONDS, await self._advice(Request(scope, receive)))
        await self._refusals.of(problem)(scope, receive, send)


class Guarded(LastResort):
    """Ends every request with an answer and a log line; an unforeseen error is a 503 and leaves no text."""

    def __init__(self, app: ASGIApp, metrics: Metrics, advice: Advice, refusals: Refusals) -> None:
        super().__init__(app, advice, refusals)
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 0, time.perf_counter()
        begin_request()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if scope["app"].state.leaving:  # or the client would send its next request to a closed door
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        try:
            await self._app(scope, receive, note)
        except ClientDisconnect:
            pass  # nobody is there to be answered
        except Exception as error:
            if status:  # the answer has begun: no other one can be sent, and the last resort logs this
                raise
            await self._refuse(error, scope, receive, note)
        if scope["path"] not in _QUIET:
            self._tell(scope, status, time.perf_counter() - began)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        """Log and count: the route, never the path, which can hold a booking reference or anything else."""
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", None)
        fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        if conversation := scope.get("state", {}).get(CONVERSATION):
            fields["conversation"] = conversation
        log.info("request", extra=fields)
        self._metrics.responses.labels(method, route or "none", status).inc()
        self._metrics.response_seconds.labels(method, route or "none").observe(seconds)


class SecurityHeaders:
    """Adds the headers that keep other sites, frames and caches out."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        headers = {**SECURITY, **({"Strict-Transport-Security": HSTS} if https else {})}
        self._headers = Headers(headers).raw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                missing = [header for header in self._headers if header[0] not in there]
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        await self._app(scope, receive, add)


class Origins:
    """Lets the pages of allowed origins, and our own, use the API, and refuses it to others."""

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...], public_url: str, refusals: Refusals) -> None:
        self._app, self._refusals = app, refusals
        parts = urlsplit(public_url)
        self._allowed = {origin.lower() for origin in (*allowed, f"{parts.scheme}://{parts.netloc}")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        origin = headers.get("origin")
        if origin is None:
            await self._app(scope, receive, send)
        elif self._is_allowed(origin, headers.get("host", "")):
            is_preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
            app = Response(status_code=204, headers=_PREFLIGHT) if is_preflight else self._app
            await app(scope, receive, _with(send, {**_SHARED, "Access-Control-Allow-Origin": origin}))
        else:
            refused = scope["path"].startswith("/api/")
            app = self._refusals.of(Problem("other_origin")) if refused else self._app
            await app(scope, receive, _with(send, {"Vary": "Origin"}))

    def _is_allowed(self, origin: str, host: str) -> bool:
        _, _, authority = origin.lower().partition("://")
        return origin.lower() in self._allowed or (authority != "" and authority == host.lower())


def _with(send: Send, headers: Mapping[str, str]) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return add
