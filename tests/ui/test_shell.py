from __future__ import annotations

import json
import logging

import pytest

from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import InvalidInputError, StoreError
from casestudy.texts import text
from casestudy.ui import notices, state
from casestudy.ui.markdown import escape
from casestudy.web import opened

PAGES = ("overview", "sources", "coding", "codebook", "matrix", "study")


def said(app):
    """All words on the page."""
    return "\n".join(
        str(getattr(block, "value", "")) or block.proto.body for block in [*app.main, *app.sidebar]
    )


def forms(area):
    return "\n".join(block.proto.body for block in area.get("html"))


def mounted(app, *fields):
    """The data of the component that was given all of ``fields``."""
    for component in app.get("bidi_component"):
        data = json.loads(component.proto.json)
        if isinstance(data, dict) and set(fields) <= data.keys():
            return data
    return None


# The frame


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_page_opens_with_its_title(study, open_page, page, language):
    app = open_page(page, language=language)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == text(f"page.{page}.title", language)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_study(empty_study, open_page, page):
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert app.title


def test_the_sidebar_says_which_study_and_who(study, open_page):
    app = open_page(handle="ingrid")
    words = [block.value for block in app.sidebar.markdown]
    assert "**Prøvestudie**" in words
    assert "Ingrid Aas · koder" in words
    assert text("ui.not_verified") in [block.value for block in app.sidebar.caption]
    assert 'action="/api/identity/leave"' in forms(app.sidebar)


def test_the_demo_is_marked_as_invented(study, open_page, monkeypatch):
    assert text("ui.demo") not in [block.value for block in open_page().sidebar.caption]
    info = opened.study().info
    invented = type(info)(
        **{name: getattr(info, name) for name in info.__slots__} | {"is_demo": True}
    )
    monkeypatch.setattr("casestudy.study.Study.info", invented)
    assert text("ui.demo") in [block.value for block in open_page().sidebar.caption]


def test_the_language_of_the_page_is_said_to_the_browser(study, open_page):
    app = open_page(language="en")
    (told,) = (json.loads(component.proto.json) for component in app.get("bidi_component"))
    assert told["language"] == "en"
    assert told["lost"] == text("connection.lost", "en")
    assert 'lang="en" aria-current="true"' in forms(app.sidebar)


# Who am I


def test_nobody_is_asked_who_they_are_and_sees_nothing_else(study, open_page):
    study.members.add("Åse <b>Lie", role=MemberRole.RESEARCHER)
    app = open_page(handle=None, kilde="x&y")
    assert [title.value for title in app.title] == [text("ui.who.title")]
    picker = forms(app.main)
    assert 'action="/api/identity"' in picker
    for name in ("Mona Lund", "Ingrid Aas", "Åse &lt;b&gt;Lie"):
        assert name in picker
    assert "Forsker" in picker
    assert 'name="to" value="/?kilde=x%26y"' in picker
    assert "Prøvestudie" not in [block.value for block in app.sidebar.markdown]


def test_a_choice_that_has_run_out_asks_again(study, open_page, monkeypatch):
    app = open_page(handle="ingrid")
    monkeypatch.setattr(state, "cookies", dict)
    app.run()
    assert [title.value for title in app.title] == [text("ui.who.title")]


def test_a_page_asks_for_a_member_and_is_refused_without(study, monkeypatch):
    monkeypatch.setattr(state, "cookies", dict)
    with pytest.raises(Exception, match="Nobody is chosen"):
        state.study()


# Errors


def test_an_error_on_a_page_is_said_in_its_language(study, open_page, monkeypatch):
    def busy(*_given):
        raise StoreError("store.busy", store="studie.db")

    monkeypatch.setattr("casestudy.study.Study.overview", busy)
    app = open_page(language="en")
    assert [error.value for error in app.error] == [
        escape(text("error.store.busy", "en", store="studie.db"))
    ]


def test_what_nobody_expected_gets_an_id_and_its_words_are_not_told(
    study, open_page, monkeypatch, caplog
):
    def broken(*_given):
        raise ValueError("det jeg sa i intervjuet")

    monkeypatch.setattr("casestudy.study.Study.overview", broken)
    with caplog.at_level(logging.ERROR):
        app = open_page()
    (error,) = app.error
    assert "hendelse" in error.value
    assert "ValueError at" in caplog.text
    assert "intervjuet" not in caplog.text + error.value


def test_a_callback_turns_errors_into_notices(monkeypatch):
    left = []
    monkeypatch.setattr(notices, "leave", lambda sentence, *, kind="success": left.append(kind))
    monkeypatch.setattr(notices, "language", lambda: "nb")
    monkeypatch.setattr(notices, "t", text)

    @notices.callback
    def refused():
        raise InvalidInputError("empty_field")

    @notices.callback
    def broken():
        raise ValueError

    refused()
    broken()
    assert left == ["error", "error"]


@pytest.mark.parametrize(
    "words", ["![x](http://h/p.png)", "# A", "<img src=x>", "a_b *c*", ":smile:"]
)
def test_peoples_words_are_not_markup(words):
    shown = escape(words)
    assert shown.replace("\\", "").replace("\u2060", "") == words
    assert all(
        shown[place - 1] == "\\" for place, mark in enumerate(shown) if mark in "![](#<>_*:"
    )
