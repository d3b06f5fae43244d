"""The codebook leaves as every form there is, and what leaves can be taken in again."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
import rdflib
from tests.build import add_case, add_person, add_source, build_study

from casestudy.domain.codebook_edits import Describe
from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import ImportRefusedError, InvalidInputError, NotPermittedError
from casestudy.exchange.refi.from_codebook import refi_from_codebook
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.services.export_gate import EXPORT_FORMS
from casestudy.services.setup import create_study
from casestudy.services.stores import create_store
from casestudy.study import Study

#: Forms that hold the whole codebook.
WHOLE = ("yaml", "xlsx", "qdc")


@pytest.fixture
def store_kind():
    return "sqlite"


@pytest.fixture
def study(engine):
    return build_study(engine)


def as_file(study, form, *, language="nb"):
    if form == "qdc":
        project = refi_from_codebook(study.codebook.current(), language=language)
        return write_qdc(project).data
    return study.exports.codebook(form=form, language=language)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("form", WHOLE)
def test_a_file_of_ours_brings_nothing_new_to_the_study_it_left(study, form, language):
    data = as_file(study, form, language=language)
    reading = study.codebook.read_file(data, file_name=f"bok.{form}", language=language)
    plan = study.codebook.plan_take_in(reading.codebook)
    assert (plan.new, plan.different) == ((), ())


@pytest.mark.parametrize("form", WHOLE)
def test_a_study_that_begins_with_a_file_of_ours_writes_the_same_yaml(study, tmp_path, form):
    store = create_store(str(tmp_path / "annen.db"))
    other = Study(store, create_study(store, title_nb="En annen", leader="Mona Lund"))
    reading = other.codebook.read_file(as_file(study, form), file_name=f"bok.{form}")
    other.codebook.begin(reading.codebook)
    assert other.exports.codebook(form="yaml") == study.exports.codebook(form="yaml")
    other.close()


def test_words_changed_in_a_file_are_offered_and_taken_only_by_choice(study):
    book = study.codebook.current()
    first = book.assignable[0]
    changed = replace(first, definition=replace(first.definition, en="Said elsewhere."))
    codes = tuple(changed if code.id == first.id else code for code in book.codes)
    project = refi_from_codebook(replace(book, codes=codes), language="en")
    reading = study.codebook.read_file(
        write_qdc(project).data, file_name="London.qdc", language="en"
    )
    plan = study.codebook.plan_take_in(reading.codebook)
    assert [(one.matches, one.differs) for one in plan.different] == [
        (first.id, ("definition.en",))
    ]
    assert study.codebook.current() == book


def test_a_document_tells_every_code_in_use_and_how_often(study):
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    source_id = add_source(study, case_id, [("P01", "Det gikk bra.")], people={"P01": person})
    code = study.codebook.current().assignable[0]
    study.coding.apply(source_id, 0, 3, code=code.id)
    data = study.exports.codebook(form="docx", language="en")
    said = _words(docx.Document(io.BytesIO(data)))
    assert all(one.label.en in said for one in study.codebook.current().codes)
    assert "1 coding" in said
    assert "Det gikk bra" not in said


def test_a_release_is_told_as_it_was_frozen(study):
    code = study.codebook.current().assignable[0]
    number = study.codebook.releases()[-1].number
    was = study.exports.codebook(form="yaml", release=number)
    study.codebook.edit(Describe(code=code.id, words={"definition.en": "Other words."}))
    assert study.exports.codebook(form="yaml", release=number) == was
    assert study.exports.codebook(form="yaml") != was


def test_skos_names_every_code_in_both_languages(study):
    graph = rdflib.Graph().parse(data=study.exports.codebook(form="ttl"), format="turtle")
    names = {str(name) for name in graph.objects(None, rdflib.SKOS.prefLabel)}
    for code in study.codebook.current().codes:
        assert {code.label.nb, code.label.en} <= names


@pytest.mark.parametrize("form", EXPORT_FORMS["codebook"])
def test_no_form_leaves_without_the_right_to_export(study, form):
    coder = study.as_member(study.members.add("Siri Moe", role=MemberRole.CODER))
    with pytest.raises(NotPermittedError):
        coder.exports.codebook(form=form)


@pytest.mark.parametrize("form", EXPORT_FORMS["codebook"])
def test_no_form_leaves_with_a_listed_name(study, tmp_path, monkeypatch, form):
    names = tmp_path / "navn.txt"
    names.write_text("Kari Moe", "utf-8")
    monkeypatch.setenv("CASESTUDY_NAMES", str(names))
    code = study.codebook.current().assignable[0]
    study.codebook.edit(Describe(code=code.id, words={"cue.nb": "Kari Moe sa det"}))
    with pytest.raises(InvalidInputError) as caught:
        study.exports.codebook(form=form)
    assert caught.value.code == "export_stopped_by_names"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bok.pages", b"x", "codebook_file.unknown_form"),
        ("bok", b"x", "codebook_file.unknown_form"),
        ("bok.yaml", b"\xff\xfe\x00", "codebook_file.not_text"),
        ("bok.xlsx", b"nothing of the kind", "codebook_table.not_a_workbook"),
        ("bok.csv", b"a,b\n1,2\n", "codebook_table.no_names"),
    ],
)
def test_a_file_that_holds_no_codebook_is_refused_with_a_reason(study, name, data, code):
    with pytest.raises(ImportRefusedError) as caught:
        study.codebook.read_file(data, file_name=name)
    assert caught.value.code == code
    assert caught.value.sentence("nb") != caught.value.sentence("en")


def _words(document):
    paragraphs = [one.text for one in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*paragraphs, *cells])
