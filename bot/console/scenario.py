""" "Make this a test": the conversation as a scenario file, without what could tell who it was."""

from __future__ import annotations

from typing import Final

import yaml
from flask import Blueprint, Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from bot.console import dossier as dossiers
from bot.console.desk import desk, me
from bot.console.scenario_file import written

pages = Blueprint("scenario", __name__, url_prefix="/conversations/<id>")
_LONGEST: Final = 60_000


@pages.get("/test")
def show(id: str) -> ResponseReturnValue:
    """The file, to be read over and mended before it is taken."""
    dossier = dossiers.read(desk(), id)
    with desk().store.writing() as session:
        desk().trail.add(session, me().name, "look", id)
    return render_template("scenario.html", id=id, text=written(desk(), dossier))


@pages.post("/test")
def save(id: str) -> ResponseReturnValue:
    """The file as it was mended."""
    text = request.form.get("text", "").replace("\r\n", "\n")[:_LONGEST]
    dossier = dossiers.read(desk(), id)
    try:
        if not isinstance(yaml.safe_load(text), list):
            raise yaml.YAMLError
    except yaml.YAMLError:
        flash("That is not a list in YAML any more. Mend it, or begin again.")
        return render_template("scenario.html", id=id, text=text)
    with desk().store.writing() as session:
        desk().trail.add(session, me().name, "test_file", id)
    name = f"from_console_{dossier.id[:8]}.yml"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type="application/yaml; charset=utf-8", headers=disposition)
