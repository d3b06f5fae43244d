"""Our codebook as a .qdc and back: nothing lost; others' codebooks become valid ones."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from tests.exchange.codebooks import codebooks

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingAttribute, CodingPass, faults
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError
from casestudy.exchange.codebook_yaml import read_codebook, write_codebook
from casestudy.exchange.refi.from_codebook import guid_of, refi_from_codebook
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.read import read_refi
from casestudy.exchange.refi.to_codebook import Defaults, codebook_from_refi
from casestudy.exchange.refi.values import RefiCode, RefiProject, RefiSet
from casestudy.exchange.refi.write_codes import write_qdc

from .build import guid
from .projects import projects

SHIPPED = Path(__file__).parents[3] / "codebooks" / "chime-v0.1.yaml"
READERS = os.environ.get("CASESTUDY_REFI_READERS")
DEFAULTS = Defaults(name="fil", release="1", date=dt.date(2026, 12, 1), language="en")


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return read_codebook(SHIPPED.read_text("utf-8"), file_name=SHIPPED.name)


def qdc(book: Codebook, language: str = "en") -> bytes:
    return write_qdc(refi_from_codebook(book, language=language)).data


def from_qdc(data: bytes, defaults: Defaults = DEFAULTS):
    return codebook_from_refi(read_refi(data).project, defaults=defaults)


def read(*codes: RefiCode, sets: tuple[RefiSet, ...] = (), **more):
    return codebook_from_refi(
        RefiProject(codes=codes, sets=sets), defaults=replace(DEFAULTS, **more)
    )


def code(number: int, name: str, description: str = "", *, parent: int | None = None, **more):
    above = None if parent is None else guid(parent)
    return RefiCode(guid=guid(number), name=name, description=description, parent=above, **more)


def said(reading) -> set[tuple[Happened, str]]:
    return {(loss.happened, loss.name) for loss in reading.report.losses}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_shipped_codebook_comes_back_equal_to_the_letter(shipped, language):
    reading = from_qdc(qdc(shipped, language))
    assert reading.report.losses == ()
    assert write_codebook(reading.codebook) == SHIPPED.read_text("utf-8")
    assert qdc(reading.codebook, language) == qdc(shipped, language)


@pytest.mark.parametrize("language", ["nb", "en"])
@given(book=codebooks())
def test_any_codebook_comes_back_equal(language, book):
    assume(book.codes)
    file = write_qdc(refi_from_codebook(book, language=language))
    reading = from_qdc(file.data)
    assert reading.codebook == book
    assert reading.report.losses == ()
    assert {loss.happened for loss in file.report.losses} <= {Happened.RENAMED}
    guids = [guid_of(book, one) for one in book.codes]
    assert [one.guid for one in reading.codebook.codes] == guids


@given(book=codebooks())
def test_it_comes_back_equal_without_the_instruction_that_others_drop(book):
    assume(book.codes)
    data = qdc(book)
    head, _, rest = data.partition(b"<CodeBook")
    assert from_qdc(b"<CodeBook" + rest).codebook == book, head


@pytest.mark.skipif(READERS is None, reason="CASESTUDY_REFI_READERS names no Python")
@pytest.mark.parametrize("language", ["nb", "en"])
def test_it_comes_back_equal_from_another_program(shipped, language, tmp_path):
    """Read and written by pyrefiqda in between."""
    there, back = tmp_path / "there.qdc", tmp_path / "back.qdc"
    there.write_bytes(qdc(shipped, language))
    script = "import sys; from pyrefiqda import RefiCodebook as R; R.save(R.load(sys.argv[1]), sys.argv[2])"
    subprocess.run([READERS, "-c", script, there, back], check=True)
    assert back.read_bytes() != there.read_bytes()
    assert from_qdc(back.read_bytes()).codebook == shipped


def test_a_description_reads_as_text_in_both_languages(shipped):
    codes = {one.name: one for one in read_refi(qdc(shipped)).project.codes}
    lines = codes["Connectedness"].description.split("\n")
    code = shipped.code("CH.C")
    assert lines[0] == f"Definition: {code.definition.en}"
    assert lines[1] == f"When to use: {code.use.en}"
    assert f"Når koden ikke brukes: {code.not_use.nb}" in lines
    assert f"Navn: {code.label.nb}" in lines
    assert "Id: CH.C" in lines
    assert codes["Connectedness"].colour == "#3b7bd3"
    assert codes["CHIME"].is_codable is False


def test_the_book_is_a_set_that_names_its_release(shipped):
    (group,) = read_refi(qdc(shipped, "nb")).project.sets
    assert group.name == "Kodebok for recovery og CHIME 0.1"
    assert len(group.codes) == len(shipped.codes)


def test_guids_of_the_store_are_kept(shipped):
    book = replace(shipped, codes=(replace(shipped.codes[0], guid=guid(5)), *shipped.codes[1:]))
    assert read_refi(qdc(book)).project.codes[0].guid == guid(5)
    assert from_qdc(qdc(book)).codebook.codes[0].guid == guid(5)


def test_a_codebook_without_codes_is_refused():
    book = Codebook(
        name="x", release="1", date=dt.date(2026, 1, 1), title=Bilingual(nb="x", en="x"), codes=()
    )
    with pytest.raises(InvalidInputError) as refusal:
        qdc(book)
    assert refusal.value.code == "refi.no_codes"


class TestChangedElsewhere:
    def test_words_and_names_and_places_changed_in_another_program_come_back(self, shipped):
        project = read_refi(qdc(shipped)).project
        by_name = {one.name: one for one in project.codes}
        changed = {
            by_name["Connectedness"].guid: replace(
                by_name["Connectedness"],
                name="Belonging",
                description=by_name["Connectedness"].description.replace(
                    "Definition: The person has ties", "Definition: One has\n  ties"
                ),
            )
        }
        edited = replace(project, codes=tuple(changed.get(one.guid, one) for one in project.codes))
        book = codebook_from_refi(edited, defaults=DEFAULTS).codebook
        assert book.code("CH.C").label == Bilingual(nb="Tilknytning", en="Belonging")
        assert book.code("CH.C").definition.en.startswith("One has ties to people")
        assert [one for one in book.codes if one != shipped.code(one.id)] == [book.code("CH.C")]

    def test_a_new_code_gets_an_id_beside_its_siblings(self, shipped):
        project = read_refi(qdc(shipped)).project
        parent = next(one for one in project.codes if one.name == "Connectedness")
        new = RefiCode(
            guid=guid(1), name="Neighbours", parent=parent.guid, description="Next door."
        )
        at = project.codes.index(parent) + 1
        codes = (*project.codes[:at], new, *project.codes[at:])
        reading = codebook_from_refi(replace(project, codes=codes), defaults=DEFAULTS)
        (made,) = [one for one in reading.codebook.codes if one.guid == guid(1)]
        assert made.id == "CH.C.5"
        assert made.parent == "CH.C"
        assert made.definition == Bilingual(en="Next door.")
        assert said(reading) == {
            (Happened.ID_GIVEN, "Neighbours"),
            (Happened.NOT_TRANSLATED, "Neighbours"),
        }

    def test_a_copied_code_does_not_keep_the_id(self):
        reading = read(code(1, "A", "Id: A\nHue: 1"), code(2, "A kopi", "Id: A\nHue: 1"))
        assert [one.id for one in reading.codebook.codes] == ["A", "AKO"]
        assert (Happened.SAME_ID, "A kopi") in said(reading)

    def test_equal_names_written_longer_get_their_own_back_and_new_names_stay(self):
        codes = (
            code(1, "A", "Navn: A"),
            code(2, "A / Støtte", "Name: Støtte\nNavn: Støtte", parent=1),
            code(3, "A / Støtte (2)", "Name: Støtte\nNavn: Støtte", parent=1),
            code(4, "Støttespiller", "Name: Støtte\nNavn: Støtte", parent=1),
        )
        book = read(*codes).codebook
        assert [one.label.en for one in book.codes] == ["A", "Støtte", "Støtte", "Støttespiller"]

    def test_the_language_of_names_is_seen_without_the_set(self, shipped):
        for language in ("nb", "en"):
            project = replace(read_refi(qdc(shipped, language)).project, sets=())
            for default in ("nb", "en"):
                reading = codebook_from_refi(project, defaults=replace(DEFAULTS, language=default))
                assert reading.codebook.codes == shipped.codes
                assert said(reading) == {(Happened.HEAD_MISSING, "")}

    @pytest.mark.parametrize(
        ("line", "label"),
        [
            ("Hue: 400", "Hue"),
            ("Hue: rød", "Hue"),
            ("Status: borte", "Status"),
            ("Attributes: level; smak", "Attributes"),
            ("Passes: rq9", "Passes"),
            ("Not reviewed: label.fr", "Not reviewed"),
        ],
    )
    def test_a_line_that_can_not_be_read_is_named(self, line, label):
        reading = read(code(1, "A", f"Navn: A\nId: A\n{line}"))
        losses = [
            one for one in reading.report.losses if one.happened is Happened.UNREADABLE_FIELD
        ]
        assert [(one.element, one.name, one.detail) for one in losses] == [
            (Element.CODE, "A", label)
        ]
        assert f"«{label}»" in losses[0].sentence("nb")

    def test_a_neighbour_that_is_gone_is_left_out(self):
        reading = read(code(1, "A", "Id: A\nConfused with: B; A"))
        assert reading.codebook.code("A").confused_with == ()
        assert sum(one.happened is Happened.UNKNOWN_CONFUSED for one in reading.report.losses) == 2


class TestFromElsewhere:
    def test_names_become_labels_that_are_not_reviewed(self):
        reading = read(
            code(1, "Economy", "Jobs or taxes", colour="#ffff00"),
            code(2, "Work", parent=1),
            code(3, "Values", is_codable=False),
            sets=(RefiSet(guid=guid(9), name="Gruppe", codes=(guid(1),)),),
        )
        economy, work, values = reading.codebook.codes
        assert economy == Code(
            id="ECO",
            label=Bilingual(nb="Economy", en="Economy"),
            definition=Bilingual(en="Jobs or taxes"),
            unreviewed=("definition.en", "label.en", "label.nb"),
            attributes=(),
            passes=tuple(CodingPass),
            hue=110,
            colour="#ffff00",
        )
        assert (work.id, work.parent, work.attributes) == ("ECO.1", "ECO", None)
        assert (values.id, values.assignable) == ("VAL", False)
        assert (reading.codebook.name, reading.codebook.release) == ("fil", "1")
        assert (Happened.GROUP, "Gruppe") in said(reading)
        assert (Happened.DEFAULTS_GIVEN, "Economy") in said(reading)

    def test_in_norwegian(self):
        reading = read(code(1, "Økonomi", "Om penger"), language="nb")
        assert reading.codebook.codes[0].definition == Bilingual(nb="Om penger")
        assert reading.codebook.codes[0].id == "OKO"

    def test_ids_that_are_taken_are_not_given_again(self):
        reading = read(code(1, "Håp"), code(2, "Håp 2"), taken={"HAP", "HAP2"})
        assert [one.id for one in reading.codebook.codes] == ["HAP1", "HAP3"]

    def test_the_caller_says_what_branches_ask_for(self):
        reading = read(code(1, "A"), attributes=(CodingAttribute.LEVEL,), passes=(CodingPass.RQ1,))
        assert reading.codebook.attributes_of("A") == (CodingAttribute.LEVEL,)
        assert reading.codebook.passes_of("A") == (CodingPass.RQ1,)

    def test_codes_without_colour_get_different_ones(self):
        codes = [code(1, "A"), *(code(n, f"B{n}", parent=1) for n in range(2, 12))]
        colours = [one.colour for one in read(*codes).codebook.codes]
        assert len(set(colours)) == len(colours)

    def test_a_code_without_any_name_is_called_by_its_id(self):
        (one,) = read(code(1, "")).codebook.codes
        assert one.label.en == one.id == "X"

    @given(projects())
    def test_any_project_gives_a_valid_codebook(self, project):
        book = codebook_from_refi(project, defaults=DEFAULTS).codebook
        assert faults(book.codes) == ()
        assert len(book.codes) == len(project.codes)
        assert read_codebook(write_codebook(book), file_name="x") == book
        assume(book.codes)
        assert from_qdc(qdc(book)).codebook == book


def test_a_retired_code_says_so_in_its_description(shipped):
    retired = replace(shipped.codes[1], status=CodeStatus.RETIRED)
    book = replace(shipped, codes=(shipped.codes[0], retired, *shipped.codes[2:]))
    assert "Status: retired" in read_refi(qdc(book)).project.codes[1].description
    assert from_qdc(qdc(book)).codebook.codes[1].status is CodeStatus.RETIRED
