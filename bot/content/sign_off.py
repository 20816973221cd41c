"""The sign-off: that a clinician read and approved exactly this content; any other needs a new one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from bot.content import clinic
from bot.content.digests import SIGNED_OFF, digest_of_all
from bot.content.errors import KnowledgeError
from bot.content.knowledge import FOLDER, Knowledge
from bot.content.loading import load

COMMAND: Final = 'make sign-off NAME="Dr Full Name, specialty, registration number"'
_BLOCK: Final = re.compile(rf"^{SIGNED_OFF}:.*\n(?:[ \t].*\n|\n(?=[ \t]))*", re.MULTILINE)
"""The sign-off in the clinic's file, with the lines under it."""


def check(knowledge: Knowledge) -> None:
    """Raise KnowledgeError unless a clinician signed off exactly this content, with what changed since."""
    signed = knowledge.clinic.signed_off
    if signed is None:
        raise _refused(f"a clinician must read the content and sign it off: {COMMAND}")
    if signed.digest != digest_of_all(signed.files):
        raise _refused(f"it was changed by hand; sign off anew: {COMMAND}")
    changed = changed_files(signed.files, knowledge.digests)
    if changed:
        since = f"changed since {signed.name} signed off on {signed.date}: {', '.join(changed)}"
        raise _refused(f"{since}. A clinician must read that and sign off anew: {COMMAND}")


def changed_files(signed: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The files that are not as they were signed, those that came or went among them."""
    return sorted(name for name in {*signed, *now} if signed.get(name) != now.get(name))


def sign(name: str, on: date, folder: Path = FOLDER) -> Knowledge:
    """Write into the clinic's file that `name` approved the content as it is; gives it as it was read.

    Raises KnowledgeError when the content has a mistake, or `name` says nothing.
    """
    if not name.strip():
        raise _refused(f"say who signs: {COMMAND}")
    knowledge = load(folder)
    _write(folder / clinic.FILE, _block(name.strip(), on, knowledge.digests))
    return knowledge


def _block(name: str, on: date, digests: Mapping[str, str]) -> str:
    lines = [
        f"{SIGNED_OFF}:",
        f"  name: {json.dumps(name, ensure_ascii=False)}",
        f'  date: "{on.isoformat()}"',
        f"  digest: {digest_of_all(digests)}",
        "  files:",
        *(f"    {file}: {digest}" for file, digest in sorted(digests.items())),
    ]
    return "\n".join(lines) + "\n"


def _write(file: Path, block: str) -> None:
    """Put the block where the old one stands; the rest of the file, its comments above all, stays."""
    text = file.read_text(encoding="utf-8")
    text = text if text.endswith("\n") else f"{text}\n"
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".new", delete=False) as new:
        new.write(_BLOCK.sub(lambda old: block, text, count=1))
    os.chmod(new.name, file.stat().st_mode)
    Path(new.name).replace(file)


def _refused(remedy: str) -> KnowledgeError:
    return KnowledgeError(clinic.FILE, SIGNED_OFF, remedy)
