"""Where the codebook and the demo's transcripts lie: in the wheel, or beside the source tree."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from casestudy.errors import NotFoundError

CODEBOOK_NAME = "chime-v0.1.yaml"
_FORMS = (".docx", ".txt")


def default_codebook_text() -> str:
    """Return the codebook that a new study begins with, as a file's content."""
    return (_folder("codebooks") / CODEBOOK_NAME).read_text("utf-8")


def material() -> Path:
    """Return the folder with the demo's transcripts, codings and theories."""
    return _folder("transcripts")


def transcript_file(case: str, source: str) -> Path:
    """Return the file of one source.

    Raises:
        NotFoundError: ``demo.transcript_missing``.
    """
    folder = material() / case
    for form in _FORMS:
        path = folder / f"{source}{form}"
        if path.is_file():
            return path
    raise NotFoundError("demo.transcript_missing", source=source, folder=str(folder))


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds; every mapping with a ``quote`` says its ``line``."""
    # a subclass of the safe loader, which makes no objects from tags
    return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506


class _Loader(yaml.CSafeLoader):
    """The safe loader, telling where quotes stand."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - the library's signature
        mapping = super().construct_mapping(node, deep=deep)
        if "quote" in mapping:
            mapping["line"] = node.start_mark.line + 1
        return mapping


def _folder(name: str) -> Path:
    package = Path(str(resources.files("casestudy")))
    for place in (package / "data" / name, package.parents[1] / name):
        if place.is_dir():
            return place
    raise NotFoundError("demo.files_missing", folder=name)
