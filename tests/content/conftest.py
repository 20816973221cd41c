"""A copy of the clinic's files that a test can spoil."""

import shutil
from pathlib import Path

import pytest

from bot.content.knowledge import FOLDER
from tests.content.knowledge_files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(Path(shutil.copytree(FOLDER, tmp_path / "knowledge")))
