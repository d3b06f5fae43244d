"""Real transcripts and articles, where they lie beside the project: read whole, nothing made up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casestudy.domain.text import canonical
from casestudy.exchange.worker import parse_files

SHARED = os.environ.get("CASESTUDY_SHARED")
FOLDERS = ("transcripts-real", "articles")
FILES = sorted(
    file
    for folder in FOLDERS
    for file in (Path(SHARED or "/nowhere") / folder).glob("*")
    if file.suffix in {".docx", ".odt", ".pdf", ".txt"}
)


@pytest.mark.skipif(not FILES, reason="the real files are not beside the project")
def test_real_files_are_read_and_every_word_belongs_to_a_turn():
    outcomes = list(parse_files((file.name, file) for file in FILES))
    assert [outcome.file_name for outcome in outcomes] == [file.name for file in FILES]
    for outcome in outcomes:
        source = outcome.source
        assert source is not None, (outcome.file_name, outcome.error)
        assert source.text == canonical(source.text)
        assert len(source.text.split()) > 50
        left = list(source.text)
        for turn in source.turns:
            assert 0 <= turn.start < turn.end <= len(source.text)
            left[turn.start : turn.end] = " " * (turn.end - turn.start)
        assert not "".join(left).strip()
