"""A source as the coding pane gets it: text, turns, codes, codings, memos, and names of values.

``proposals`` counts the codes proposed in the study that are among ``codes``; the pane sends it
back with each batch and is answered with those proposed since, whoever proposed them. ``blind``
stands for the rounds whose codings are hidden; an answer with another one says to fetch the
source anew.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.codebook import CodingAttribute
from casestudy.domain.vocabulary import ClaimStatus, CodeStatus, Level, MemoTarget, Stage, Valence
from casestudy.texts.labels import capital, label, short_label
from casestudy.web.own_notes import own_notes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import Enum

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.coding import Coding, SourceState
    from casestudy.domain.corrections import Checks
    from casestudy.domain.memos import Memo
    from casestudy.domain.sources import Transcript
    from casestudy.study import Study

#: What the pane can set on a coding, and the values it can take.
_VALUES: Final[dict[str, type[Enum]]] = {
    "level": Level,
    "valence": Valence,
    "stage": Stage,
    "claim_status": ClaimStatus,
}
#: By what the codebook calls them: attributes that a coding has under another name.
_NAMES: Final = {CodingAttribute.MEASURE: "measure_id"}


def source_document(study: Study, source_id: str, *, language: str) -> dict[str, Any]:
    """Return everything the pane needs to show a source, as plain JSON values.

    Raises:
        NotFoundError: No such source, or not visible to the member.
        NotPermittedError: The member may not read transcripts.
    """
    with study.one_state():
        return _document(study, source_id, language)


def _document(study: Study, source_id: str, language: str) -> dict[str, Any]:
    transcript = study.sources.transcript(source_id)
    codings = study.coding.of_source(source_id)
    state = study.coding.state_since(source_id, transcript.source.coding_revision)
    codebook = study.codebook.current() if study.codebook.has_codebook() else None
    return {
        "source": _source(transcript),
        "text": transcript.text,
        "turns": _turns(transcript),
        "codes": [] if codebook is None else plain_codes(codebook, language),
        "proposals": state.proposals,
        "attributes": {
            **{name: _values(kind, language) for name, kind in _VALUES.items()},
            "measure_id": _measures(study, transcript.source.case_id, language),
        },
        "me": {"id": study.member.id, "name": study.member.name},
        "coders": [{"id": member.id, "name": member.name} for member in study.members.all()],
        "revision": transcript.source.coding_revision,
        "codings": [plain_coding(coding) for coding in codings],
        "memos": plain_memos(study.memos.of_source(source_id)),
        "checks": _checks(study.corrections.checks(source_id)),
        "undo": {"can_undo": state.can_undo, "can_redo": state.can_redo},
        **plain_blind(state),
        **own_notes(study, source_id),
    }


def plain_blind(state: SourceState) -> dict[str, str]:
    """Return a sign for the blind rounds that hide codings; nothing where there are none."""
    if not state.blind_rounds:
        return {}
    rounds = " ".join(sorted(state.blind_rounds))
    return {"blind": hashlib.sha256(rounds.encode()).hexdigest()[:8]}


def plain_coding(coding: Coding) -> dict[str, Any]:
    """Return a coding as plain JSON values; offsets are code points."""
    return {
        "id": coding.id,
        "start": coding.start,
        "end": coding.end,
        "code_id": coding.code_id,
        "coder_id": coding.coder_id,
        "layer": coding.layer,
        "level": coding.level,
        "valence": coding.valence,
        "stage": coding.stage,
        "claim_status": coding.claim_status,
        "measure_id": coding.measure_id,
        "comment_count": len(coding.comments),
        "comments": [
            {
                "id": comment.id,
                "author_id": comment.author_id,
                "body": comment.body,
                "at": comment.at.isoformat(),
            }
            for comment in coding.comments
        ],
        "revision": coding.revision,
        "removed": coding.removed,
    }


def plain_memos(memos: Iterable[Memo]) -> list[dict[str, Any]]:
    """Return memos as plain JSON values, but for those on codings, which come as comments."""
    return [
        {
            "id": memo.id,
            "target_kind": memo.target_kind,
            **_target(memo),
            "author_id": memo.author_id,
            "body": memo.body,
            "at": memo.created_at.isoformat(),
            "edited_at": None if memo.edited_at is None else memo.edited_at.isoformat(),
            "revision": memo.revision,
            "removed": memo.removed,
        }
        for memo in memos
        if memo.target_kind is not MemoTarget.CODING
    ]


def plain_codes(
    codebook: Codebook, language: str, *, proposed_after: int | None = None
) -> list[dict[str, Any]]:
    """Return codes as plain JSON values; all, or those proposed after so many others."""
    assignable = {code.id for code in codebook.assignable}
    return [
        {
            "id": code.id,
            "guid": code.guid,
            "path": " / ".join(codebook.path(code.id, language)),
            "names": [code.label.nb, code.label.en],
            "synonyms": [*code.synonyms.nb, *code.synonyms.en],
            "passes": list(codebook.passes_of(code.id)),
            "colour": code.colour,
            "branch": codebook.branch(code.id).id,
            "parent": code.parent,
            "assignable": code.id in assignable,
            "proposed": code.status is CodeStatus.PROPOSED,
            "attributes": [_NAMES.get(name, name) for name in codebook.attributes_of(code.id)],
            **_words(code, language),
        }
        for code in codebook.codes
        if proposed_after is None or (code.proposal or 0) > proposed_after
    ]


def _checks(checks: Checks) -> dict[str, Any]:
    """Return what is left to look over as plain JSON values."""
    return {
        "reviews": [
            {
                "turn": review.corrected.turn,
                "at": review.corrected.at.isoformat(),
                "made_by": review.corrected.made_by,
                "reason": review.corrected.reason,
                "replaced": [piece._asdict() for piece in review.replaced],
                "checks": [check._asdict() for check in review.checks],
            }
            for review in checks.reviews
        ],
        "quotes": list(checks.quotes),
    }


def _target(memo: Memo) -> dict[str, Any]:
    match memo.target_kind:
        case MemoTarget.SEGMENT:
            return {"start": memo.start, "end": memo.end}
        case MemoTarget.TURN:
            return {"turn": memo.turn}
        case _:
            return {}


def _measures(study: Study, case_id: str | None, language: str) -> list[dict[str, Any]]:
    """Return the measures of the source's case; of all cases where it has none."""
    return [
        {"value": measure.id, "label": name, "short": name}
        for measure in study.cases.measures()
        if case_id in {None, measure.case_id}
        for name in [measure.name_en if language == "en" and measure.name_en else measure.name_nb]
    ]


def _source(transcript: Transcript) -> dict[str, Any]:
    source = transcript.source
    return {
        "id": source.id,
        "title": source.title,
        "number": source.number,
        "text_version_id": source.text_version_id,
        "text_sha256": transcript.text_sha256,
    }


def _turns(transcript: Transcript) -> list[dict[str, Any]]:
    return [
        {
            "n": turn.number,
            "start": turn.start,
            "end": turn.end,
            "speaker": turn.speaker,
            "role": turn.role,
            "interviewer": turn.interviewer,
            "seconds": turn.seconds,
        }
        for turn in transcript.turns
    ]


def _words(code: Code, language: str) -> dict[str, str]:
    return {
        "label": code.label.in_language(language),
        "definition": code.definition.in_language(language),
        "use": code.use.in_language(language),
        "not_use": code.not_use.in_language(language),
        "cue": code.cue.in_language(language),
    }


def _values(kind: type[Enum], language: str) -> list[dict[str, Any]]:
    return [
        {
            "value": value.value,
            "label": capital(label(value, language)),
            "short": _short(value, language),
        }
        for value in kind
    ]


def _short(value: Enum, language: str) -> str:
    if isinstance(value, Level):
        return short_label(value, language)
    if isinstance(value, Valence):
        return f"{value.value:+d}".replace("-", "−") if value.value else "0"
    return capital(label(value, language))
