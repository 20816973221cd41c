"""The assistant on a port of this machine: it can be stopped and started again over the same database."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.web.app import create_app
from bot.content.loading import load
from bot.language.readers import Readers
from bot.service.assembly import assemble
from bot.settings import read_settings
from bot.store.conversations.store import Store
from tests.browser.faults import Faulty
from tests.fake_dialogue import FakeDialogue
from tests.machine import free_port


class Server:
    """The whole service, except that the dialogue is one without Rasa. `settings` are those of the README."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/browser.db",
            "SECRET_KEY": "k" * 32,
            "PUBLIC_URL": self.address,
            "RATE_LIMIT": "0",
            **settings,
        }
        self._settings = read_settings(environment)
        readers = Readers.of(load())
        self._knowledge = readers.knowledge
        self._store = Store(self._settings.database_url)
        self._store.migrate()
        dialogue = FakeDialogue(self._knowledge)
        self.assistant = Faulty(assemble(self._settings, readers, self._store, dialogue))
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.start()

    def start(self) -> None:
        app = create_app(self.assistant, self._settings, self._knowledge)
        app.router.routes.insert(0, Route("/pages/{name}", self._page))
        config = uvicorn.Config(app, port=self.port, log_config=None, access_log=False, ws="none")
        config.timeout_graceful_shutdown = 1
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        _wait_for(lambda: self._server.started)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def restart(self) -> None:
        self.stop()
        self.start()

    def allow(self, origin: str) -> None:
        """Let another origin's pages use the API, as ALLOWED_ORIGINS does."""
        self._settings = replace(self._settings, allowed_origins=(origin,))
        self.restart()

    def close(self) -> None:
        self.stop()
        self._store.dispose()

    def page(self, name: str, body: str, head: str = "", attributes: str = "", policy: str = "") -> str:
        """Put up a page; gives its address. `policy` is its content-security policy."""
        html = (
            f'<!doctype html><html lang="en" {attributes}><head><title>{name}</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
            f"<body><main><h1>{name}</h1>{body}</main></body></html>"
        )
        self.pages[name] = (html, {"Content-Security-Policy": policy} if policy else {})
        return f"{self.address}/pages/{name}"

    async def _page(self, request: Any) -> Response:
        html, headers = self.pages[request.path_params["name"]]
        return HTMLResponse(html, headers={"Content-Security-Policy": "", **headers})


def _wait_for(done: Any, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
