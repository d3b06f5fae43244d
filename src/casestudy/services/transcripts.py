"""A coded transcript to be read on paper: text, codings in the margin, notes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from casestudy.domain.cases import Case, Measure
from casestudy.domain.coded_transcript import CodedTranscript, Mark, Note, coded_turns
from casestudy.domain.permissions import Verb
from casestudy.domain.study import Member
from casestudy.domain.vocabulary import MemoTarget
from casestudy.services.stamps import stamp
from casestudy.store import codings
from casestudy.store.codebook import working_codebook
from casestudy.store.memos import source_memos
from casestudy.store.sources import transcript
from casestudy.store.tables import CASE, MEASURE, MEMBER
from casestudy.texts import text
from casestudy.texts.labels import label, short_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casestudy.domain.codebook import Codebook, CodingPass
    from casestudy.domain.coding import Coding
    from casestudy.domain.memos import Memo
    from casestudy.domain.sources import Transcript
    from casestudy.services.session import Session


class Transcripts:
    """Sources as they are printed, with the codings that the acting member may see."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def coded(
        self, source_id: str, *, language: str = "nb", coding_pass: CodingPass | None = None
    ) -> CodedTranscript:
        """Return a source with its codings in the margin, for the team only.

        Args:
            source_id: Which source.
            language: Of codes and headings, ``"nb"`` or ``"en"``; the text stays as it is.
            coding_pass: Only codes of this pass; None for all.

        Raises:
            NotFoundError: ``not_found.source``.
            NotPermittedError: The member may not read transcripts.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            found = transcript(reader, visible, source_id)
            codebook = working_codebook(reader, visible)
            shown = [
                coding
                for coding in codings.source_codings(reader, visible, source_id)
                if coding_pass is None or coding_pass in codebook.passes_of(coding.code_id)
            ]
            memos = source_memos(reader, visible, source_id)
            members = {one.id: one.name for one in reader.values(Member, MEMBER)}
            measures = {
                one.id: one.name_en if language == "en" and one.name_en else one.name_nb
                for one in reader.values(Measure, MEASURE)
            }
            cases = {case.id: case.label for case in reader.values(Case, CASE)}
            mark = stamp(
                reader,
                codebook.release,
                language=language,
                n=len(shown),
                filters=coding_pass.value if coding_pass else "",
            )
        marks = [
            _mark(number, coding, codebook, members, measures, language)
            for number, coding in enumerate(shown, 1)
        ]
        source = found.source
        return CodedTranscript(
            language=language,
            number=source.number,
            title=source.title,
            case_label=cases.get(source.case_id or "", ""),
            type=label(source.type, language),
            date=source.date,
            coders=tuple(dict.fromkeys(members[coding.coder_id] for coding in shown)),
            turns=coded_turns(
                found.text,
                found.turns,
                marks,
                roles={
                    turn.number: label(turn.role, language) for turn in found.turns if turn.role
                },
                notes=_turn_notes(found, memos, members),
            ),
            notes=tuple(
                Note(author=members[memo.author_id], body=memo.body)
                for memo in memos
                if memo.target_kind is MemoTarget.SOURCE
            ),
            stamp=mark,
        )


def _mark(
    number: int,
    coding: Coding,
    codebook: Codebook,
    members: dict[str, str],
    measures: dict[str, str],
    language: str,
) -> Mark:
    code = codebook.code(coding.code_id)
    return Mark(
        number=number,
        start=coding.start,
        end=coding.end,
        code_id=code.id,
        label=code.label.in_language(language),
        colour=code.colour,
        coder=members[coding.coder_id],
        attributes=tuple(_attributes(coding, measures, language)),
        notes=tuple(
            Note(author=members[comment.author_id], body=comment.body)
            for comment in coding.comments
        ),
    )


def _turn_notes(
    found: Transcript, memos: list[Memo], members: dict[str, str]
) -> dict[int, tuple[Note, ...]]:
    """Return the notes on turns and on passages, by the number of the turn they begin in."""
    notes: defaultdict[int, tuple[Note, ...]] = defaultdict(tuple)
    starts = [turn.start for turn in found.turns]
    for memo in memos:
        author = members[memo.author_id]
        if memo.turn is not None:
            notes[memo.turn] += (Note(author=author, body=memo.body),)
        elif memo.target_kind is MemoTarget.SEGMENT and memo.start is not None:
            turn = found.turns[bisect_right(starts, memo.start) - 1]
            about = found.text[memo.start : memo.end]
            notes[turn.number] += (Note(author=author, body=memo.body, about=about),)
    return notes


def _attributes(coding: Coding, measures: dict[str, str], language: str) -> Iterator[str]:
    if coding.level is not None:
        yield short_label(coding.level, language)
    for value in (coding.valence, coding.stage, coding.claim_status):
        if value is not None:
            yield label(value, language)
    if coding.measure_id is not None:
        name = measures[coding.measure_id]
        yield text("transcript_print.measure", language, name=name)
