"""The knowledge as shipped, and a copy of its files that a test can spoil."""

import shutil
from pathlib import Path

import pytest

from bot.core.knowledge import FOLDER, Knowledge
from bot.core.loading import load
from tests.core.knowledge_files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(Path(shutil.copytree(FOLDER, tmp_path / "knowledge")))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()
