"""Which websites may use the API, and the headers on every answer."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.channels.conftest import Start
from tests.channels.visitor import Visitor, problem

CLINIC = "https://clinic.example"
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


@pytest.mark.parametrize("origin", [CLINIC, "http://127.0.0.1:8000"])
def test_an_allowed_origin_is_told_so(start: Start, origin: str) -> None:
    client = start(allowed_origins=(CLINIC,))
    response = client.post("/api/chat/conversations", headers={"Origin": origin})
    assert response.status_code == 201
    assert response.headers["access-control-allow-origin"] == origin
    assert response.headers["vary"] == "Origin"
    assert "Retry-After" in response.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in response.headers


def test_a_page_of_the_service_itself_may_use_it_under_any_name(start: Start) -> None:
    client = start()
    headers = {"Origin": "http://localhost:9000", "Host": "localhost:9000"}
    assert client.post("/api/chat/conversations", headers=headers).status_code == 201


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://clinic.example",
        "https://clinic.example.evil.example",
        "https://clinic.example:444",
        "null",
        "",
        "*",
        "http://[",
    ],
)
def test_other_origins_are_refused(start: Start, origin: str) -> None:
    client = start(allowed_origins=(CLINIC,))
    for response in (
        client.post("/api/chat/conversations", headers={"Origin": origin}),
        client.options("/api/chat/messages", headers={"Origin": origin, **PREFLIGHT}),
    ):
        problem(response, 403, "other_origin")
        assert "access-control-allow-origin" not in response.headers


def test_an_allowed_origin_can_ask_before(start: Start) -> None:
    client = start(allowed_origins=(CLINIC,))
    response = client.options("/api/chat/messages", headers={"Origin": CLINIC, **PREFLIGHT})
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == CLINIC
    assert response.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert "DELETE" in response.headers["access-control-allow-methods"]


def test_refusals_can_be_read_by_an_allowed_origin(start: Start) -> None:
    client = start(allowed_origins=(CLINIC,))
    response = client.get("/api/chat/conversation", headers={"Origin": CLINIC})
    problem(response, 401, "no_token")
    assert response.headers["access-control-allow-origin"] == CLINIC


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/book/abc", "/api/chat/conversation", "/nothing", "/widget.js"]
)
def test_every_answer_keeps_others_out(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert "strict-transport-security" not in headers


def test_where_the_public_address_is_https_browsers_are_told_to_stay_there(start: Start) -> None:
    for headers in (start(public_url="https://chat.example").get(path).headers for path in ("/", "/nothing")):
        assert headers["strict-transport-security"].startswith("max-age=")


def test_in_production_browsers_are_told_to_stay_on_https(start: Start) -> None:
    headers = start(production=True).get("/nothing").headers
    assert headers["strict-transport-security"].startswith("max-age=")


def test_what_a_person_said_is_kept_by_no_cache(visitor: Visitor) -> None:
    assert visitor.history().headers["cache-control"] == "no-store"
    assert visitor.send(text="hello").headers["cache-control"] == "no-store"
