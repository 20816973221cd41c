"""`GET /openapi.json`: the visitor API, described in openapi.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

FILE: Final = Path(__file__).with_name("openapi.yml")


def description() -> dict[str, Any]:
    """What openapi.yml says."""
    read: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


def description_route() -> Route:
    """The description as JSON, read once."""
    told = description()

    async def describe(request: Request) -> Response:
        return JSONResponse(told)

    return Route("/openapi.json", describe, methods=["GET"])
