"""Holds every answer of the visitor API to what openapi.yml says about it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import httpx
from jsonschema import Draft202012Validator, FormatChecker

from bot.channels.web.description import description

METHODS: Final = ("get", "post", "put", "patch", "delete")
ELSEWHERE: Final = (404, 405)
"""What OpenAPI has no place for: no such path, no such method."""


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Each call that is described, by its method and path."""
    return {
        (method.upper(), path): call
        for path, calls in description()["paths"].items()
        for method, call in calls.items()
        if method in METHODS
    }


@cache
def responses(method: str, path: str) -> dict[int, Mapping[str, Any]]:
    """The answers of a call by their status."""
    call = operations().get((method, path), {"responses": {}})
    return {int(status): resolved(told) for status, told in call["responses"].items()}


def resolved(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference stands for."""
    while "$ref" in told:
        place: Any = description()
        for name in told["$ref"].removeprefix("#/").split("/"):
            place = place[name]
        told = place
    return told


@cache
def validator(name: str) -> Draft202012Validator:
    """For one of the schemas."""
    whole = {**description(), "$ref": f"#/components/schemas/{name}"}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def check(response: httpx.Response) -> None:
    """An answer of the visitor API has a status, headers and a body that are described for its call."""
    method, path = response.request.method, response.request.url.path
    if (method, path) not in operations() or response.status_code in ELSEWHERE:
        return
    told = responses(method, path)
    assert response.status_code in told, f"{method} {path}: {response.status_code} is not described"
    described = told[response.status_code]
    for name, header in described.get("headers", {}).items():
        value = response.headers[name]
        schema = resolved(header)["schema"]
        Draft202012Validator(schema).validate(int(value) if schema.get("type") == "integer" else value)
    response.read()
    if "content" not in described:
        assert response.content == b""
        return
    [(kind, content)] = described["content"].items()
    assert response.headers["content-type"] == kind
    validator(content["schema"]["$ref"].rpartition("/")[2]).validate(response.json())
