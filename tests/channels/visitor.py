"""A client of the visitor API for tests."""

from __future__ import annotations

import uuid
from typing import Any

from starlette.testclient import TestClient


class Visitor:
    """A client with a conversation of its own."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.begun = client.post("/api/chat/conversations").json()
        self.headers = {"Authorization": f"Bearer {self.begun['token']}"}

    def send(self, **body: Any) -> Any:
        """Send a message; an id is made where none is given."""
        return self.client.post("/api/chat/messages", json={"id": new_id(), **body}, headers=self.headers)

    def history(self) -> Any:
        return self.client.get("/api/chat/conversation", headers=self.headers)


def new_id() -> str:
    return str(uuid.uuid4())


def problem(response: Any, status: int, key: str) -> dict[str, Any]:
    """The problem that a response is, checked."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:heads-up:{key}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body
