"""Exports: what leaves the study as a file; permitted, checked for names, and noted in the log."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from casestudy.config import Settings
from casestudy.domain.permissions import Verb, require
from casestudy.domain.vocabulary import Audience
from casestudy.errors import InvalidInputError
from casestudy.exchange.codebook_yaml import write_codebook
from casestudy.exchange.names_list import names_file, read_names
from casestudy.exchange.refi.from_codebook import refi_from_codebook
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.exchange.segments_file import segments_csv, segments_xlsx, team_only_name
from casestudy.services.analyses import Analyses
from casestudy.services.codebooks import Codebooks
from casestudy.services.matrices import Matrices
from casestudy.services.project_file import project_file
from casestudy.services.stamps import stamp
from casestudy.services.transcripts import Transcripts
from casestudy.store.codebook import working_codebook
from casestudy.store.content import whole_study
from casestudy.store.store import Done
from casestudy.store.tables import STUDY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casestudy.domain.codebook import CodingPass
    from casestudy.domain.coded_transcript import CodedTranscript
    from casestudy.domain.matrix import CMOMatrix, CodeCaseMatrix
    from casestudy.exchange.refi.write_codes import RefiFile
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit

#: What can be exported, and the file endings each kind can be written with.
EXPORT_FORMS: Final = {
    "matrix": ("docx", "xlsx", "html"),
    "code-case": ("docx", "xlsx", "html"),
    "segments": ("xlsx", "csv"),
    "codebook": ("yaml",),
    "qdc": ("qdc",),
    "qdpx": ("qdpx",),
    "transcript": ("docx", "html"),
}


class Exports:
    """Files made from what the acting member may see."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def cmo(self, *, form: str, language: str = "nb", audience: Audience = Audience.TEAM) -> bytes:
        """Return the matrix of what works, for whom, in which circumstances.

        Args:
            form: ``"docx"``, ``"xlsx"`` or ``"html"``.
            language: ``"nb"`` or ``"en"``.
            audience: Whose released quotes are in it; only the team until quotes can be checked
                for others.

        Raises:
            NotPermittedError: The member may not export.
            InvalidInputError: ``unknown_form``, ``audience_not_yet`` or
                ``export_stopped_by_names``.
        """
        self._require("matrix", form)
        if audience is not Audience.TEAM:
            # Other audiences need the disclosure gate: cell sizes, merged roles, no case labels.
            raise InvalidInputError("audience_not_yet", audience=audience.value)
        matrix = Matrices(self._session).cmo(language=language, audience=audience)
        self._stop_names(_words(matrix))
        made = _report("matrix", form, matrix)
        self._note("matrix", form, audience=audience.value, rows=len(matrix.rows))
        return made

    def code_case(self, *, form: str, language: str = "nb") -> bytes:
        """Return case × code with counts in every cell.

        Args:
            form: ``"docx"``, ``"xlsx"`` or ``"html"``.
            language: ``"nb"`` or ``"en"``.

        Raises:
            NotPermittedError: The member may not export.
            InvalidInputError: ``unknown_form`` or ``export_stopped_by_names``.
        """
        self._require("code-case", form)
        matrix = Analyses(self._session).code_case(language=language)
        self._stop_names(_words(matrix))
        made = _report("code-case", form, matrix)
        self._note("code-case", form, audience=Audience.TEAM.value, rows=len(matrix.codes))
        return made

    def segments(self, *, form: str, language: str = "nb") -> bytes:
        """Return one row per coding with its words, for the team only.

        Args:
            form: ``"xlsx"`` or ``"csv"``.
            language: Of the code paths and of what the workbook says about itself.

        Raises:
            NotPermittedError: The member may not export, or may not read transcripts.
            InvalidInputError: ``unknown_form`` or ``export_stopped_by_names``.
        """
        self._require("segments", form)
        frame = Analyses(self._session).segments(language=language)
        texts = (frame[name].dropna().unique() for name in ("text", "title", "speaker", "measure"))
        self._stop_names(str(words) for column in texts for words in column)
        with self._session.read(Verb.EXPORT) as (reader, _):
            release = working_codebook(reader).release
            mark = stamp(reader, release, language=language, n=len(frame))
        if form == "csv":
            made = segments_csv(frame, stamp=mark)
        else:
            made = segments_xlsx(frame, stamp=mark, language=language)
        self._note("segments", form, audience=Audience.TEAM.value, rows=len(frame))
        return made

    def transcript(
        self,
        source_id: str,
        *,
        form: str,
        language: str = "nb",
        coding_pass: CodingPass | None = None,
    ) -> bytes:
        """Return a whole transcript with its codings in the margin, for the team only.

        Args:
            source_id: Which source.
            form: ``"docx"`` or ``"html"``.
            language: Of codes and headings.
            coding_pass: Only codes of this pass; None for all.

        Raises:
            NotFoundError: ``not_found.source``.
            NotPermittedError: The member may not export, or may not read transcripts.
            InvalidInputError: ``unknown_form`` or ``export_stopped_by_names``.
        """
        self._require("transcript", form)
        coded = Transcripts(self._session).coded(
            source_id, language=language, coding_pass=coding_pass
        )
        # Codings cut the text into pieces: a name must be looked for in whole turns.
        turns = ("".join(piece.text for piece in turn.pieces) for turn in coded.turns)
        self._stop_names([*turns, *_words(coded)])
        made = _report("transcript", form, coded)
        self._note("transcript", form, audience=Audience.TEAM.value, rows=coded.stamp.n)
        return made

    def codebook_yaml(self) -> str:
        """Return the codebook as it stands, as a file that can be taken in again.

        Raises:
            NotPermittedError: The member may not export.
            NotFoundError: ``not_found.codebook``.
            InvalidInputError: ``export_stopped_by_names``.
        """
        self._require("codebook", "yaml")
        codebook = Codebooks(self._session).current()
        made = write_codebook(codebook)
        self._stop_names([made])
        self._note("codebook", "yaml", audience=Audience.PARTNER.value, rows=len(codebook.codes))
        return made

    def qdc(self, *, language: str = "nb") -> RefiFile:
        """Return the codebook as it stands, as other programs read it, and what was left out.

        Args:
            language: Of the codes' names; the other language stands in the descriptions.

        Raises:
            NotPermittedError: The member may not export.
            NotFoundError: ``not_found.codebook``.
            InvalidInputError: ``export_stopped_by_names``; ``refi.no_codes``.
        """
        self._require("qdc", "qdc")
        codebook = Codebooks(self._session).current()
        self._stop_names(_words(codebook))
        made = write_qdc(refi_from_codebook(codebook, language=language))
        self._note("qdc", "qdc", audience=Audience.PARTNER.value, rows=len(codebook.codes))
        return made

    def qdpx(self, *, language: str = "nb") -> RefiFile:
        """Return the study as the member sees it, as other programs read it, for the team only.

        Sources with segments, codings of every layer, memos, cases, participants by role,
        theories and configurations with evidence and verdicts, and the codebook. The same study
        gives the same bytes; its ids are the file's GUIDs.

        Args:
            language: Of names and explanations in the file.

        Returns:
            ``data``, and the loss ``report``: what is not in the file, or otherwise.

        Raises:
            NotPermittedError: The member may not export, or may not read transcripts.
            InvalidInputError: ``export_stopped_by_names``.
        """
        self._require("qdpx", "qdpx")
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            whole = whole_study(reader, visible)
            is_demo = reader.rows(STUDY)[0]["is_demo"]
        self._stop_names(_words(whole.content))
        made = project_file(whole, is_demo=is_demo, language=language)
        rows = len(whole.content.codings)
        self._note("qdpx", "qdpx", audience=Audience.TEAM.value, rows=rows)
        return made

    def team_file_name(self, name: str, *, language: str = "nb") -> str:
        """Return a file name marked as for the team only."""
        return team_only_name(name, language=language)

    def _require(self, kind: str, form: str) -> None:
        require(self._session.member, Verb.EXPORT)
        forms = EXPORT_FORMS[kind]
        if form not in forms:
            shown = ", ".join(f".{ending}" for ending in forms)
            raise InvalidInputError("unknown_form", kind=kind, form=form, forms=shown)

    def _stop_names(self, texts: Iterable[str]) -> None:
        given = Settings.from_environment().names
        file = names_file(self._session.store.place, given=given)
        names = read_names(file) if file else ()
        if names and (count := len(names_found(names, texts))):
            raise InvalidInputError("export_stopped_by_names", count=count)

    def _note(self, kind: str, form: str, *, audience: str, rows: int) -> None:
        def work(unit: Unit) -> Done:
            study_id = unit.rows(STUDY)[0]["id"]
            facts = {"what": kind, "form": form, "audience": audience, "rows": rows}
            return Done("export", "study", study_id, result=facts)

        self._session.write(Verb.EXPORT, work)


def _report(kind: str, form: str, value: CMOMatrix | CodeCaseMatrix | CodedTranscript) -> bytes:
    # the libraries that write documents are heavy, and most sessions export nothing
    from casestudy.reports.forms import FORMS  # noqa: PLC0415

    return FORMS[kind, f".{form}"](value)


def names_found(names: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Return the full names that stand in any of the texts, also in the genitive.

    >>> names_found(["Kari Moe"], ["Det var kari  moes idé."])
    {'Kari Moe'}
    """
    patterns = {name: _pattern(name) for name in names if name.strip()}
    found: set[str] = set()
    for words in map(_folded, texts):
        found |= {name for name, pattern in patterns.items() if pattern.search(words)}
    return found


def _pattern(name: str) -> re.Pattern[str]:
    parts = r"\s+".join(re.escape(part) for part in _folded(name).split())
    return re.compile(rf"(?<!\w){parts}s?(?!\w)")


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def _words(value: Any) -> Iterator[str]:
    """Yield every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from _words(tuple(value.items()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _words(item)
