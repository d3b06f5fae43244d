"""The demo study, built once per test run; tests that write get a copy of their own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casestudy.demo.build import build_demo
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casestudy.study import Study


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the demo lies; only to be read from, or copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    build_demo(str(path)).close()
    return str(path)


@pytest.fixture(scope="session")
def demo(demo_address: str) -> Iterator[Study]:
    """The demo as its project leader; only to be read."""
    with open_study(demo_address) as study:
        yield study


@pytest.fixture
def own_demo(demo_address: str, tmp_path: Path) -> Iterator[Study]:
    """A copy of the demo that a test may change."""
    path = tmp_path / "demo.db"
    shutil.copy(demo_address, path)
    with open_study(str(path)) as study:
        yield study
