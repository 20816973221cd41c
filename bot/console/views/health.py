"""`/healthz` and `/readyz` of the console."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from bot.console.services import services
from bot.store.database.errors import Unavailable

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="alive")


@pages.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database can be written."""
    try:
        services().store.check_writable()
    except Unavailable:
        return jsonify(status="not ready"), 503
    return jsonify(status="ready")
