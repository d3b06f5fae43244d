"""Exports: what leaves the study as a file; permitted, checked for names, and noted in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.domain.vocabulary import Audience
from casestudy.errors import InvalidInputError
from casestudy.exchange.refi.from_codebook import refi_from_codebook
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.exchange.segments_file import segments_csv, segments_xlsx, team_only_name
from casestudy.services.analyses import Analyses
from casestudy.services.codebook_files import codebook_file, edition_of
from casestudy.services.export_gate import ExportGate, words_in
from casestudy.services.matrices import Matrices
from casestudy.services.project_file import project_file
from casestudy.services.review_bundles import bundle_contents
from casestudy.services.stamps import stamp
from casestudy.services.transcripts import Transcripts
from casestudy.store.codebook import working_codebook
from casestudy.store.content import whole_study
from casestudy.store.releases import release_codebook
from casestudy.store.tables import STUDY

if TYPE_CHECKING:
    from casestudy.domain.codebook import CodingPass
    from casestudy.domain.coded_transcript import CodedTranscript
    from casestudy.domain.matrix import CMOMatrix, CodeCaseMatrix
    from casestudy.exchange.refi.write_codes import RefiFile
    from casestudy.services.session import Session


class Exports:
    """Files made from what the acting member may see."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gate = ExportGate(session)

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
        self._gate.require("matrix", form)
        if audience is not Audience.TEAM:
            # Other audiences need the disclosure gate: cell sizes, merged roles, no case labels.
            raise InvalidInputError("audience_not_yet", audience=audience.value)
        matrix = Matrices(self._session).cmo(language=language, audience=audience)
        self._gate.stop_names(words_in(matrix))
        made = _report("matrix", form, matrix)
        self._gate.note("matrix", form, audience=audience, rows=len(matrix.rows))
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
        self._gate.require("code-case", form)
        matrix = Analyses(self._session).code_case(language=language, for_others=True)
        self._gate.stop_names(words_in(matrix))
        made = _report("code-case", form, matrix)
        self._gate.note("code-case", form, audience=Audience.TEAM, rows=len(matrix.codes))
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
        self._gate.require("segments", form)
        frame = Analyses(self._session).segments(language=language)
        texts = (frame[name].dropna().unique() for name in ("text", "title", "speaker", "measure"))
        self._gate.stop_names(str(words) for column in texts for words in column)
        with self._session.read(Verb.EXPORT) as (reader, visible):
            release = working_codebook(reader, visible).release
            mark = stamp(reader, release, language=language, n=len(frame))
        if form == "csv":
            made = segments_csv(frame, stamp=mark)
        else:
            made = segments_xlsx(frame, stamp=mark, language=language)
        self._gate.note("segments", form, audience=Audience.TEAM, rows=len(frame))
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
        self._gate.require("transcript", form)
        coded = Transcripts(self._session).coded(
            source_id, language=language, coding_pass=coding_pass
        )
        # Codings cut the text into pieces: a name must be looked for in whole turns.
        turns = ("".join(piece.text for piece in turn.pieces) for turn in coded.turns)
        self._gate.stop_names([*turns, *words_in(coded)])
        made = _report("transcript", form, coded)
        self._gate.note("transcript", form, audience=Audience.TEAM, rows=coded.stamp.n)
        return made

    def codebook(self, *, form: str, language: str = "nb", release: str | None = None) -> bytes:
        """Return the codebook as a file that holds no words of any source.

        ``"yaml"`` and ``"xlsx"`` can be taken in again whole; ``"csv"`` is Taguette's, ``"ttl"``
        is SKOS, ``"docx"`` and ``"html"`` are to be read.

        Args:
            form: ``"yaml"``, ``"docx"``, ``"html"``, ``"xlsx"``, ``"csv"`` or ``"ttl"``.
            language: Of documents and headings; the other forms hold both languages.
            release: Number of a release; the codes as they stand now otherwise.

        Raises:
            NotPermittedError: The member may not export.
            NotFoundError: ``not_found.codebook``, ``not_found.codebook_release``.
            InvalidInputError: ``unknown_form`` or ``export_stopped_by_names``.
        """
        self._gate.require("codebook", form)
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, visible):
            if release is None:
                book = working_codebook(reader, visible.without_words())
            else:
                book = release_codebook(reader, release)
            edition = edition_of(reader, visible, book, language=language)
        self._gate.stop_names(words_in(book))
        made = codebook_file(edition, form)
        self._gate.note("codebook", form, audience=Audience.PARTNER, rows=len(book.codes))
        return made

    def review_bundle(self, bundle_id: str, *, language: str = "en") -> bytes:
        """Return the folder that goes to a reviewer, as a zip file.

        Args:
            bundle_id: The round, from :meth:`casestudy.services.reviews.Reviews.send_out`.
            language: Of the documents.

        Raises:
            NotPermittedError: The member may not export.
            NotFoundError: ``not_found.review_bundle``.
            InvalidInputError: ``export_stopped_by_names``.
        """
        from casestudy.reports.review_bundle import bundle_zip  # noqa: PLC0415

        self._gate.require("review-bundle", "zip")
        contents = bundle_contents(self._session, bundle_id, language=language)
        self._gate.stop_names(words_in(contents))
        made = bundle_zip(contents)
        rows = len(contents.edition.codebook.codes)
        self._gate.note("review-bundle", "zip", audience=Audience.PARTNER, rows=rows)
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
        self._gate.require("qdc", "qdc")
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, visible):
            codebook = working_codebook(reader, visible.without_words())
        self._gate.stop_names(words_in(codebook))
        made = write_qdc(refi_from_codebook(codebook, language=language))
        self._gate.note("qdc", "qdc", audience=Audience.PARTNER, rows=len(codebook.codes))
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
        self._gate.require("qdpx", "qdpx")
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            whole = whole_study(reader, visible)
            is_demo = reader.rows(STUDY)[0]["is_demo"]
        self._gate.stop_names(words_in(whole.content))
        made = project_file(whole, is_demo=is_demo, language=language)
        rows = len(whole.content.codings)
        self._gate.note("qdpx", "qdpx", audience=Audience.TEAM, rows=rows)
        return made

    def team_file_name(self, name: str, *, language: str = "nb") -> str:
        """Return a file name marked as for the team only."""
        return team_only_name(name, language=language)


def _report(kind: str, form: str, value: CMOMatrix | CodeCaseMatrix | CodedTranscript) -> bytes:
    # the libraries that write documents are heavy, and most sessions export nothing
    from casestudy.reports.forms import FORMS  # noqa: PLC0415

    return FORMS[kind, f".{form}"](value)
