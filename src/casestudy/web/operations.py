"""Doing what the coding pane sends: each operation once, and what changed since, in one answer.

Beside ``results`` by request id, the answer has the ``codings`` (with the memos on them, as
``comments``) and the other ``memos`` that were changed after the revision ``base``, removed ones
flagged; ``codes`` and ``proposals`` are there only where codes were proposed since, ``blind``
only where a blind round hides codings. All places
are in the text ``text_version_id``: where that is not the batch's, those that came with it were
carried over, and the browser fetches the source anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.errors import CaseStudyError, ConflictError, StoreError
from casestudy.web.answers import incident
from casestudy.web.batch import KINDS
from casestudy.web.kinds import Asked
from casestudy.web.own_notes import plain_presence
from casestudy.web.source_document import plain_blind, plain_codes, plain_coding, plain_memos

if TYPE_CHECKING:
    from casestudy.domain.coding import SourceState
    from casestudy.study import Study
    from casestudy.web.batch import Batch, Operation

#: Errors of the store that come of the operation itself; it would fail again when sent again.
_LASTING: Final = frozenset({"store.rule_broken", "store.not_storable"})


def do_batch(study: Study, source_id: str, batch: Batch, *, language: str) -> dict[str, Any]:
    """Do the operations in order and return the protocol's answer.

    An operation that is refused has its reason in ``results``; the others are done.

    Raises:
        NotFoundError: No such source, or not visible to the member.
        NotPermittedError: The member may not read transcripts.
        ConflictError: ``source.changed``: the browser has a text that the source never had, or
            knows a later state of the codings than the store does; ``web.other_member``.
        StoreError: The store could not be reached or written; the batch can be sent again.
    """
    if batch.me != study.member.id:
        raise ConflictError("web.other_member")
    before = study.coding.state_since(source_id, batch.have)
    if before.revision < batch.have or not _is_known(study, source_id, batch, before):
        raise ConflictError("source.changed")
    results = {
        operation.request_id: _result(study, source_id, batch, operation, language)
        for operation in batch.operations
    }
    state = study.coding.state_since(source_id, batch.have) if results else before
    present = {}
    if batch.here is not None:
        place = batch.here
        if state.text_version_id != batch.text_version_id:
            here = source_id, batch.text_version_id, place, place + 1
            place = study.corrections.place_now(*here).start
        present["presence"] = plain_presence(study.visits.here(source_id, place=place))
    return {
        "results": results,
        "text_version_id": state.text_version_id,
        "base": batch.have,
        "revision": state.revision,
        "codings": [plain_coding(coding) for coding in state.changed],
        "memos": plain_memos(state.memos),
        "undo": {"can_undo": state.can_undo, "can_redo": state.can_redo},
        **plain_blind(state),
        **_new_codes(study, batch, state.proposals, language),
        **present,
    }


def _is_known(study: Study, source_id: str, batch: Batch, before: SourceState) -> bool:
    """Tell whether the browser's text is the current one, or one that was corrected since."""
    seen = batch.text_version_id
    return seen == before.text_version_id or study.corrections.has_had(source_id, seen)


def _new_codes(study: Study, batch: Batch, proposals: int, language: str) -> dict[str, Any]:
    """Return the codes proposed since the batch's count, with the new count; nothing if none."""
    if batch.codes is None or proposals <= batch.codes:
        return {}
    return {
        "codes": plain_codes(study.codebook.current(), language, proposed_after=batch.codes),
        "proposals": proposals,
    }


def _result(
    study: Study, source_id: str, batch: Batch, operation: Operation, language: str
) -> dict[str, Any]:
    try:
        KINDS[operation.kind].do(
            Asked(
                study=study,
                source_id=source_id,
                text_version_id=batch.text_version_id,
                request_id=operation.request_id,
                given=operation.given,
            )
        )
    except StoreError as error:
        if error.code not in _LASTING:
            raise
        return _refused(error, language)
    except CaseStudyError as error:
        if error.code == "text_changed":
            raise ConflictError("source.changed") from error
        return _refused(error, language)
    except Exception as error:  # noqa: BLE001 - an operation that always fails must not block the rest
        return {"ok": False, **incident(error, language)}
    return {"ok": True}


def _refused(error: CaseStudyError, language: str) -> dict[str, Any]:
    return {"ok": False, "code": error.code, "sentence": error.sentence(language)}
