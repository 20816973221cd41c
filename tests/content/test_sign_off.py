"""The sign-off is of exactly this content: a changed word needs a new one, and the message names its file."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content import sign_off
from bot.content.knowledge import KnowledgeError
from bot.content.loading import load
from tests.content.knowledge_files import Files

WHO = 'Dr A. "Example", physician, 12-345'
DAY = date(2025, 6, 2)


@pytest.fixture
def signed(files: Files) -> Files:
    sign_off.sign(WHO, DAY, files.folder)
    return files


def refused(files: Files) -> str:
    with pytest.raises(KnowledgeError) as error:
        sign_off.check(load(files.folder))
    assert (error.value.file, error.value.item) == ("clinic.yml", "signed_off")
    return error.value.remedy


def test_nothing_is_signed_off_as_shipped(files: Files) -> None:
    assert "make sign-off" in refused(files)


def test_what_was_signed_off_is_taken(signed: Files) -> None:
    knowledge = load(signed.folder)
    sign_off.check(knowledge)
    assert knowledge.clinic.signed_off is not None
    assert (knowledge.clinic.signed_off.name, knowledge.clinic.signed_off.date) == (WHO, "2025-06-02")


def test_every_file_of_the_content_is_covered(signed: Files) -> None:
    knowledge = load(signed.folder)
    assert knowledge.clinic.signed_off is not None
    files = {path.relative_to(signed.folder).as_posix() for path in signed.folder.rglob("*.yml")}
    assert set(knowledge.clinic.signed_off.files) == files


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("clinic.yml", ("phone",), "+91 98000 00000"),
        ("checklist.yml", ("questions", 2, "hint"), "Another hint."),
        ("topics.yml", ("cost", "text"), "Ask us."),
        ("lay_words.yml", ("obesity", "ask"), ["a few kilos too many"]),
        ("red_flags/trauma.yml", ("fall", "rules", 0, "unless"), ["in a film"]),
    ],
)
def test_a_changed_word_needs_a_new_sign_off_and_its_file_is_named(
    signed: Files, name: str, path: tuple[str | int, ...], value: object
) -> None:
    signed.put(name, path, value)
    remedy = refused(signed)
    assert WHO in remedy
    assert "2025-06-02" in remedy
    named = [file for file in load(signed.folder).digests if file in remedy]
    assert [file.removeprefix("en/") for file in named] == [name]
    sign_off.sign("Dr B", DAY, signed.folder)
    sign_off.check(load(signed.folder))


def test_comments_and_line_breaks_change_nothing(signed: Files) -> None:
    topics = signed.path("topics.yml")
    signed.text("topics.yml", "# Read aloud.\n" + topics.read_text(encoding="utf-8"))
    sign_off.check(load(signed.folder))


def test_the_order_of_red_flags_is_part_of_what_was_signed(signed: Files) -> None:
    reading = signed.read("red_flags/how_to_read.yml")
    signed.put("red_flags/how_to_read.yml", ("order",), reading["order"][::-1])
    assert "red_flags/how_to_read.yml" in refused(signed)


def test_a_sign_off_that_was_edited_by_hand_is_none(signed: Files) -> None:
    signed.put("topics.yml", ("cost", "text"), "Ask us.")
    digest = load(signed.folder).digests["en/topics.yml"]
    signed.put("clinic.yml", ("signed_off", "files", "en/topics.yml"), digest)
    assert "by hand" in refused(signed)


@pytest.mark.parametrize("key", ["name", "date", "digest", "files"])
def test_a_sign_off_with_a_key_removed_is_refused(signed: Files, key: str) -> None:
    signed.remove("clinic.yml", ("signed_off", key))
    assert signed.fault().item == f"signed_off.{key}"


def test_the_rest_of_the_clinics_file_stays_as_it_was_written(files: Files) -> None:
    before = files.path("clinic.yml").read_text(encoding="utf-8")
    for name in ("Dr A", "Dr B"):
        sign_off.sign(name, DAY, files.folder)
    after = files.path("clinic.yml").read_text(encoding="utf-8")
    assert after.startswith(before.partition("signed_off:")[0])
    assert "Dr A" not in after
    assert list(files.folder.glob("*.new")) == []


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_signs_off_nothing(files: Files, name: str) -> None:
    with pytest.raises(KnowledgeError):
        sign_off.sign(name, DAY, files.folder)


def test_content_with_a_mistake_is_not_signed_off(files: Files) -> None:
    files.remove("topics.yml", ("cost", "text"))
    with pytest.raises(KnowledgeError, match=r"topics\.yml"):
        sign_off.sign("Dr A", DAY, files.folder)
    assert files.read("clinic.yml")["signed_off"] is None
