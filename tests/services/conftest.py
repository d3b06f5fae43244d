"""The small study of the tests, made once per engine and copied for each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.build import small_study

from casestudy.services.setup import active_members, create_study
from casestudy.store.engine import open_engine
from casestudy.store.keys import header_path
from casestudy.store.schema import create
from casestudy.store.store import Store
from casestudy.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # A PostgreSQL database takes about a second to set up.
    for item in items:
        if (
            "small" in getattr(item, "fixturenames", ())
            and item.get_closest_marker("postgres")
            and not item.get_closest_marker("engines")
        ):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def small_templates() -> dict[str, str]:
    """Where the finished study of each kind of store lies, once one has been made."""
    return {}


@pytest.fixture
def small(
    store_kind: str,
    small_templates: dict[str, str],
    key: bytes | None,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Study]:
    """A study with a leader (mona), two coders (ingrid, jonas) and one source, for its leader."""
    server = request.getfixturevalue("postgres_server") if store_kind == "postgres" else None
    if store_kind not in small_templates:
        small_templates[store_kind] = (
            server.new_store()
            if server
            else _copy(
                request.getfixturevalue("store_templates")[store_kind][0],
                tmp_path_factory.mktemp("small") / f"{store_kind}.db",
            )
        )
        engine = open_engine(small_templates[store_kind], key=key)
        small_study(engine)
        engine.dispose()
    template = small_templates[store_kind]
    address = server.copy(template) if server else _copy(template, tmp_path / "studie.db")
    engine = open_engine(address, key=key)
    store = Store(engine)
    yield Study(store, active_members(store)[0])
    engine.dispose()
    if server:
        server.drop(address)


@pytest.fixture
def sourced(small: Study) -> tuple[Study, str]:
    """The same study, and its source's id."""
    return small, small.sources.all()[0]["id"]


def _copy(template: Path | str, path: Path) -> str:
    shutil.copy(template, path)
    if header_path(template).exists():
        shutil.copy(header_path(template), header_path(path))
    return str(path)


@pytest.fixture
def empty_study(tmp_path: Path) -> Iterator[Study]:
    """A study with nothing in it but its leader, beside the one that a test works on."""
    engine = open_engine(str(tmp_path / "tom.db"), key=None, create=True)
    create(engine)
    store = Store(engine)
    yield Study(store, create_study(store, title_nb="Prøvestudie", leader="Nora Berg"))
    engine.dispose()
