"""A demo study of its own for tests that write."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casestudy.study import Study


@pytest.fixture
def own_demo(demo_address: str, tmp_path: Path) -> Iterator[Study]:
    """A copy of the demo that a test may change."""
    path = tmp_path / "demo.db"
    shutil.copy(demo_address, path)
    with open_study(str(path)) as study:
        yield study
