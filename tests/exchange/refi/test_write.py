"""What is written is read back as it was, by us; twice the same bytes; and nothing leaks."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from casestudy.errors import InvalidInputError
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.read import read_refi
from casestudy.exchange.refi.values import (
    RefiCase,
    RefiCode,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiValue,
    RefiVariable,
    VariableType,
)
from casestudy.exchange.refi.wire import reading_of, written
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.exchange.refi.write_project import write_qdpx

from .build import guid
from .projects import projects, sample

Q = "{urn:QDA-XML:project:1.0}"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def code(number: int, name: str, parent: int | None = None, **more) -> RefiCode:
    return RefiCode(
        guid=guid(number), name=name, parent=None if parent is None else guid(parent), **more
    )


def names_in_file(*codes: RefiCode) -> list[str]:
    root = etree.fromstring(write_qdc(RefiProject(codes=codes)).data)
    return [node.get("name") for node in root.iter("{*}Code")]


@given(projects())
def test_any_project_comes_back_equal_and_byte_for_byte(project):
    file = write_qdpx(project)
    reading = read_refi(file.data)
    assert reading.project == project
    assert not [
        loss
        for loss in reading.report.losses
        if loss.happened is not Happened.UNSAID_NAME
        and loss.happened is not Happened.LIKE_VARIABLE
    ]
    assert {loss.happened for loss in file.report.losses} <= {Happened.RENAMED}
    assert write_qdpx(reading.project).data == file.data
    assert all(held.found == held.kept for held in reading.report.held)


def test_a_codebook_file_needs_a_code():
    with pytest.raises(InvalidInputError) as refusal:
        write_qdc(RefiProject())
    assert refusal.value.code == "refi.no_codes"


@given(projects().filter(lambda project: project.codes))
def test_any_codebook_comes_back_equal(project):
    book = RefiProject(
        codes=tuple(replace(one, notes=()) for one in project.codes),
        sets=tuple(replace(one, sources=(), notes=()) for one in project.sets),
    )
    file = write_qdc(book)
    assert read_refi(file.data).project == book
    assert write_qdc(read_refi(file.data).project).data == file.data


@given(projects())
def test_a_reading_survives_the_way_between_processes(project):
    reading = read_refi(write_qdpx(project).data)
    assert reading_of(written(reading)) == reading


def test_the_sample_comes_back_with_every_text():
    project = sample()
    reading = read_refi(write_qdpx(project).data)
    assert reading.project == project
    assert [
        one.text[mark.start : mark.end]
        for one in reading.project.sources
        for mark in one.selections
    ] == [one.text[mark.start : mark.end] for one in project.sources for mark in one.selections]


class TestTheForm:
    def test_one_project_and_one_text_per_source_and_note(self):
        project = sample()
        found = members(write_qdpx(project).data)
        texts = [*project.sources, *project.notes]
        assert list(found) == ["project.qde", *(f"sources/{one.guid}.txt" for one in texts)]
        for one in texts:
            assert found[f"sources/{one.guid}.txt"] == one.text.encode()

    def test_utf_8_without_a_mark_and_line_feeds_only(self):
        for content in members(write_qdpx(sample()).data).values():
            assert not content.startswith(b"\xef\xbb\xbf")
            assert b"\r" not in content

    def test_the_same_at_every_time(self):
        with zipfile.ZipFile(io.BytesIO(write_qdpx(sample()).data)) as package:
            assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_who_wrote_it_is_said_and_nobodys_folder(self):
        root = etree.fromstring(members(write_qdpx(sample()).data)["project.qde"])
        assert re.fullmatch(r"casestudy \d.*", root.get("origin"))
        assert root.get("basePath") is None
        assert all(node.get("isCodable") in {"true", "false"} for node in root.iter(Q + "Code"))
        paths = [node.get("plainTextPath") for node in root.iter(Q + "TextSource", Q + "Note")]
        assert all(re.fullmatch(r"internal://[0-9a-f-]{36}\.txt", path) for path in paths)

    def test_an_empty_project_has_no_empty_parts(self):
        root = etree.fromstring(members(write_qdpx(RefiProject(name="Tom")).data)["project.qde"])
        assert len(root) == 0

    def test_the_parts_stand_in_the_order_of_the_schema(self):
        root = etree.fromstring(members(write_qdpx(sample()).data)["project.qde"])
        assert " ".join(etree.QName(node).localname for node in root) == (
            "Users CodeBook Variables Cases Sources Notes Links Sets Description NoteRef"
        )
        (case,) = root.iter(Q + "Case")
        assert [etree.QName(node).localname for node in case] == (
            ["Description", "VariableValue", "SourceRef", "SelectionRef"]
        )


class TestNames:
    def test_equal_names_get_the_one_above_in_front(self):
        codes = (
            code(1, "Barrierer"),
            code(2, "Støtte", 1),
            code(3, "Drivere"),
            code(4, "støtte", 3),
            code(5, "Tid", 3),
        )
        assert names_in_file(*codes) == [
            "Barrierer",
            "Barrierer / Støtte",
            "Drivere",
            "Drivere / støtte",
            "Tid",
        ]
        report = write_qdc(RefiProject(codes=codes)).report
        assert [(loss.name, loss.detail) for loss in report.losses] == [
            ("Støtte", "Barrierer / Støtte"),
            ("støtte", "Drivere / støtte"),
        ]
        assert "Barrierer / Støtte" in report.rows("nb")[0][3]

    def test_names_stay_distinct_whatever_they_look_like(self):
        codes = (
            code(1, "A"),
            code(2, "B", 1),
            code(3, "B", 1),
            code(4, "A / B"),
            code(5, "B"),
            code(6, "B (2)"),
            code(7, ""),
        )
        names = names_in_file(*codes)
        assert len({name.casefold() for name in names}) == len(names)
        assert all(names)
        assert read_refi(write_qdc(RefiProject(codes=codes)).data).project.codes == codes

    def test_a_code_renamed_elsewhere_keeps_its_new_name(self):
        codes = (code(1, "A"), code(2, "X", 1), code(3, "B"), code(4, "X", 3))
        data = write_qdc(RefiProject(codes=codes)).data.replace(b'name="A / X"', b'name="Ny"')
        assert [one.name for one in read_refi(data).project.codes] == ["A", "Ny", "B", "X"]

    @pytest.mark.parametrize("told", [b"{", b"[]", b'{"x": 1}', b'{"x": ["a"]}', b"[" * 100_000])
    def test_own_names_that_make_no_sense_are_passed_over(self, told):
        data = write_qdc(RefiProject(codes=(code(1, "A"),))).data
        data = data.replace(b"<CodeBook", b"<?casestudy-names " + told + b"?><CodeBook")
        assert read_refi(data).project.codes == (code(1, "A"),)

    def test_an_instruction_in_the_middle_of_words_changes_nothing(self):
        data = write_qdc(RefiProject(codes=(code(1, "A", description="to ord"),))).data
        data = data.replace(b"to ord", b"to <?x y?>ord<!-- z -->")
        assert read_refi(data).project.codes[0].description == "to ord"


class TestLosses:
    def test_text_that_is_not_canonical_is_made_so_and_positions_follow(self):
        raw = "Ga\u030a\r\ntil\x01 bords"
        source = RefiSource(
            guid=guid(1),
            name="T",
            text=raw,
            selections=(
                RefiSelection(guid=guid(2), start=0, end=3),
                RefiSelection(guid=guid(3), start=0, end=2),
                RefiSelection(guid=guid(4), start=10, end=15),
            ),
        )
        file = write_qdpx(RefiProject(sources=(source,)))
        (read,) = read_refi(file.data).project.sources
        assert read.text == "Gå\ntil bords"
        words = [read.text[mark.start : mark.end] for mark in read.selections]
        assert words == ["Gå", "Gå", "bords"]
        assert {(loss.happened, loss.name, loss.count) for loss in file.report.losses} == {
            (Happened.CHARACTERS_REMOVED, "T", 1),
            (Happened.CHARACTERS_COMPOSED, "T", 1),
            (Happened.WIDENED, "T", 1),
        }

    def test_characters_that_xml_forbids_are_removed_and_said(self):
        file = write_qdc(
            RefiProject(codes=(code(1, "A\x0bB\x00", description="x\ud800y\n\x1bz\ufffe"),))
        )
        (one,) = read_refi(file.data).project.codes
        assert (one.name, one.description) == ("A B", "xy\nz")
        assert (
            sum(
                loss.count
                for loss in file.report.losses
                if loss.happened is Happened.CHARACTERS_REMOVED
            )
            == 4
        )

    def test_a_value_that_its_type_cannot_hold_is_lost_and_named(self):
        variable = RefiVariable(guid=guid(1), name="sum", type=VariableType.FLOAT)
        values = tuple(RefiValue(variable=guid(1), value=said) for said in ("NaN", "1e3"))
        file = write_qdpx(
            RefiProject(variables=(variable,), cases=(RefiCase(guid=guid(2), values=values),))
        )
        assert [(loss.happened, loss.name) for loss in file.report.losses] == [
            (Happened.UNREADABLE_VALUE, "sum")
        ]
        assert [value.value for value in read_refi(file.data).project.cases[0].values] == ["1000"]

    def test_a_codebook_file_says_what_it_has_no_place_for(self):
        project = sample()
        project = replace(
            project,
            codes=(replace(project.codes[0], notes=(project.notes[0].guid,)),),
            sets=(RefiSet(guid=guid(1), name="S", sources=(project.sources[0].guid,)),),
        )
        report = write_qdc(project).report
        assert {(loss.element, loss.name, loss.happened) for loss in report.losses} == {
            (Element.SET, "S", Happened.NOT_IN_CODEBOOK),
            (Element.NOTE, "", Happened.NOT_IN_CODEBOOK),
        }

    def test_times_are_written_in_utc(self):
        zone = dt.timezone(dt.timedelta(hours=2))
        time = dt.datetime(2026, 6, 1, 1, 30, tzinfo=zone)
        data = write_qdpx(RefiProject(created=time)).data
        assert b'"2026-05-31T23:30:00Z"' in members(data)["project.qde"]
        assert read_refi(data).project.created == time


@given(st.integers(-3, 9), st.integers(-3, 9))
def test_a_selection_outside_its_text_can_not_be_made(start, end):
    mark = RefiSelection(guid=guid(1), start=start, end=end)
    if 0 <= start <= end <= 5:
        assert RefiSource(guid=guid(2), text="fem..", selections=(mark,))
    else:
        with pytest.raises(InvalidInputError):
            RefiSource(guid=guid(2), text="fem..", selections=(mark,))


def test_texts_are_in_the_form_that_the_study_stores():
    for content in members(write_qdpx(sample()).data).values():
        assert unicodedata.is_normalized("NFC", content.decode())
