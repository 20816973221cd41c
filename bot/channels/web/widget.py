"""The widget's script: its modules and its style, put together in one file when the service starts.

Each module becomes a function of its own that gives what it exports, so a page fetches one script of the
ordinary kind and browsers need no modules. The sources stay small files without a build step.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER: Final = Path(__file__).with_name("static") / "widget"
FIRST: Final = "main"
_IMPORT: Final = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENTS: Final = re.compile(r"^\s*(?://[^\n]*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
_INDENT: Final = re.compile(r"^ +|\n(?=\n)", re.MULTILINE)
_CSS_SPACE: Final = re.compile(r"/\*(?:[^*]|\*(?!/))*\*/|\s+")
_HEADERS: Final = {
    "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class Script:
    """The script, plain and compressed. `tag` changes when it does."""

    plain: bytes
    packed: bytes
    tag: str

    def response(self, request: Request) -> Response:
        packed = "gzip" in request.headers.get("accept-encoding", "")
        headers = {**_HEADERS, "ETag": f'"{self.tag}{"-gzip" if packed else ""}"'}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return Response(self.packed if packed else self.plain, 200, headers, "text/javascript")


def widget_route(emergency_number: str) -> Route:
    """`GET /widget.js`. It knows the emergency number, for when the service cannot be reached."""
    plain = assemble({"EMERGENCY_NUMBER": emergency_number}).encode()
    script = Script(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:20])

    async def widget(request: Request) -> Response:
        return script.response(request)

    return Route("/widget.js", widget, methods=["GET"])


def assemble(clinic: Mapping[str, str], folder: Path = FOLDER) -> str:
    """One script of the modules that `main.js` imports, each after those that it needs itself."""
    style = _CSS_SPACE.sub(" ", (folder / "style.css").read_text(encoding="utf-8")).strip()
    made = {"style": _constants({"STYLE": style}), "clinic": _constants(clinic)}
    done: dict[str, str] = {}

    def add(name: str) -> None:
        source = made.get(name) or (folder / f"{name}.js").read_text(encoding="utf-8")
        for found in _IMPORT.finditer(source):
            if found[2] not in done:
                add(found[2])
        done[name] = _as_function(name, source)

    add(FIRST)
    return "".join(["(() => {\n'use strict';\n", *done.values(), "})();\n"])


def _as_function(name: str, source: str) -> str:
    exported = ", ".join(found[2] for found in _EXPORT.finditer(source))
    body = _IMPORT.sub(r"const \1 = module_\2;\n", _EXPORT.sub(r"\1", _COMMENTS.sub("", source)))
    body = _INDENT.sub("", body)
    return f"const module_{name} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _constants(values: Mapping[str, str]) -> str:
    return "".join(f"export const {name} = {json.dumps(value)};\n" for name, value in values.items())
