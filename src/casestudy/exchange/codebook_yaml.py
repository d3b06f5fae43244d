"""Codebook files: YAML that people edit by hand, read with every mistake named by its line."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from casestudy import texts
from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import (
    BILINGUAL_FIELDS,
    Code,
    Codebook,
    CodingAttribute,
    CodingPass,
    Synonyms,
    faults,
)
from casestudy.domain.codebook_words import UNPRINTABLE
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from enum import StrEnum

Choice = TypeVar("Choice", bound="StrEnum")

_REQUIRED_FIELDS = ("codebook", "release", "date", "title", "codes")
_CODEBOOK_FIELDS = (*_REQUIRED_FIELDS, "note")
_LIST_FIELDS = ("maps_to", "confused_with", "unreviewed")
_CODE_FIELDS = (
    *("id", "parent", "assignable", "status", "colour", "hue", "attributes", "passes"),
    *(*BILINGUAL_FIELDS, "synonyms", *_LIST_FIELDS),
)

_KINDS = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in _KINDS)
_NULL = "tag:yaml.org,2002:null"
_DEEPEST = 20
#: What the parser says where it looks ahead into more levels than it can hold.
_PARSER_GAVE_UP = "exceeded maximum nesting depth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in a codebook file; lines count from 1."""

    line: int
    error: InvalidInputError


class CodebookFileError(InvalidInputError):
    """A codebook file with mistakes; ``problems`` has them all, in the file's order."""

    def __init__(self, file_name: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("codebook.file", file=file_name, count=len(self.problems))

    def sentence(self, language: str = texts.DEFAULT_LANGUAGE) -> str:
        """Say that the file can't be used, then one line per mistake."""
        lines = [super().sentence(language)]
        for problem in self.problems:
            what = problem.error.sentence(language)
            lines.append(texts.text("codebook.line", language, line=problem.line, what=what))
        return "\n".join(lines)


def read_codebook(text: str, *, file_name: str) -> Codebook:
    """Return the codebook that a file holds; its words come out in NFC.

    Args:
        text: The file's content.
        file_name: What the error calls the file.

    Raises:
        CodebookFileError: The file has mistakes; it names them all.
    """
    reader = _Reader()
    codebook = reader.codebook(text)
    if codebook is None:
        raise CodebookFileError(file_name, reader.problems)
    return codebook


def write_codebook(codebook: Codebook) -> str:
    """Return the codebook as a file that ``read_codebook`` reads back as the same value."""
    head = {
        "codebook": codebook.name,
        "release": codebook.release,
        "date": codebook.date,
        "title": _both(codebook.title),
        "note": _both(codebook.note),
    }
    codes = [_dumped([_entry(code)]) for code in codebook.codes]
    return "\n".join([_dumped(_filled(head)), "codes:" if codes else "codes: []", *codes])


class _Reader:
    """Walks the nodes of a file and collects every mistake on the way.

    Words are taken as they stand and no object is ever made from a tag: ``no`` is text, not a
    truth value. A node that is missing or blank reads as nothing.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def codebook(self, text: str) -> Codebook | None:
        root = self.root(text)
        if root is None:
            return None
        found = self.fields(root, _CODEBOOK_FIELDS)
        name, release = self.words(found.get("codebook")), self.words(found.get("release"))
        title, note = self.bilingual(found.get("title")), self.bilingual(found.get("note"))
        date = self.date(found.get("date"))
        codes = self.codes(found.get("codes"))
        said = {"codebook": name, "release": release, "title": title.nb and title.en}
        for field in _REQUIRED_FIELDS:
            if field not in found or not said.get(field, "said elsewhere").strip():
                self.refuse(_line(root, field), "missing_field", field=field)
        if date is None or self.problems:
            return None
        return Codebook(name=name, release=release, date=date, title=title, note=note, codes=codes)

    def root(self, text: str) -> yaml.Node | None:
        for match in UNPRINTABLE.finditer(text):
            self.refuse(text.count("\n", 0, match.start()) + 1, "unprintable")
        if self.problems:
            return None
        try:
            too_deep = _first_too_deep(text)
            root = None if too_deep else yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line, column = (0, 0) if mark is None else (mark.line, mark.column)
            if error.problem == _PARSER_GAVE_UP:
                self.refuse(line + 1, "too_deep")
            else:
                self.refuse(line + 1, "syntax", column=column + 1)
            return None
        if root is None:
            self.refuse(too_deep or 1, "too_deep" if too_deep else "empty")
        elif not isinstance(root, yaml.MappingNode):
            self.refuse(root.start_mark.line + 1, "expected_mapping")
            return None
        return root

    def codes(self, node: yaml.Node | None) -> tuple[Code, ...]:
        entries: list[yaml.Node] = []
        for entry in self.value(node, yaml.SequenceNode, "expected_list") or []:
            if isinstance(entry, yaml.MappingNode):
                entries.append(entry)
            else:
                self.refuse(entry.start_mark.line + 1, "expected_mapping")
        codes = tuple(self.code(entry) for entry in entries)
        for fault in faults(codes):
            line = _line(entries[fault.position], fault.field.split(".")[0])
            self.problems.append(Problem(line=line, error=fault.error))
        return codes

    def code(self, node: yaml.Node) -> Code:
        found = self.fields(node, _CODE_FIELDS)
        synonyms = self.fields(found.get("synonyms"), texts.LANGUAGES)
        status = self.choice(found.get("status"), CodeStatus, "unknown_status")
        return Code(
            id=self.words(found.get("id")),
            parent=self.words(found.get("parent")) or None,
            assignable=self.truth(found.get("assignable")),
            status=status or CodeStatus.ACTIVE,
            label=self.bilingual(found.get("label")),
            synonyms=Synonyms(nb=self.many(synonyms.get("nb")), en=self.many(synonyms.get("en"))),
            definition=self.bilingual(found.get("definition")),
            use=self.bilingual(found.get("use")),
            not_use=self.bilingual(found.get("not_use")),
            cue=self.bilingual(found.get("cue")),
            maps_to=self.many(found.get("maps_to")),
            confused_with=self.many(found.get("confused_with")),
            unreviewed=self.many(found.get("unreviewed")),
            attributes=self.choices(found.get("attributes"), CodingAttribute, "unknown_attribute"),
            passes=self.choices(found.get("passes"), CodingPass, "unknown_pass"),
            hue=self.whole_number(found.get("hue")),
            colour=self.words(found.get("colour")),
        )

    def refuse(self, line: int, error: str, **arguments: object) -> None:
        what = InvalidInputError(f"codebook.{error}", **arguments)
        self.problems.append(Problem(line=line, error=what))

    def value(self, node: yaml.Node | None, kind: type[yaml.Node], error: str) -> Any:
        if node is None or node.tag == _NULL:
            return None
        if isinstance(node, kind) and node.tag in _TAGS:
            return node.value
        self.refuse(node.start_mark.line + 1, error)
        return None

    def fields(self, node: yaml.Node | None, known: Collection[str]) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, value in self.value(node, yaml.MappingNode, "expected_mapping") or []:
            name, line = str(key.value), key.start_mark.line + 1
            if name not in known:
                self.refuse(line, "unknown_field", field=name, known=", ".join(known))
            elif name in found:
                self.refuse(line, "duplicate_key", field=name)
            else:
                found[name] = value
        return found

    def words(self, node: yaml.Node | None) -> str:
        value = self.value(node, yaml.ScalarNode, "expected_text") or ""
        return unicodedata.normalize("NFC", value)

    def many(self, node: yaml.Node | None) -> tuple[str, ...]:
        entries = self.value(node, yaml.SequenceNode, "expected_list") or []
        return tuple(self.words(entry) for entry in entries)

    def bilingual(self, node: yaml.Node | None) -> Bilingual:
        found = self.fields(node, texts.LANGUAGES)
        return Bilingual(nb=self.words(found.get("nb")), en=self.words(found.get("en")))

    def truth(self, node: yaml.Node | None) -> bool:
        value = self.words(node)
        if node is not None and value not in {"true", "false"}:
            self.refuse(node.start_mark.line + 1, "expected_truth", value=value)
        return value != "false"

    def whole_number(self, node: yaml.Node | None) -> int | None:
        if node is None:
            return None
        value = self.words(node)
        if not value.isdecimal():
            self.refuse(node.start_mark.line + 1, "expected_number", value=value)
            return 0
        return int(value)

    def date(self, node: yaml.Node | None) -> dt.date | None:
        if node is None:
            return None
        value = self.words(node)
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.refuse(node.start_mark.line + 1, "expected_date", value=value)
            return None

    def choice(
        self, node: yaml.Node | None, vocabulary: type[Choice], error: str
    ) -> Choice | None:
        if node is None:
            return None
        value = self.words(node)
        try:
            return vocabulary(value)
        except ValueError:
            known = ", ".join(vocabulary)
            self.refuse(node.start_mark.line + 1, error, value=value, known=known)
            return None

    def choices(
        self, node: yaml.Node | None, vocabulary: type[Choice], error: str
    ) -> tuple[Choice, ...] | None:
        if node is None:
            return None
        entries = self.value(node, yaml.SequenceNode, "expected_list") or []
        chosen = (self.choice(entry, vocabulary, error) for entry in entries)
        return tuple(one for one in chosen if one is not None)


def _first_too_deep(text: str) -> int | None:
    """Return the line where nesting passes what a codebook needs; the parser would crash later."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return 1 if event.start_mark is None else event.start_mark.line + 1
    return None


def _line(node: yaml.Node, name: str) -> int:
    """Return the line of a mapping's field, or of the mapping where it lacks the field."""
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    marks = [key.start_mark for key, _ in entries if key.value == name]
    return int((marks or [node.start_mark])[0].line) + 1


class _Dumper(yaml.SafeDumper):
    """Lists on one line, the rest in blocks; never a reference to an earlier value."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the library's signature
        return True


def _on_one_line(dumper: yaml.SafeDumper, data: tuple[str, ...]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(tuple, _on_one_line)


def _dumped(data: object) -> str:
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=99))


def _entry(code: Code) -> dict[str, object]:
    entry = {
        "id": code.id,
        "parent": code.parent,
        "assignable": None if code.assignable else False,
        "status": None if code.status is CodeStatus.ACTIVE else code.status.value,
        "colour": code.colour,
        "hue": code.hue,
        "attributes": _keys(code.attributes),
        "passes": _keys(code.passes),
        "label": _both(code.label),
        "synonyms": _filled({"nb": code.synonyms.nb or None, "en": code.synonyms.en or None}),
        "definition": _both(code.definition),
        "use": _both(code.use),
        "not_use": _both(code.not_use),
        "cue": _both(code.cue),
        "maps_to": code.maps_to or None,
        "confused_with": code.confused_with or None,
        "unreviewed": code.unreviewed or None,
    }
    return _filled(entry)


def _keys(chosen: tuple[StrEnum, ...] | None) -> tuple[str, ...] | None:
    return None if chosen is None else tuple(one.value for one in chosen)


def _both(words: Bilingual) -> dict[str, object]:
    return _filled({"nb": words.nb or None, "en": words.en or None})


def _filled(entry: dict[str, Any]) -> dict[str, object]:
    """Leave out what is not said; an empty list of attributes or passes is said."""
    return {name: value for name, value in entry.items() if value is not None and value != {}}
