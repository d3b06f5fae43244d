"""A study as a project: it comes back equal, whatever it holds, and damage is told of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import Enum
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.build import CODEBOOK

from casestudy.domain import vocabulary
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.read import read_refi
from casestudy.exchange.refi.study.read_study import study_from_project
from casestudy.exchange.refi.study.records import as_member, fields_of, record, words_of
from casestudy.exchange.refi.study.write_study import project_from_study
from casestudy.exchange.refi.to_codebook import Defaults
from casestudy.exchange.refi.values import RefiNote
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.texts import LANGUAGES
from casestudy.texts.labels import label

from .projects import guid, sample
from .studies import PARAGRAPHS, studies

DEFAULTS = Defaults(name="Ny", release="1", date=dt.date(2026, 1, 1), language="nb")
LABELLED = [
    one
    for one in vars(vocabulary).values()
    if isinstance(one, type)
    and issubclass(one, Enum)
    and len(one)
    and one.__module__ == vocabulary.__name__
]


@cache
def book():
    codebook = read_codebook(CODEBOOK.read_text("utf-8"), file_name=CODEBOOK.name)
    codes = tuple(replace(code, guid=guid("code", code.id)) for code in codebook.codes[:20])
    known = {code.id for code in codes}
    codes = tuple(
        replace(code, confused_with=tuple(known.intersection(code.confused_with)))
        for code in codes
    )
    return replace(codebook, codes=codes)


def file_of(content, language="nb"):
    return write_qdpx(project_from_study(content, description="Om", language=language))


def reading_of(data):
    return study_from_project(read_refi(data), defaults=DEFAULTS)


@settings(max_examples=60)
@given(st.deferred(lambda: studies(book())), st.sampled_from(LANGUAGES))
def test_any_study_comes_back_equal_and_byte_for_byte(content, language):
    file = file_of(content, language)
    reading = reading_of(file.data)
    assert reading.content == content
    assert file_of(reading.content, language).data == file.data
    assert {loss.happened for loss in reading.report.losses} <= {Happened.LIKE_VARIABLE}


@given(PARAGRAPHS, st.dictionaries(st.sampled_from(["a", "b", "stage"]), PARAGRAPHS))
def test_a_record_gives_back_its_words_and_fields(words, fields):
    body = record(words, fields)
    assert fields_of(body) == {name: value for name, value in fields.items() if value}
    assert words_of(body) == words.strip("\n")


@pytest.mark.parametrize("kind", LABELLED, ids=lambda kind: kind.__name__)
def test_values_are_found_by_their_keys_and_by_their_labels(kind):
    for value in kind:
        assert as_member(kind, str(value.value)) is value
        for language in LANGUAGES:
            try:
                shown = label(value, language)
            except KeyError:
                continue
            assert as_member(kind, shown) is value


def test_a_project_of_another_program_tells_what_has_no_counterpart():
    reading = reading_of(write_qdpx(sample()).data)
    content = reading.content
    assert [source.title for source in content.sources] == ["Intervju med P03", "Tom"]
    assert len(content.codings) == 10
    assert {coder.name for coder in content.coders} == {"Åse", "Bjørn"}
    assert [memo.body for memo in content.memos] == ["To\nlinjer 😀"] * 2
    assert len({memo.id for memo in content.memos}) == 2
    said = {(loss.element, loss.happened, loss.name) for loss in reading.report.losses}
    assert {
        (Element.CASE, Happened.NOT_OURS, "Tjeneste A"),
        (Element.VALUE, Happened.NOT_OURS, "alder"),
        (Element.LINK, Happened.NOT_OURS, "notat om"),
    } <= said


def test_work_without_a_name_goes_to_an_unknown_coder():
    project = sample()
    (source, _) = project.sources
    marks = tuple(
        replace(
            mark,
            user=None,
            codings=tuple(replace(coding, user=None) for coding in mark.codings),
        )
        for mark in source.selections
    )
    project = replace(project, sources=(replace(source, user=None, selections=marks),))
    reading = reading_of(write_qdpx(project).data)
    assert len({coding.coder_id for coding in reading.content.codings}) == 1
    assert reading.content.coders[-1].name.startswith("Ukjent koder (casestudy")


def test_a_record_that_lost_what_it_must_say_is_told_of():
    body = record("", {"kind": "theory", "number": 1, "origin": "nowhere"})
    project = replace(
        sample(), notes=(*sample().notes, RefiNote(guid=guid("x"), name="PT1", text=body))
    )
    reading = reading_of(write_qdpx(project).data)
    assert reading.content.theories == ()
    assert ("PT1", Happened.UNREADABLE_RECORD) in {
        (loss.name, loss.happened) for loss in reading.report.losses
    }
