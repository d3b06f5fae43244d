"""The loss report: what an import or export could not carry over, element by element.

The standard asks every program to show it (section 7). A report says what was found, what was
kept, and each thing that was lost or changed, by name where it has one that may be shown: names
of selections are people's words and never appear.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.units import UnitChoice
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Element(StrEnum):
    """What a loss is about."""

    FILE = "file"
    PROJECT = "project"
    USER = "user"
    CODE = "code"
    SOURCE = "source"
    SELECTION = "selection"
    CODING = "coding"
    CASE = "case"
    VARIABLE = "variable"
    VALUE = "value"
    NOTE = "note"
    LINK = "link"
    SET = "set"
    GRAPH = "graph"


class Outcome(StrEnum):
    """How bad it is."""

    LOST = "lost"
    CHANGED = "changed"
    NOTED = "noted"


class Happened(StrEnum):
    """What happened to an element; the sentence is in the catalogues."""

    MEDIA = "media"
    RECORDING = "recording"
    NO_TEXT = "no_text"
    POSITION_UNSURE = "position_unsure"
    POSITION_MISSING = "position_missing"
    OUTSIDE_TEXT = "outside_text"
    PAGE_AREA = "page_area"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_MEMBER = "unknown_member"
    UNKNOWN_NOTE = "unknown_note"
    UNKNOWN_VARIABLE = "unknown_variable"
    UNKNOWN_END = "unknown_end"
    UNREADABLE_VALUE = "unreadable_value"
    GRAPH = "graph"
    MARKS_IN_NOTE = "marks_in_note"
    UNKNOWN_ELEMENT = "unknown_element"
    NOT_IN_CODEBOOK = "not_in_codebook"
    GROUP = "group"
    UNKNOWN_CONFUSED = "unknown_confused"
    UNREADABLE_FIELD = "unreadable_field"
    EARLIER_VERSIONS = "earlier_versions"
    FINDINGS = "findings"
    MEETINGS = "meetings"
    QUOTES = "quotes"
    IN_VIVO = "in_vivo"
    NO_WORDS = "no_words"
    NOT_OURS = "not_ours"
    UNREADABLE_RECORD = "unreadable_record"
    KEPT_INSIDE = "kept_inside"
    HIDDEN = "hidden"
    LOG = "log"
    FORMATTING = "formatting"
    TEXT_FROM_WORD = "text_from_word"
    CHARACTERS_REMOVED = "characters_removed"
    CHARACTERS_COMPOSED = "characters_composed"
    RENAMED = "renamed"
    WIDENED = "widened"
    CLIPPED = "clipped"
    SAME_GUID = "same_guid"
    NOT_A_GUID = "not_a_guid"
    UNREADABLE_DATE = "unreadable_date"
    UNKNOWN_USER = "unknown_user"
    COLOUR = "colour"
    UNREADABLE_COLOUR = "unreadable_colour"
    VARIABLE_TYPE = "variable_type"
    SAME_ID = "same_id"
    PARENT_MISSING = "parent_missing"
    DOUBLED_AREA = "doubled_area"
    UNSAID_CODABLE = "unsaid_codable"
    UNSAID_NAME = "unsaid_name"
    UNSAID_ZONE = "unsaid_zone"
    NAMESPACE = "namespace"
    BASE_PATH = "base_path"
    BARE_PATH = "bare_path"
    ENCODING_GUESSED = "encoding_guessed"
    LIKE_VARIABLE = "like_variable"
    UNUSED_FILE = "unused_file"
    HEAD_MISSING = "head_missing"
    ID_GIVEN = "id_given"
    DEFAULTS_GIVEN = "defaults_given"
    NOT_TRANSLATED = "not_translated"


_CHANGED: Final = frozenset(
    {
        Happened.FORMATTING,
        Happened.TEXT_FROM_WORD,
        Happened.CHARACTERS_REMOVED,
        Happened.CHARACTERS_COMPOSED,
        Happened.RENAMED,
        Happened.WIDENED,
        Happened.CLIPPED,
        Happened.SAME_GUID,
        Happened.NOT_A_GUID,
        Happened.UNREADABLE_DATE,
        Happened.UNKNOWN_USER,
        Happened.COLOUR,
        Happened.UNREADABLE_COLOUR,
        Happened.VARIABLE_TYPE,
        Happened.SAME_ID,
        Happened.PARENT_MISSING,
    }
)
_NOTED: Final = frozenset(
    {
        Happened.KEPT_INSIDE,
        Happened.HIDDEN,
        Happened.LOG,
        Happened.DOUBLED_AREA,
        Happened.UNSAID_CODABLE,
        Happened.UNSAID_NAME,
        Happened.UNSAID_ZONE,
        Happened.NAMESPACE,
        Happened.BASE_PATH,
        Happened.BARE_PATH,
        Happened.ENCODING_GUESSED,
        Happened.LIKE_VARIABLE,
        Happened.UNUSED_FILE,
        Happened.HEAD_MISSING,
        Happened.ID_GIVEN,
        Happened.DEFAULTS_GIVEN,
        Happened.NOT_TRANSLATED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that was lost, changed or is worth knowing, and how often it happened.

    ``detail`` is what the sentence names beside the element: a new name, a kind, a path.
    """

    element: Element
    happened: Happened
    name: str = ""
    detail: str = ""
    count: int = 1

    @property
    def outcome(self) -> Outcome:
        """Say whether something is gone, different, or only to be known."""
        if self.happened in _NOTED:
            return Outcome.NOTED
        return Outcome.CHANGED if self.happened in _CHANGED else Outcome.LOST

    def sentence(self, language: str) -> str:
        """Say what happened, in ``"nb"`` or ``"en"``."""
        key = f"refi.happened.{self.happened}"
        return text(key, language, detail=self.detail, count=self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many of one kind a file or study held, and how many came over."""

    element: Element
    found: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LossReport:
    """What became of everything in one import or export.

    ``unit`` is how positions were read; None where none were.
    """

    held: tuple[Held, ...] = ()
    losses: tuple[Loss, ...] = ()
    unit: UnitChoice | None = None

    def columns(self, language: str) -> tuple[str, ...]:
        """Return the headings of ``rows``."""
        names = ("outcome", "element", "name", "happened", "count")
        return tuple(text(f"refi.column.{name}", language) for name in names)

    def rows(self, language: str) -> tuple[tuple[str, str, str, str, int], ...]:
        """Return the losses as a table, the worst first: outcome, element, name, what, count."""
        worst_first = sorted(self.losses, key=lambda loss: list(Outcome).index(loss.outcome))
        return tuple(
            (
                text(f"refi.outcome.{loss.outcome}", language),
                text(f"refi.element.{loss.element}", language),
                loss.name,
                loss.sentence(language),
                loss.count,
            )
            for loss in worst_first
        )

    def counts(self, language: str) -> tuple[str, ...]:
        """Return one line per kind of element that there was: how many, and how many were kept."""
        return tuple(
            text(
                "refi.held",
                language,
                element=text(f"refi.elements.{held.element}", language),
                found=held.found,
                kept=held.kept,
            )
            for held in self.held
        )

    def about_positions(self, language: str) -> str:
        """Say how positions were counted and what speaks for it; ``""`` where there were none."""
        choice = self.unit
        if choice is None or not choice.selections:
            return ""
        said = text(
            "refi.unit.counted",
            language,
            characters=text(f"refi.unit.{choice.unit.characters}", language),
            line_ends=text(f"refi.unit.line_ends.{choice.unit.line_ends}", language),
        )
        if not choice.alternatives:
            return f"{said} {text('refi.unit.no_choice', language)}"
        why = text(
            "refi.unit.evidence",
            language,
            selections=choice.selections,
            on_words=choice.on_words,
            named=choice.named,
            next_on_words=choice.next_on_words,
            next_named=choice.next_named,
        )
        doubt = "" if choice.certain else " " + text("refi.unit.uncertain", language)
        return f"{said} {why}{doubt}"


def joined(*reports: LossReport) -> LossReport:
    """Return several reports on one file as one, with the counts of the first."""
    first = reports[0]
    return replace(first, losses=tuple(loss for report in reports for loss in report.losses))


class Ledger:
    """Collects losses on the way through a file; equal ones are counted together."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Element, Happened, str, str]] = Counter()

    def note(
        self,
        element: Element,
        happened: Happened,
        *,
        name: str = "",
        detail: str = "",
        count: int = 1,
    ) -> None:
        """Write down that something happened ``count`` times."""
        if count:
            self._counts[element, happened, name, detail] += count

    def report(
        self,
        *,
        found: Mapping[Element, int],
        kept: Mapping[Element, int],
        unit: UnitChoice | None = None,
    ) -> LossReport:
        """Return the report, with the counts of what there was."""
        return LossReport(
            held=tuple(
                Held(element=element, found=found.get(element, 0), kept=kept.get(element, 0))
                for element in Element
                if found.get(element, 0) or kept.get(element, 0)
            ),
            losses=tuple(
                Loss(element=element, happened=happened, name=name, detail=detail, count=count)
                for (element, happened, name, detail), count in self._counts.items()
            ),
            unit=unit,
        )
