"""Codebooks as tables: ours come back equal, others' become valid ones."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from tests.exchange.codebooks import codebooks

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Codebook, faults
from casestudy.errors import ImportRefusedError
from casestudy.exchange.codebook_csv import codebook_csv, read_codebook_csv
from casestudy.exchange.codebook_rows import columns
from casestudy.exchange.codebook_xlsx import codebook_xlsx, read_codebook_xlsx
from casestudy.exchange.codebook_yaml import read_codebook, write_codebook
from casestudy.exchange.refi.from_codebook import guid_of
from casestudy.exchange.refi.losses import Happened
from casestudy.exchange.refi.to_codebook import Defaults

SHIPPED = Path(__file__).parents[2] / "codebooks" / "chime-v0.1.yaml"
DEFAULTS = Defaults(name="fil", release="1", date=dt.date(2026, 12, 1), language="en")


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return read_codebook(SHIPPED.read_text("utf-8"), file_name=SHIPPED.name)


def workbook(*rows: tuple[object, ...], title: str = "Ark1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(read, data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refusal:
        read(data, defaults=DEFAULTS)
    assert refusal.value.sentence("nb") != refusal.value.sentence("en")
    return refusal.value.code


class TestWorkbook:
    @pytest.mark.parametrize("language", ["nb", "en"])
    def test_the_shipped_codebook_comes_back_equal_to_the_letter(self, shipped, language):
        reading = read_codebook_xlsx(codebook_xlsx(shipped, language=language), defaults=DEFAULTS)
        assert write_codebook(reading.codebook) == SHIPPED.read_text("utf-8")
        assert reading.report.losses == ()
        assert codebook_xlsx(reading.codebook, language=language) == codebook_xlsx(
            shipped, language=language
        )

    @given(book=codebooks())
    def test_any_codebook_comes_back_equal_with_its_guids(self, book):
        reading = read_codebook_xlsx(codebook_xlsx(book, language="nb"), defaults=DEFAULTS)
        assert reading.codebook == book
        guids = [guid_of(book, code) for code in book.codes]
        assert [code.guid for code in reading.codebook.codes] == guids

    def test_one_row_per_code_and_every_field_a_column(self, shipped):
        book = openpyxl.load_workbook(io.BytesIO(codebook_xlsx(shipped, language="en")))
        assert book.sheetnames == ["codes", "codebook"]
        headings, *rows = book["codes"].iter_rows(values_only=True)
        assert headings == columns("en")
        assert headings[8:10] == ("label.en", "label.nb")
        assert [row[0] for row in rows] == [code.id for code in shipped.codes]

    def test_rows_may_be_sorted_and_cells_reworded(self, shipped):
        book = openpyxl.load_workbook(io.BytesIO(codebook_xlsx(shipped, language="en")))
        sheet = book["codes"]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        sheet.delete_rows(2, len(rows))
        for row in reversed(rows):
            sheet.append(row)
        place = columns("en").index("definition.en") + 1
        sheet.cell(row=2, column=place).value = "Reworded."
        buffer = io.BytesIO()
        book.save(buffer)
        read = read_codebook_xlsx(buffer.getvalue(), defaults=DEFAULTS).codebook
        last = shipped.codes[-1]
        reworded = replace(last, definition=Bilingual(nb=last.definition.nb, en="Reworded."))
        assert read.codes == (reworded, *reversed(shipped.codes[:-1]))

    def test_somebody_elses_table_becomes_a_codebook(self):
        data = workbook(
            ("Kode", "Beskrivelse", "Parent", "Annet"),
            ("Håp", "Tro på det", None, 1),
            ("Framtid", None, "Håp", 2),
            (None, None, None, None),
            (2026, None, "Håp", None),
            ("Løs", None, "Finnes ikke", None),
        )
        reading = read_codebook_xlsx(data, defaults=replace(DEFAULTS, language="nb"))
        codes = reading.codebook.codes
        assert [(code.id, code.label.nb, code.parent) for code in codes] == [
            ("HAP", "Håp", None),
            ("HAP.1", "Framtid", "HAP"),
            ("HAP.2", "2026", "HAP"),
            ("LOS", "Løs", None),
        ]
        assert codes[0].definition == Bilingual(nb="Tro på det")
        assert faults(codes) == ()
        assert [
            (loss.name, loss.detail)
            for loss in reading.report.losses
            if loss.happened is Happened.PARENT_MISSING
        ] == [("Løs", "Finnes ikke")]

    def test_a_ring_of_parents_is_opened(self):
        data = workbook(("name", "parent"), ("A", "B"), ("B", "A"), ("C", "C"))
        reading = read_codebook_xlsx(data, defaults=DEFAULTS)
        labels = {code.id: code.label.en for code in reading.codebook.codes}
        assert {(code.label.en, labels.get(code.parent)) for code in reading.codebook.codes} == {
            ("A", None),
            ("B", "A"),
            ("C", None),
        }

    def test_what_is_no_workbook_is_refused(self):
        for data in (b"", b"name,description", b"PK\x03\x04", workbook(("a", "b"))[:-30]):
            assert refused(read_codebook_xlsx, data) in {
                "codebook_table.not_a_workbook",
                "import.damaged",
            }
        assert refused(read_codebook_xlsx, workbook(("a", "b"))) == "codebook_table.no_names"
        assert refused(read_codebook_xlsx, workbook()) == "codebook_table.no_names"

    def test_definitions_in_the_xml_are_refused(self):
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook(("name",), ("A",)))) as whole,
            zipfile.ZipFile(buffer, "w") as bad,
        ):
            for name in whole.namelist():
                content = whole.read(name)
                if name == "xl/workbook.xml":
                    content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
                bad.writestr(name, content)
        assert refused(read_codebook_xlsx, buffer.getvalue()) == "import.unsafe_xml"


class TestCsv:
    @pytest.mark.parametrize("language", ["nb", "en"])
    def test_codes_of_the_shipped_codebook_come_back_equal(self, shipped, language):
        data = codebook_csv(shipped, language=language)
        reading = read_codebook_csv(data, defaults=replace(DEFAULTS, language=language))
        assert reading.codebook.codes == shipped.codes
        assert [loss.happened for loss in reading.report.losses] == [Happened.HEAD_MISSING]

    @given(book=codebooks())
    def test_codes_of_any_codebook_come_back_equal(self, book):
        read = read_codebook_csv(codebook_csv(book, language="en"), defaults=DEFAULTS).codebook
        in_order = [one for root in book.roots for one in book.descendants(root.id)]
        assert list(read.codes) == in_order

    def test_it_is_what_taguette_reads(self, shipped):
        data = codebook_csv(shipped, language="en")
        assert data.startswith(b"\xef\xbb\xbftag,description\r\n")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len({row["tag"] for row in rows}) == len(shipped.codes)
        assert all(row["tag"].strip() and row["description"].strip() for row in rows)
        assert rows[1]["description"].endswith("Below: CH\nColour: #3b7bd3")

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_taguettes_own_and_tables_saved_by_a_spreadsheet(self, delimiter, encoding):
        rows = [
            ["tag", "description", "number of highlights", "number of documents"],
            ["Håp", 'To linjer\nog et "sitat"; ja, nettopp', "17", "4"],
            ["Støtte", "", "0", "0"],
        ]
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter).writerows(rows)
        reading = read_codebook_csv(buffer.getvalue().encode(encoding), defaults=DEFAULTS)
        first, second = reading.codebook.codes
        assert first.label == Bilingual(nb="Håp", en="Håp")
        assert first.definition.en == 'To linjer\nog et "sitat"; ja, nettopp'
        assert second.definition == Bilingual()
        assert read_codebook(write_codebook(reading.codebook), file_name="x") == reading.codebook

    def test_what_is_no_table_of_codes_is_refused(self):
        assert refused(read_codebook_csv, b"") == "codebook_table.not_a_table"
        assert refused(read_codebook_csv, b"\x81\x8d") == "codebook_table.not_a_table"
        assert refused(read_codebook_csv, b"a,b\n1,2\n") == "codebook_table.no_names"
