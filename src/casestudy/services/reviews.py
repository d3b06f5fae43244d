"""Review rounds: what goes out, remarks that come back, and deciding on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.domain.review import Receipt, ReviewComment, ReviewStatus
from casestudy.domain.review_edits import edit_asked_for
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.services.codebook_edits import make_edit
from casestudy.store import reviews
from casestudy.store.codebook_records import hold_codebook, read_records
from casestudy.store.store import Done
from casestudy.store.tables import CODEBOOK_RELEASE, REVIEW_BUNDLE, REVIEW_COMMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casestudy.domain.codebook import Code
    from casestudy.domain.codebook_edits import Edit
    from casestudy.domain.review import ReviewBundle, ReviewItem, ReviewKind
    from casestudy.services.session import Session
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Reviews:
    """Bundles for reviewers, and their remarks; decisions are steps of the codebook's undo."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._me = session.member.id

    def bundles(self) -> list[ReviewBundle]:
        """Return the bundles that went out, oldest first."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return reviews.bundles(reader)

    def items(
        self, bundle_id: str | None = None, *, status: ReviewStatus | None = None
    ) -> list[ReviewItem]:
        """Return remarks with what became of them, in the order they came."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return reviews.items(reader, bundle_id=bundle_id, status=status)

    def send_out(
        self, release: str, *, for_whom: str, request_id: str | None = None
    ) -> ReviewBundle:
        """Write down that a release goes out for review; remarks are taken in on this bundle.

        Args:
            release: The release's number.
            for_whom: Who is to review it.
            request_id: Makes a repeated call harmless.

        Raises:
            NotFoundError: ``not_found.codebook_release``.
            InvalidInputError: ``empty_field``.
            NotPermittedError: The member may not edit the codebook.
        """
        if not for_whom.strip():
            raise InvalidInputError("empty_field")

        def work(unit: Unit) -> Done:
            found = unit.find(CODEBOOK_RELEASE, number=release)
            if found is None:
                raise NotFoundError("not_found.codebook_release", id=release)
            bundle_id = unit.insert(
                REVIEW_BUNDLE,
                number=unit.next_number("review_bundle"),
                release_id=found["id"],
                for_whom=for_whom.strip(),
                made_by=self._me,
                made_at=unit.now,
            )
            return Done("send_for_review", "review_bundle", bundle_id)

        bundle_id = self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)
        return next(one for one in self.bundles() if one.id == bundle_id)

    def receive(
        self,
        bundle_id: str,
        comments: Sequence[ReviewComment],
        *,
        file_sha256: str,
        request_id: str | None = None,
    ) -> Receipt:
        """Take in the remarks of a returned file; what came before is not taken twice.

        Args:
            bundle_id: The bundle that the file was made for.
            comments: What the file says, each with its anchor.
            file_sha256: Hash of the file.
            request_id: Makes a repeated call harmless.

        Raises:
            NotFoundError: ``not_found.review_bundle``.
            NotPermittedError: The member may not edit the codebook.
        """
        return self._take(bundle_id, comments, file_sha256, Verb.EDIT_CODEBOOK, request_id)

    def remark(
        self,
        bundle_id: str,
        kind: ReviewKind,
        *,
        code: str | None = None,
        field: str | None = None,
        text: str = "",
        proposed: str = "",
        anchor: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Make a remark here, in one's own name; the same ``anchor`` again changes it.

        Raises:
            NotFoundError: ``not_found.review_bundle`` or ``codebook.unknown_code``.
            NotPermittedError: The member may not review the codebook.
        """
        comment = ReviewComment(
            code_id=code,
            field=field,
            kind=kind,
            text=text,
            proposed=proposed,
            reviewer=self._session.member.name,
            at=self._session.store.clock(),
            anchor=anchor or self._session.store.new_id(),
        )
        self._take(bundle_id, (comment,), None, Verb.REVIEW_CODEBOOK, request_id)

    def withdraw(self, comment_id: str, *, request_id: str | None = None) -> None:
        """Take back a remark of one's own that nobody has decided on.

        Raises:
            NotPermittedError: ``not_your_remark``.
            ConflictError: ``review_decided``.
        """

        def work(unit: Unit) -> Done:
            if _open(unit, comment_id)["member_id"] != self._me:
                raise NotPermittedError("not_your_remark")
            unit.update(REVIEW_COMMENT, comment_id, removed=True)
            return Done("withdraw_remark", "review_comment", comment_id)

        self._session.write(Verb.REVIEW_CODEBOOK, work, request_id=request_id)

    def accept(
        self,
        comment_id: str,
        edit: Edit | None = None,
        *,
        reason: str = "",
        seen: Mapping[str, int] | None = None,
        request_id: str | None = None,
    ) -> None:
        """Accept a remark by an edit of the codebook, both in one step of undo.

        Args:
            comment_id: The remark.
            edit: What to do; None for what the remark asks for itself
                (:func:`casestudy.domain.review_edits.edit_asked_for`).
            reason: What the reviewer is told.
            seen: As for :meth:`casestudy.services.codebooks.Codebooks.edit`.
            request_id: Makes a repeated call harmless.

        Raises:
            ConflictError: ``review_decided``, or ``changed_meanwhile``.
            InvalidInputError: ``review_needs_edit``, or the edit can't be made.
            NotPermittedError: The member may not edit the codebook.
        """

        def work(unit: Unit) -> Done:
            hold_codebook(unit)
            comment = reviews.comment_of(_open(unit, comment_id))
            chosen = edit or edit_asked_for(comment, _code(unit, comment), reason=reason)
            steps: list[str] = []
            if chosen is not None:
                steps = make_edit(unit, chosen, member_id=self._me, seen=seen)["steps"]
            self._decide(unit, comment_id, ReviewStatus.ACCEPTED, reason, steps)
            return Done("accept_review", "review_comment", comment_id)

        self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)

    def answer(self, comment_id: str, reason: str, *, request_id: str | None = None) -> None:
        """Answer a remark without changing the codebook.

        Raises:
            ConflictError: ``review_decided``.
            InvalidInputError: ``reason_missing``.
        """
        self._close(comment_id, ReviewStatus.ANSWERED, reason, "answer_review", request_id)

    def reject(self, comment_id: str, reason: str, *, request_id: str | None = None) -> None:
        """Reject a remark, with the reason that the reviewer is told.

        Raises:
            ConflictError: ``review_decided``.
            InvalidInputError: ``reason_missing``.
        """
        self._close(comment_id, ReviewStatus.REJECTED, reason, "reject_review", request_id)

    def _take(
        self,
        bundle_id: str,
        comments: Sequence[ReviewComment],
        file_sha256: str | None,
        verb: Verb,
        request_id: str | None,
    ) -> Receipt:
        def work(unit: Unit) -> Done:
            unit.get(REVIEW_BUNDLE, bundle_id)
            receipt = reviews.receive(
                unit,
                bundle_id,
                comments,
                file_sha256=file_sha256,
                member_id=self._me if file_sha256 is None else None,
            )
            result = {
                "new": receipt.new,
                "updated": receipt.updated,
                "unchanged": receipt.unchanged,
                "again": receipt.again,
                "unmatched": list(receipt.unmatched),
            }
            return Done("receive_review", "review_bundle", bundle_id, result=result)

        told = self._session.write(verb, work, request_id=request_id)
        return Receipt(**{**told, "unmatched": tuple(told["unmatched"])})

    def _close(
        self,
        comment_id: str,
        status: ReviewStatus,
        reason: str,
        verb: str,
        request_id: str | None,
    ) -> None:
        if not reason.strip():
            raise InvalidInputError("reason_missing")

        def work(unit: Unit) -> Done:
            _open(unit, comment_id)
            self._decide(unit, comment_id, status, reason, [])
            return Done(verb, "review_comment", comment_id)

        self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)

    def _decide(
        self, unit: Unit, comment_id: str, status: ReviewStatus, reason: str, steps: list[str]
    ) -> None:
        unit.update(
            REVIEW_COMMENT,
            comment_id,
            status=status.value,
            reason=reason.strip(),
            decided_by=self._me,
            decided_at=unit.now,
            step_ids=steps,
        )


def _open(unit: Unit, comment_id: str) -> Row:
    row = unit.get(REVIEW_COMMENT, comment_id)
    if row["removed"]:
        raise NotFoundError("not_found.review_comment", id=comment_id)
    if row["status"] != ReviewStatus.OPEN.value:
        raise ConflictError("review_decided")
    return row


def _code(unit: Unit, comment: ReviewComment) -> Code | None:
    return None if comment.code_id is None else read_records(unit)[comment.code_id].code
