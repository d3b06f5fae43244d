from __future__ import annotations

import io
import stat
import warnings
import zipfile

import pytest

from casestudy.errors import ImportRefusedError
from casestudy.exchange.safe_zip import MAX_MEMBERS, SafeZip


def zip_of(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # doubled names are meant
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes, *, read: str = "") -> str:
    with pytest.raises(ImportRefusedError) as refusal:
        SafeZip(data).read(read)
    assert refusal.value.sentence("nb") != refusal.value.sentence("en")
    return refusal.value.code


def test_members_are_read_by_name():
    package = SafeZip(zip_of(("a.xml", b"<a/>"), ("b/c.txt", b"x" * 600_000)))
    assert package.names == ("a.xml", "b/c.txt")
    assert "a.xml" in package
    assert "c.txt" not in package
    assert len(package.read("b/c.txt")) == 600_000


def test_missing_member_is_damage():
    assert refused(zip_of(("a", b"")), read="word/document.xml") == "import.damaged"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/a", "C:/a", "a\\..\\b", "\\a"])
def test_names_that_lead_out_are_refused(name):
    assert refused(zip_of((name, b"x"))) == "import.unsafe_zip"


def test_doubled_names_are_refused():
    assert refused(zip_of(("a", b"1"), ("a", b"2"))) == "import.unsafe_zip"


def test_links_are_refused():
    link = zipfile.ZipInfo("a")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(zip_of((link, b"/etc/passwd"))) == "import.unsafe_zip"


def test_encrypted_members_are_refused_as_locked():
    data = bytearray(zip_of(("a", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "import.password"


def test_too_many_members_are_refused():
    members = [(str(number), b"") for number in range(MAX_MEMBERS + 1)]
    assert refused(zip_of(*members)) == "import.zip_bomb"
    assert len(SafeZip(zip_of(*members[:-1])).names) == MAX_MEMBERS


def test_member_that_swells_is_refused_before_it_is_unpacked():
    assert refused(zip_of(("a", bytes(3_000_000)))) == "import.zip_bomb"


def test_small_member_of_one_colour_is_no_bomb():
    assert len(SafeZip(zip_of(("a", bytes(900_000)))).read("a")) == 900_000


def test_directory_that_promises_too_much_is_refused():
    data = bytearray(zip_of(("a", b"x")))
    size = data.index(b"PK\x01\x02") + 24
    data[size : size + 4] = (201 * 1024 * 1024).to_bytes(4, "little")
    assert refused(bytes(data)) == "import.zip_bomb"


def test_what_is_unpacked_is_counted_over_all_reads(monkeypatch):
    monkeypatch.setattr("casestudy.exchange.safe_zip.MAX_UNPACKED_BYTES", 1000)
    package = SafeZip(zip_of(("a", b"x" * 600)))
    package.read("a")
    with pytest.raises(ImportRefusedError) as refusal:
        package.read("a")
    assert refusal.value.code == "import.zip_bomb"


def test_broken_bytes_are_damage():
    data = bytearray(zip_of(("a", b"Det var en gang" * 50)))
    data[45] ^= 0xFF
    assert refused(bytes(data), read="a") == "import.damaged"
    assert refused(b"PK\x03\x04 not a zip") == "import.damaged"
