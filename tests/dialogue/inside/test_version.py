"""Only the Rasa that the shortcuts were compared with serves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.dialogue.rasa.inside import version
from bot.dialogue.rasa.inside.version import COMPARED_WITH, OtherRasa, check_version
from bot.service import serving

LOCK = Path(__file__).parents[3] / "requirements/app.txt"


def test_the_locked_rasa_is_the_one_that_was_compared() -> None:
    check_version()
    locked = dict(re.findall(r"^(rasa|rasa-sdk)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    assert locked == COMPARED_WITH


@pytest.mark.parametrize("package", COMPARED_WITH)
def test_another_one_is_refused_with_the_remedy(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "version", {**COMPARED_WITH, package: "3.6.99"}.__getitem__)
    with pytest.raises(OtherRasa, match=r"3\.6\.99.* requirements/app\.txt"):
        check_version()


def test_it_is_said_in_one_line_when_the_assistant_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(environment: object) -> None:
        raise OtherRasa("another Rasa")

    monkeypatch.setattr(serving, "serve", refuse)
    assert serving.main() == serving.CANNOT_START
    assert capsys.readouterr().err.splitlines() == ["The assistant cannot start. another Rasa"]
