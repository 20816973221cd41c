"""The clinic's own address in tests: it keeps what is posted to it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Listener:
    """Refuses the first `refuse` posts with a 500, and those of the conversations in `never` with a 400."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.refuse = 0
        self.never: list[str] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                listener.heard.append(body)
                refused = 500 if len(listener.heard) <= listener.refuse else 204
                self.send_response(400 if body.get("conversation") in listener.never else refused)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/alert"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
