from __future__ import annotations

import pytest

from casestudy.errors import ImportRefusedError
from casestudy.exchange.safe_xml import parse

BOMB = "<!DOCTYPE a [<!ENTITY l0 'ha'>{}]><a>&l9;</a>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)


def refused(data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refusal:
        parse(data)
    return refusal.value.code


def test_elements_and_text_without_comments():
    root = parse("<a>bl\u00e5<!-- skjult --><b/>b\u00e6r<?x y?></a>".encode())
    assert "".join(root.itertext()) == "blåbær"


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><a/>',
        BOMB,
    ],
)
def test_any_document_type_is_refused(source):
    assert refused(source.encode()) == "import.unsafe_xml"
    assert refused(source.encode("utf-16")).startswith("import.")


@pytest.mark.parametrize("data", [b"", b"<a>", b"ikke xml", b"<a>&ukjent;</a>", b"<a/><b/>"])
def test_broken_xml_is_damage(data):
    assert refused(data) == "import.damaged"


def test_endless_nesting_is_refused():
    assert refused(b"<a>" * 5000 + b"</a>" * 5000) == "import.damaged"


def test_refusal_does_not_carry_the_parsers_words():
    with pytest.raises(ImportRefusedError) as refusal:
        parse(b"<a><hemmelig></a>")
    assert refusal.value.__suppress_context__
