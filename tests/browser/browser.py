"""Debian's Chromium: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import Final

import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REMEDY: Final = (
    "No browser was found, so the widget is not tested. Install one (on Debian: apt-get install chromium), "
    "or set CHROMIUM to the path of a Chromium or Chrome."
)


def find_browser() -> str | None:
    """The path of a Chromium: CHROMIUM where it is set, else the first on PATH."""
    given = os.environ.get("CHROMIUM")
    return shutil.which(given) if given else next(filter(None, map(shutil.which, NAMES)), None)


def browser_path() -> str:
    """The path of a Chromium. Without one the test is skipped, and in CI it fails."""
    path = find_browser()
    if path:
        return path
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(REMEDY)
    pytest.skip(REMEDY)
