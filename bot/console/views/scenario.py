""" "Make this a test": the conversation as a scenario file, without what could tell who it was."""

from __future__ import annotations

from typing import Final

import yaml
from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.records import dossier as dossiers
from bot.console.records.scenario_file import written
from bot.console.services import services, write_down
from bot.console.views.export import file

pages = Blueprint("scenario", __name__, url_prefix="/conversations/<id>")
_LONGEST: Final = 60_000


@pages.get("/test")
def show(id: str) -> ResponseReturnValue:
    """The file, to be read over and mended before it is taken."""
    dossier = dossiers.read(services(), id)
    write_down("look", id)
    return render_template("scenario.html", id=id, text=written(services(), dossier))


@pages.post("/test")
def save(id: str) -> ResponseReturnValue:
    """The file as it was mended."""
    text = request.form.get("text", "").replace("\r\n", "\n")[:_LONGEST]
    dossier = dossiers.read(services(), id)
    try:
        if not isinstance(yaml.safe_load(text), list):
            raise yaml.YAMLError
    except yaml.YAMLError:
        flash("That is not a list in YAML any more. Mend it, or begin again.")
        return render_template("scenario.html", id=id, text=text)
    write_down("test_file", id)
    return file([text], "application/yaml", f"from_console_{dossier.id[:8]}.yml")
