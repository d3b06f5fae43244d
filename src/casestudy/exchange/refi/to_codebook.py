"""Codes of any program as a codebook of ours: valid, with what is missing made up and said."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import (
    REVIEWABLE,
    Code,
    Codebook,
    CodingAttribute,
    CodingPass,
    Synonyms,
)
from casestudy.domain.colour import hue_of, is_colour, next_colour
from casestudy.domain.vocabulary import CodeStatus
from casestudy.exchange.refi.elements import one_line
from casestudy.exchange.refi.labelled import LABELS, from_lines, items, words
from casestudy.exchange.refi.losses import Element, Happened, Ledger, LossReport
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from enum import StrEnum

    from casestudy.exchange.refi.values import RefiCode, RefiProject, RefiSet

Choice = TypeVar("Choice", bound="StrEnum")

_STEM_LENGTH: Final = 3
#: Hues of branches without a colour lie this far apart; it goes round without coming back soon.
_HUE_STEP: Final = 137


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a codebook from elsewhere is taken to be where it does not say.

    ``language`` is that of its names and descriptions. ``taken`` are ids that new codes may not
    have. Branches get ``attributes`` and ``passes``.
    """

    name: str
    release: str
    date: dt.date
    language: str
    taken: Collection[str] = ()
    attributes: tuple[CodingAttribute, ...] = ()
    passes: tuple[CodingPass, ...] = field(default_factory=lambda: tuple(CodingPass))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookReading:
    """A codebook, and what had to be left out or made up."""

    codebook: Codebook
    report: LossReport


def codebook_from_refi(project: RefiProject, *, defaults: Defaults) -> CodebookReading:
    """Return the codes of a file as a codebook.

    One that ``refi_from_codebook`` gave comes back equal, also when another program has read and
    written it in between and kept the descriptions.
    """
    return _CodebookMaker(project, defaults).reading()


class _CodebookMaker:
    def __init__(self, project: RefiProject, defaults: Defaults) -> None:
        self._codes = project.codes
        self._defaults = defaults
        self._ledger = Ledger()
        self._head: dict[str, str] = {}
        for one in project.sets:
            self._take_set(one)
        self._lines = {code.guid: from_lines(code.description) for code in self._codes}
        self._language = self._language_of_names()
        self._other = _other(self._language)
        self._ids = self._given_ids()
        self._colours = [code.colour for code in self._codes if code.colour]
        self._branch_hue = 0

    def reading(self) -> CodebookReading:
        codes = [self._code(number, code) for number, code in enumerate(self._codes)]
        known = {code.id for code in codes}
        codes = [self._with_known_neighbours(code, known) for code in codes]
        order = {one: place for place, one in enumerate(items(self._head.get("order", "-")))}
        codes.sort(key=lambda code: order.get(code.id, len(order)))
        counts = {Element.CODE: len(codes)}
        return CodebookReading(
            codebook=self._book(tuple(codes)),
            report=self._ledger.report(found=counts, kept=counts),
        )

    def _take_set(self, one: RefiSet) -> None:
        fields, _ = from_lines(one.description)
        if {"codebook", "release", "date"} <= fields.keys() and not self._head:
            self._head = fields
        else:
            self._ledger.note(Element.SET, Happened.GROUP, name=one.name)

    def _book(self, codes: tuple[Code, ...]) -> Codebook:
        head, defaults = self._head, self._defaults
        date = defaults.date
        if not head:
            self._ledger.note(Element.FILE, Happened.HEAD_MISSING)
        else:
            try:
                date = dt.date.fromisoformat(words(head["date"]))
            except ValueError:
                self._unreadable("date", "")
        name = words(head.get("codebook", "")) or defaults.name
        title = _bilingual(head, "title")
        return Codebook(
            name=name,
            release=words(head.get("release", "")) or defaults.release,
            date=date,
            title=Bilingual(nb=title.nb or name, en=title.en or name),
            note=_bilingual(head, "note"),
            codes=codes,
        )

    def _language_of_names(self) -> str:
        """Return what the file says; else the language whose names the descriptions leave out."""
        said = words(self._head.get("language", ""))
        if said in LANGUAGES:
            return said
        told = Counter(field for lines, _ in self._lines.values() for field in lines)
        most = max(LANGUAGES, key=lambda language: told[f"label.{language}"])
        return _other(most) if told[f"label.{most}"] else self._defaults.language

    def _given_ids(self) -> dict[str, str]:
        """Return an id for each code: its own, or one made from its name and place."""
        said = {guid: words(lines.get("id", "")) for guid, (lines, _) in self._lines.items()}
        reserved = {*self._defaults.taken, *said.values()}
        ids: dict[str, str] = {}
        used: set[str] = set()
        for code in self._codes:
            given = said[code.guid]
            if given.strip() and given not in used:
                ids[code.guid] = given
            else:
                above = ids[code.parent] if code.parent is not None else None
                ids[code.guid] = _new_id(code.name, above, reserved | used)
                happened = Happened.SAME_ID if given else Happened.ID_GIVEN
                self._ledger.note(Element.CODE, happened, name=code.name, detail=ids[code.guid])
            used.add(ids[code.guid])
        return ids

    def _code(self, number: int, code: RefiCode) -> Code:
        lines, before = self._lines[code.guid]
        definition = _bilingual(lines, "definition")
        unreviewed = list(items(lines.get("unreviewed", "-")))
        if before and not definition.in_language(self._language):
            definition = _said(definition, self._language, before)
            if f"definition.{self._language}" not in unreviewed:
                unreviewed.append(f"definition.{self._language}")
        label = self._label(code, _bilingual(lines, "label"), unreviewed)
        kept = tuple(one for one in unreviewed if one in REVIEWABLE)
        if len(kept) < len(unreviewed):
            self._unreadable("unreviewed", code.name)
        status = self._choices(lines, "status", CodeStatus, code.name) or (CodeStatus.ACTIVE,)
        made = Code(
            id=self._ids[code.guid],
            parent=self._ids[code.parent] if code.parent is not None else None,
            assignable=code.is_codable,
            status=status[0],
            label=label,
            definition=definition,
            use=_bilingual(lines, "use"),
            not_use=_bilingual(lines, "not_use"),
            cue=_bilingual(lines, "cue"),
            synonyms=Synonyms(
                nb=items(lines.get("synonyms.nb", "-")), en=items(lines.get("synonyms.en", "-"))
            ),
            maps_to=items(lines.get("maps_to", "-")),
            confused_with=items(lines.get("confused_with", "-")),
            unreviewed=kept,
            attributes=self._choices(lines, "attributes", CodingAttribute, code.name),
            passes=self._choices(lines, "passes", CodingPass, code.name),
            hue=self._hue(lines, code.name),
            colour=code.colour or "",
            guid=code.guid,
        )
        return self._complete(made, number)

    def _label(self, code: RefiCode, said: Bilingual, unreviewed: list[str]) -> Bilingual:
        """Return the names; a name given in the program goes before the line in its description.

        Where equal names were written longer to tell them apart, the line has the short one.
        """
        ours = said.in_language(self._language)
        longer = rf"(.* / )?{re.escape(one_line(ours))}( \(\d+\))?"
        short_one = ours and (not one_line(ours) or re.fullmatch(longer, code.name))
        name = ours if short_one else code.name or ours or self._ids[code.guid]
        label = _said(said, self._language, name)
        if not said.in_language(self._other).strip():
            label = _said(label, self._other, name)
            both = (f"label.{self._language}", f"label.{self._other}")
            unreviewed += [one for one in both if one not in unreviewed]
            self._ledger.note(Element.CODE, Happened.NOT_TRANSLATED, name=code.name)
        return label

    def _complete(self, code: Code, number: int) -> Code:
        """Return the code with what a branch must say, and with a colour."""
        if code.parent is None and None in {code.attributes, code.passes, code.hue}:
            self._ledger.note(
                Element.CODE, Happened.DEFAULTS_GIVEN, name=code.label.in_language(self._language)
            )
            hue = hue_of(code.colour) if is_colour(code.colour) else _HUE_STEP * number % 360
            code = replace(
                code,
                attributes=_or(code.attributes, self._defaults.attributes),
                passes=_or(code.passes, self._defaults.passes),
                hue=hue if code.hue is None else code.hue,
            )
        if code.parent is None:
            self._branch_hue = code.hue or 0
        if not is_colour(code.colour):
            colour = next_colour(self._branch_hue, self._colours)
            self._colours.append(colour)
            code = replace(code, colour=colour)
        return code

    def _hue(self, lines: dict[str, str], name: str) -> int | None:
        if "hue" not in lines:
            return None
        if re.fullmatch(r"\d{1,3}", lines["hue"]) and int(lines["hue"]) < 360:
            return int(lines["hue"])
        self._unreadable("hue", name)
        return None

    def _choices(
        self, lines: dict[str, str], field_name: str, kind: type[Choice], name: str
    ) -> tuple[Choice, ...] | None:
        if field_name not in lines:
            return None
        said = items(lines[field_name])
        known = tuple(kind(one) for one in said if one in set(kind))
        if len(known) < len(said):
            self._unreadable(field_name, name)
        return known

    def _with_known_neighbours(self, code: Code, known: set[str]) -> Code:
        kept = tuple(one for one in code.confused_with if one in known and one != code.id)
        for one in code.confused_with:
            if one not in kept:
                name = code.label.in_language(self._language)
                self._ledger.note(Element.CODE, Happened.UNKNOWN_CONFUSED, name=name, detail=one)
        return replace(code, confused_with=kept)

    def _unreadable(self, field_name: str, name: str) -> None:
        label = LABELS[field_name]
        element = Element.CODE if name else Element.FILE
        self._ledger.note(element, Happened.UNREADABLE_FIELD, name=name, detail=label)


def _bilingual(lines: dict[str, str], name: str) -> Bilingual:
    return Bilingual(nb=words(lines.get(f"{name}.nb", "")), en=words(lines.get(f"{name}.en", "")))


def _said(known: Bilingual, language: str, text: str) -> Bilingual:
    return Bilingual(**{"nb": known.nb, "en": known.en, language: text})


def _or(said: tuple[Choice, ...] | None, default: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return default if said is None else said


def _other(language: str) -> str:
    return next(one for one in LANGUAGES if one != language)


def _new_id(name: str, above: str | None, used: set[str]) -> str:
    stem, number = (f"{above}.", 1) if above is not None else (_stem(name), 0)
    while (made := f"{stem}{number or ''}") in used:
        number += 1
    return made


def _stem(name: str) -> str:
    """Return the beginning of an id: the first letters of a name, in capitals."""
    plain = unicodedata.normalize("NFD", name.upper().translate(_NORWEGIAN))
    return re.sub(r"[^A-Z0-9]", "", plain)[:_STEM_LENGTH] or "X"


_NORWEGIAN: Final = str.maketrans({"Æ": "AE", "Ø": "O", "Å": "A"})
