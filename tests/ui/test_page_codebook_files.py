"""The part «Filer» of the page: the codebook out, and codes in after a look at them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.ui.test_page_study import field, press, said

from casestudy.domain.vocabulary import MemberRole
from casestudy.exchange.codebook_yaml import write_codebook

ELSEWHERE = "Å holde fast i at livet kan bli bedre."


@pytest.fixture
def at(open_page):
    """Open the part for a member."""
    return lambda handle="mona": open_page("codebook", handle, **{"del": "filer"})


@pytest.fixture
def file(study):
    """A codebook with one code that is new, and one that is worded otherwise."""
    book = study.codebook.current()
    known = book.code("CH.H.1")
    worded = replace(known, definition=replace(known.definition, nb=ELSEWHERE))
    label = replace(known.label, nb="Håp fra dyr", en="Hope from animals")
    new = replace(known, id="CH.H.9", guid=None, label=label)
    codes = [worded if one.id == known.id else one for one in book.codes]
    place = codes.index(worded) + 1
    codes.insert(place, new)
    return write_codebook(replace(book, codes=tuple(codes))).encode()


def given(app, content, name="annen.yaml"):
    field(app, "Fil med koder", "file_uploader").set_value((name, content, "")).run()
    return app


def test_what_is_new_and_what_differs_is_seen_before_anything_changes(study, at, file):
    before = study.codebook.current()
    app = given(at(), file)
    assert "Nye koder: **1** · Ulike deres: **1** · Like: **102**" in said(app)
    assert "Håp fra dyr" in said(app)
    markup = "".join(block.proto.body for block in app.main.get("html"))
    assert "holde fast" in markup
    assert study.codebook.current() == before


def test_a_wording_is_taken_only_where_it_is_chosen(study, at, file):
    app = given(at(), file)
    press(app, "Ta inn kodene")
    book = study.codebook.current()
    assert book.code("CH.H.9").label.nb == "Håp fra dyr"
    assert book.code("CH.H.1").definition.nb != ELSEWHERE
    app = given(at(), file)
    choice = next(one for one in app.radio if "CH.H.1" in one.label.replace("\\", ""))
    choice.set_value("wording").run()
    press(app, "Ta inn kodene")
    assert study.codebook.current().code("CH.H.1").definition.nb == ELSEWHERE
    assert study.codebook.current().code("CH.H.9").parent == "CH.H"


def test_a_new_code_can_be_left_out(study, at, file):
    app = given(at(), file)
    app.multiselect[0].set_value(["CH.H.9"]).run()
    assert "Ta inn kodene" not in [one.label for one in app.button]
    assert "CH.H.9" not in {code.id for code in study.codebook.current().codes}


def test_a_file_without_a_codebook_says_so(at):
    app = given(at(), b"ingen: kodebok", "tull.yaml")
    assert [one for one in app.error if "tull.yaml" in one.value.replace("\\", "")]


def test_a_file_that_brings_nothing_says_so(study, at):
    app = given(at(), study.exports.codebook(form="xlsx"), "lik.xlsx")
    assert "Filen har ingen koder som ikke er her fra før." in [one.value for one in app.info]


def test_who_may_neither_export_nor_edit_finds_nothing_to_press(study, at):
    study.members.add("Tora Berg", role=MemberRole.CODER)
    app = at("tora")
    assert not app.get("file_uploader")
    assert not app.get("download_button")
    assert "prosjektleder" in said(app)
