"""Our files in other readers' hands: every coded text is the one that was coded."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from casestudy.exchange.refi.write_project import write_qdpx

from .projects import sample

READERS = os.environ.get("CASESTUDY_REFI_READERS")
SCRIPT = Path(__file__).with_name("second_reader.py")


@pytest.mark.skipif(
    READERS is None,
    reason="CASESTUDY_REFI_READERS names no Python that has qdapy and pyrefiqda",
)
@pytest.mark.parametrize("reader", ["qdapy", "pyrefiqda"])
def test_every_coding_is_read_with_its_code_coder_and_words(reader, tmp_path):
    project = sample()
    file = tmp_path / "prøve.qdpx"
    file.write_bytes(write_qdpx(project).data)
    read = subprocess.run(
        [READERS, SCRIPT, reader, file], capture_output=True, text=True, check=True
    )
    names = {user.guid: user.name for user in project.users}
    expected = [
        [coding.code, names[coding.user], source.text[marked.start : marked.end]]
        for source in project.sources
        for marked in source.selections
        for coding in marked.codings
    ]
    assert len(expected) == 10
    assert sorted(json.loads(read.stdout)) == sorted(expected)
