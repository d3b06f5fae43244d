"""A small study served by our routes behind the gate, and a browser that talks with it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from tests.build import small_study

from casestudy.store.engine import open_engine
from casestudy.store.schema import create
from casestudy.web import (
    coding_routes,
    component_files,
    correction_routes,
    opened,
    print_routes,
    routes,
    suggestion_routes,
)
from casestudy.web.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casestudy.study import Study

ORIGIN = "http://127.0.0.1:8501"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with a leader, two coders and one source, made once, and the source's id."""
    path = tmp_path_factory.mktemp("web") / "studie.db"
    engine = open_engine(str(path), key=None, create=True)
    create(engine)
    study, source_id = small_study(engine)
    study.close()
    return path, source_id


@pytest.fixture
def study(template: tuple[Path, str], tmp_path: Path) -> Iterator[Study]:
    """The study that the routes serve, for its leader."""
    address = shutil.copy(template[0], tmp_path / "studie.db")
    opened.use(str(address))
    yield opened.study()
    opened.close()


@pytest.fixture
def source_id(template: tuple[Path, str]) -> str:
    return template[1]


@pytest.fixture
def app(study: Study) -> Starlette:
    return Starlette(
        routes=[
            *routes.ROUTES,
            *coding_routes.ROUTES,
            *correction_routes.ROUTES,
            *print_routes.ROUTES,
            *suggestion_routes.ROUTES,
            *component_files.ROUTES,
        ],
        middleware=[Middleware(Gate)],
    )


@pytest.fixture
def browser(app: Starlette) -> TestClient:
    """A browser on this machine in which nobody has been chosen."""
    return _browser(app)


@pytest.fixture
def signed_in(app: Starlette, study: Study) -> Callable[[str], TestClient]:
    """Open a browser for a member, by handle."""

    def open_browser(handle: str) -> TestClient:
        browser = _browser(app)
        member = study.as_member(handle).member
        browser.post("/api/identity", data={"member": member.id})
        return browser

    return open_browser


def _browser(app: Starlette) -> TestClient:
    return TestClient(
        app,
        base_url=ORIGIN,
        headers={"Origin": ORIGIN, "X-Casestudy": "1"},
        client=("127.0.0.1", 50000),
        follow_redirects=False,
    )
