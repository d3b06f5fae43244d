"""Reads a .qdpx with qdapy and pyrefiqda and prints what they found, as JSON.

Run in an environment of its own, since these readers bring much with them:
``python second_reader.py qdapy|pyrefiqda FILE``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path


def with_qdapy(file: Path) -> list[list[str]]:
    from qdapy.qdpx import read_qdpx

    fragments = read_qdpx(file, warn=False).fragments
    return fragments[["codeId", "codedBy", "text"]].to_numpy().tolist()


def with_pyrefiqda(file: Path) -> list[list[str]]:
    from pyrefiqda import RefiProject

    with tempfile.TemporaryDirectory() as folder:
        project = RefiProject.load(file, extract_dir=folder)
        users = {user.guid: user.name for user in project.users.user}
        found = []
        for source in project.sources.text_source:
            path = RefiProject.resolve_source_path(source.plain_text_path, folder)
            text = path.read_text("utf-8")
            for marked in source.plain_text_selection:
                words = text[marked.start_position : marked.end_position]
                found += [
                    [coding.code_ref.target_guid, users[coding.creating_user], words]
                    for coding in marked.coding
                ]
    return found


if __name__ == "__main__":
    reader = {"qdapy": with_qdapy, "pyrefiqda": with_pyrefiqda}[sys.argv[1]]
    print(json.dumps(reader(Path(sys.argv[2]))))
