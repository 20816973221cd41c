"""A model is loaded only if it is the very one that was trained here: an archive can hold code."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.dialogue.rasa import training
from bot.dialogue.rasa.training import (
    FINGERPRINT,
    MODEL,
    NotTrained,
    checked_copy,
    fingerprint,
    trained_model,
)

ARCHIVE = b"an archive"
HASH = hashlib.sha256(ARCHIVE).hexdigest()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder as training leaves it."""
    (tmp_path / MODEL).write_bytes(ARCHIVE)
    (tmp_path / FINGERPRINT).write_text(f"{fingerprint()} {HASH}\n")
    return tmp_path


def test_the_model_that_was_trained_is_loaded_from_a_copy(models: Path) -> None:
    with checked_copy(models) as copy:
        assert copy.read_bytes() == ARCHIVE
        assert copy.parent != models
        assert copy.parent.stat().st_mode & 0o077 == 0
    assert not copy.exists()


@pytest.mark.parametrize("content", [b"", b"another archive", ARCHIVE + b"\0", ARCHIVE[:-1]])
def test_another_archive_is_refused(models: Path, content: bytes) -> None:
    (models / MODEL).write_bytes(content)
    with pytest.raises(NotTrained, match="not the one that was trained"):
        trained_model(models)


@pytest.mark.parametrize("missing", [MODEL, FINGERPRINT])
def test_without_its_hash_a_model_is_none(models: Path, missing: str) -> None:
    (models / missing).unlink()
    with pytest.raises(NotTrained, match="there is no model"), checked_copy(models):
        raise AssertionError("it was loaded")


def test_a_model_that_was_exchanged_with_its_hash_is_not_the_one_that_is_named(models: Path) -> None:
    other = b"the archive of somebody who can write here"
    (models / MODEL).write_bytes(other)
    (models / FINGERPRINT).write_text(f"{fingerprint()} {hashlib.sha256(other).hexdigest()}\n")
    with pytest.raises(NotTrained, match="MODEL_SHA256"), checked_copy(models, HASH):
        raise AssertionError("it was loaded")


def test_a_model_that_is_exchanged_after_it_was_looked_at_is_refused(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    look = training.trained_model

    def look_and_exchange(folder: Path, root: Path) -> Path:
        found = look(folder, root)
        if not looked:
            looked.append(found)
            found.write_bytes(b"another archive")
        return found

    monkeypatch.setattr(training, "trained_model", look_and_exchange)
    with pytest.raises(NotTrained, match="not the one that was trained"), checked_copy(models):
        raise AssertionError("it was loaded")


def test_a_sign_off_asks_for_no_other_model(tmp_path: Path) -> None:
    clinic = tmp_path / training.NOT_LEARNED_FROM
    topics = tmp_path / "bot/knowledge/en/topics.yml"
    topics.parent.mkdir(parents=True)
    for name in ("config.yml", "domain.yml", "requirements/app.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
    clinic.write_text("signed_off: null\n")
    topics.write_text("cost: {}\n")
    before = fingerprint(tmp_path)
    clinic.write_text("signed_off: {}\n")
    assert fingerprint(tmp_path) == before
    topics.write_text("costs: {}\n")
    assert fingerprint(tmp_path) != before
