"""Pages run without a browser: a small study, who is at the browser, and a page to open."""

from __future__ import annotations

import shutil
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from tests.build import build_study, small_study

from casestudy.store.engine import open_engine
from casestudy.store.schema import create
from casestudy.ui import state
from casestudy.web import opened
from casestudy.web.identity import LANGUAGE_COOKIE, MEMBER_COOKIE, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casestudy.study import Study

    #: Takes a page's file name, a member's handle (None: nobody chosen) and the address's query.
    OpenPage = Callable[..., AppTest]

MAIN = resources.files("casestudy.ui") / "main.py"
#: Where the router puts each page.
PATHS = {
    "overview": "",
    "sources": "kilder",
    "coding": "koding",
    "codebook": "kodebok",
    "matrix": "matrise",
    "study": "studie",
}


class RoutedPages(PagesManager):
    """Pages named by the router; AppTest would run the files of a folder ``pages`` by themselves."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        PagesManager.uses_pages_directory = False


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Stores made once: one with a source (its id comes too), one without anything to read."""
    made = {}
    for name in ("small", "empty"):
        path = tmp_path_factory.mktemp("ui") / f"{name}.db"
        engine = open_engine(str(path), key=None, create=True)
        create(engine)
        if name == "small":
            study, source_id = small_study(engine)
        else:
            study, source_id = build_study(engine, codebook=False), ""
        study.close()
        made[name] = (path, source_id)
    return made


@pytest.fixture
def source_id(templates: dict[str, tuple[Path, str]]) -> str:
    return templates["small"][1]


@pytest.fixture
def study(templates: dict[str, tuple[Path, str]], tmp_path: Path) -> Iterator[Study]:
    """A study with a leader (mona), two coders (ingrid, jonas), a codebook and one source."""
    yield from _served(templates["small"][0], tmp_path)


@pytest.fixture
def empty_study(templates: dict[str, tuple[Path, str]], tmp_path: Path) -> Iterator[Study]:
    """A study with nothing but its members."""
    yield from _served(templates["empty"][0], tmp_path)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open a page of the study that is served: ``open_page("coding", "ingrid", kilde=…)``."""
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", RoutedPages)

    def run(
        page: str = "overview", handle: str | None = "mona", *, language: str = "nb", **query: str
    ) -> AppTest:
        cookies = {LANGUAGE_COOKIE: language}
        if handle is not None:
            member = opened.study().as_member(handle).member
            cookies[MEMBER_COOKIE] = sign(member.id, secret=opened.cookie_secret())
        monkeypatch.setattr(state, "cookies", lambda: cookies)
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        app._page_hash = calc_hash(PATHS[page])
        return app.run()

    return run


def _served(template: Path, folder: Path) -> Iterator[Study]:
    opened.use(str(shutil.copy(template, folder / "studie.db")))
    yield opened.study()
    opened.close()
