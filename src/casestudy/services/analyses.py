"""Questions to the coded material: the segments frame, cross tables, case × code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.analysis.counts import Values, crosstab, with_descendants
from casestudy.analysis.voices import voices_frame, with_speakers
from casestudy.domain.cases import Case
from casestudy.domain.matrix import CodeCaseCell, CodeCaseMatrix
from casestudy.domain.permissions import Verb, require
from casestudy.domain.vocabulary import as_role
from casestudy.errors import InvalidInputError
from casestudy.services.stamps import stamp
from casestudy.store.codebook import working_codebook
from casestudy.store.frames import codings_frame, texts_of, turns_frame
from casestudy.store.tables import CASE

if TYPE_CHECKING:
    import pandas as pd

    from casestudy.domain.codebook import Codebook
    from casestudy.services.session import Session
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility

#: Order of the columns that :meth:`Analyses.segments` returns; each is explained in
#: ``docs/SEGMENTS.md``.
SEGMENT_COLUMNS = (
    *("coding_id", "segment", "case", "source", "title", "type", "date", "turn", "speaker"),
    *("participant", "role", "interviewer", "shared", "code", "path", "text", "coder", "layer"),
    *("round", "level", "valence", "stage", "claim_status", "measure", "coded_as"),
    *("code_version", "start", "end", "source_id", "segment_id"),
)


class Analyses:
    """Frames and tables over what the acting member may see."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def segments(
        self,
        *,
        code: str | None = None,
        case: str | None = None,
        role: str | None = None,
        coder: str | None = None,
        text: bool = True,
        language: str = "nb",
    ) -> pd.DataFrame:
        """Return one row per coding; every filter given must hold.

        Args:
            code: A code's id; those below it in the tree are included.
            case: A case's label.
            role: Coarse role of the speaker (``"service_user"``, or ``"bruker"``).
            coder: A member's handle.
            text: Whether to read the words too.
            language: Of the code paths, ``"nb"`` or ``"en"``.

        Raises:
            InvalidInputError: ``unknown_case`` or ``unknown_role``.
            NotFoundError: ``codebook.unknown_code``.
            NotPermittedError: The member may not read transcripts (ask with ``text=False``).
        """
        wanted_role = None if role is None else as_role(role)
        with self._session.read(Verb.SEE_FREQUENCIES) as (reader, visible):
            codebook = working_codebook(reader)
            codes = None if code is None else [one.id for one in codebook.descendants(code)]
            frame = codings_frame(
                reader, visible, codes=codes, case_id=_case_id(reader.values(Case, CASE), case)
            )
            turns = turns_frame(reader, frame["source_id"].unique())
            words: dict[str, str] = {}
            if text:
                require(self._session.member, Verb.READ_TEXT)
                words = texts_of(reader, frame["text_version_id"].unique())
        frame = with_speakers(frame, turns)
        if wanted_role is not None:
            frame = frame[(frame["role"] == wanted_role.value) & ~frame["interviewer"]]
        if coder is not None:
            frame = frame[frame["coder"] == coder]
        frame = _with_paths(frame, codebook, language)
        if text:
            versions, starts, ends = frame["text_version_id"], frame["start"], frame["end"]
            frame["text"] = [
                words[version][start:end]
                for version, start, end in zip(versions, starts, ends, strict=True)
            ]
            frame["text"] = frame["text"].astype("str")  # also where no row tells the kind
        columns = [name for name in SEGMENT_COLUMNS if text or name != "text"]
        return frame[columns].sort_values(["source", "start", "end"], ignore_index=True)

    def matrix(
        self,
        *,
        rows: str = "code",
        columns: str = "case",
        values: Values = "participants",
        descendants: bool = False,
    ) -> pd.DataFrame:
        """Cross two columns of the segments frame; interviewers' own words are not counted.

        Args:
            rows: ``"code"``, ``"case"``, ``"role"``, ``"coder"``, ``"level"`` …
            columns: Another of them.
            values: Distinct ``"participants"`` heard, ``"codings"`` or distinct ``"sources"``.
            descendants: Count a code's descendants with it.

        Raises:
            InvalidInputError: ``unknown_value`` for a column that can't be crossed.
        """
        for name in (rows, columns):
            if name not in SEGMENT_COLUMNS or name in {"text", "start", "end", "date"}:
                raise InvalidInputError("unknown_value", field="rows/columns", value=name)
        with self._session.read(Verb.SEE_FREQUENCIES) as (reader, visible):
            codebook = working_codebook(reader)
            frame, voices = _counted(reader, visible)
        if descendants and "code" in {rows, columns}:
            frame = with_descendants(frame, _tree(codebook))
        return crosstab(frame, voices, rows=rows, columns=columns, values=values)

    def code_case(self, *, language: str = "nb") -> CodeCaseMatrix:
        """Return case × code with participants, codings and sources in every cell."""
        # One snapshot, so that the stamp's data version is that of the counts.
        with self._session.read(Verb.SEE_FREQUENCIES) as (reader, visible):
            codebook = working_codebook(reader)
            frame, voices = _counted(reader, visible)
            cases = reader.values(Case, CASE, order="position label")
            mark = stamp(reader, codebook.release, language=language, n=len(frame))
        labels = tuple(case.label for case in cases)
        below = with_descendants(frame, _tree(codebook))
        tables = {
            values: crosstab(below, voices, values=values)
            for values in ("participants", "codings", "sources")
        }
        totals = {
            values: crosstab(frame.assign(all="all"), voices, rows="all", values=values)
            for values in ("participants", "codings", "sources")
        }
        codes = tuple(
            (
                code.id,
                code.label.in_language(language),
                len(codebook.ancestry(code.id)) - 1,
                code.colour,
            )
            for code in codebook.codes
        )
        return CodeCaseMatrix(
            language=language,
            case_labels=labels,
            codes=codes,
            cells={
                code_id: {label: _cell(tables, code_id, label) for label in labels}
                for code_id, *_ in codes
            },
            totals={label: _cell(totals, "all", label) for label in labels},
            coders=int(frame["coder"].nunique()),
            stamp=mark,
        )


def _counted(reader: Reader, visible: Visibility) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return every visible coding with its speaker, and who is heard in each."""
    frame = codings_frame(reader, visible)
    turns = turns_frame(reader, frame["source_id"].unique())
    return with_speakers(frame, turns), voices_frame(frame, turns)


def _case_id(cases: list[Case], label: str | None) -> str | None:
    if label is None:
        return None
    for case in cases:
        if case.label == label:
            return case.id
    known = ", ".join(case.label for case in cases)
    raise InvalidInputError("unknown_case", case=label, cases=known)


def _with_paths(frame: pd.DataFrame, codebook: Codebook, language: str) -> pd.DataFrame:
    paths = {
        code: " › ".join(codebook.path(code, language)) for code in frame["code"].cat.categories
    }
    return frame.assign(path=frame["code"].cat.rename_categories(paths))


def _tree(codebook: Codebook) -> dict[str, list[str]]:
    return {
        code.id: [below.id for below in codebook.descendants(code.id)] for code in codebook.codes
    }


def _cell(tables: dict[str, pd.DataFrame], row: str, column: str) -> CodeCaseCell:
    counts: dict[str, int] = {
        values: table[column].to_dict().get(row, 0) if column in table.columns else 0
        for values, table in tables.items()
    }
    return CodeCaseCell(**counts)
