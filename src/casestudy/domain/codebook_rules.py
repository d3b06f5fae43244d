"""What an edit does to the working codebook: the rules, without a store.

The same outcome is what people are told beforehand and what is stored.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain import codebook_edits as edits
from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code
from casestudy.domain.codebook_draft import Draft, Outcome, finished
from casestudy.domain.codebook_words import with_settings, with_words
from casestudy.domain.colour import next_colour
from casestudy.domain.lineage import LineageKind
from casestudy.domain.vocabulary import CodeStatus
from casestudy.domain.working_codebook import CodeRecord, WorkingCodebook
from casestudy.errors import InvalidInputError
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

#: The branch that proposed codes stand under.
PROPOSALS: Final = "NY"
_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def outcome(book: WorkingCodebook, edit: edits.Edit) -> Outcome:
    """Return what ``edit`` makes of the codebook.

    Raises:
        NotFoundError: ``codebook.unknown_code``.
        InvalidInputError: The edit can't be made; the code says why. ``codebook.nothing_changed``
            where it would change nothing.
    """
    draft = Draft(book)
    _RULES[type(edit)](draft, edit)
    return finished(book, draft)


def require_reason(why: str) -> None:
    """Refuse what needs a reason and has none.

    Raises:
        InvalidInputError: ``reason_missing``.
    """
    if not why.strip():
        raise InvalidInputError("reason_missing")


def add(draft: Draft, edit: edits.Add, *, status: CodeStatus = CodeStatus.ACTIVE) -> str:
    """Add a code and return its id."""
    if edit.parent is not None:
        _require_in_use(draft.book, edit.parent)
    words = {name: value for name, value in edit.words.items() if value}
    labels = {name: str(words.get(f"label.{name}", "")) for name in LANGUAGES}
    missing = [f"label.{name}" for name, said in labels.items() if not said.strip()]
    if len(missing) == len(LANGUAGES):
        raise InvalidInputError("empty_field")
    either = next(said for said in labels.values() if said.strip())
    code_id = edit.id or next_id(draft.book, edit.parent, str(words.get("label.en", either)))
    _require_new(draft.book, code_id)
    blank = Code(
        id=code_id,
        parent=edit.parent,
        status=status,
        label=Bilingual(),
        unreviewed=tuple(missing),
        colour=str(edit.settings.get("colour") or _colour(draft.book, edit)),
        guid=edit.guid,
    )
    code = with_settings(blank, {**edit.settings, "colour": blank.colour})
    code = with_words(code, words | dict.fromkeys(missing, either))
    add_code(draft, replace(code, unreviewed=tuple(missing)), before=edit.before)
    return code_id


def add_code(draft: Draft, code: Code, *, before: str | None = None) -> None:
    """Put a new code into the book, last among its siblings unless ``before`` one of them."""
    draft.put(CodeRecord(code=code, counts_as=code.id))
    draft.book = draft.book.placed(code.id, before)
    draft.added.append(code.id)


def move(draft: Draft, code_id: str, parent: str | None, before: str | None) -> None:
    """Put a code elsewhere; its lineage tells of it where the parent is another."""
    record = draft.book[code_id]
    if parent is not None and code_id in {one.id for one in draft.book.above(parent)}:
        raise InvalidInputError("codebook.below_itself", id=code_id, parent=parent)
    if before is not None and before == code_id:
        raise InvalidInputError("codebook.not_beside", id=code_id, other=before)
    own: dict[str, Any] = {}
    if parent is None and record.code.parent is not None:
        # a branch says itself what codes below a branch take from it
        own = {
            name: draft.book.inherited(code_id, name) for name in ("attributes", "passes", "hue")
        }
    if parent != record.code.parent:
        draft.step(LineageKind.MOVED, [code_id], [code_id])
    siblings = [one.id for one in draft.book.children(parent)]
    if parent == record.code.parent and _follower(siblings, code_id) == before:
        return
    draft.put(record, parent=parent, **own)
    draft.book = draft.book.placed(code_id, before)


def _follower(siblings: list[str], code_id: str) -> str | None:
    after = siblings[siblings.index(code_id) + 1 :] if code_id in siblings else []
    return after[0] if after else None


def _add(draft: Draft, edit: edits.Add) -> None:
    draft.step(LineageKind.ADDED, [], [add(draft, edit)])


def _describe(draft: Draft, edit: edits.Describe) -> None:
    record = draft.book[edit.code]
    code = with_words(record.code, edit.words, reviewed=edit.reviewed)
    reworded = replace(code, unreviewed=()) != replace(record.code, unreviewed=())
    if edit.changes_meaning:
        require_reason(edit.why)
        draft.meaning.add(edit.code)
    if edit.changes_meaning or reworded:
        kind = LineageKind.MEANING_CHANGED if edit.changes_meaning else LineageKind.REWORDED
        draft.step(kind, [edit.code], [edit.code])
    draft.put(replace(record, code=code, origin=origin_after(record, code)))
    draft.concerned.add(edit.code)


def _configure(draft: Draft, edit: edits.Configure) -> None:
    record = draft.book[edit.code]
    draft.put(replace(record, code=with_settings(record.code, edit.settings)))
    if edit.settings.keys() & {"attributes", "passes"}:
        _take_along(draft, edit.code)
    draft.concerned.add(edit.code)


def _move(draft: Draft, edit: edits.Move) -> None:
    move(draft, edit.code, edit.parent, edit.before)
    _take_along(draft, edit.code)


def _place(draft: Draft, edit: edits.Place) -> None:
    record = draft.book[edit.code]
    if record.code.status is not CodeStatus.PROPOSED:
        raise InvalidInputError("codebook.not_proposed", id=edit.code)
    draft.put(record, status=CodeStatus.ACTIVE)
    move(draft, edit.code, edit.parent, edit.before)
    _take_along(draft, edit.code)


def _take_along(draft: Draft, code_id: str) -> None:
    draft.along |= {one.id for one in draft.book.below(code_id)}
    draft.concerned |= {code_id, *draft.along}


def _retire(draft: Draft, edit: edits.Retire) -> None:
    require_reason(edit.why)
    record = draft.book[edit.code]
    if record.retired:
        raise InvalidInputError("codebook.retired_already", id=edit.code)
    below = [one for one in draft.book.below(edit.code) if not one.retired]
    going = {edit.code, *(one.id for one in below)}
    if edit.replaced_by is not None:
        _require_in_use(draft.book, edit.replaced_by)
        if edit.replaced_by in going:
            raise InvalidInputError("codebook.replaced_by_itself", id=edit.code)
    draft.put(replace(record, replaced_by=edit.replaced_by), status=CodeStatus.RETIRED)
    for one in below:
        draft.put(one, status=CodeStatus.RETIRED)
    successors = [edit.replaced_by] if edit.replaced_by else []
    draft.step(LineageKind.RETIRED, [edit.code], successors)
    for one in below:
        draft.step(LineageKind.RETIRED, [one.id], [])
    draft.concerned |= going
    draft.along |= going - {edit.code}


def _bring_back(draft: Draft, edit: edits.BringBack) -> None:
    record = draft.book[edit.code]
    if not record.retired:
        raise InvalidInputError("codebook.in_use", id=edit.code)
    waits = bool(record.origin) and record.code.parent == PROPOSALS
    back = replace(record, replaced_by=None, merged_into=None)
    draft.put(back, status=CodeStatus.PROPOSED if waits else CodeStatus.ACTIVE)
    if record.number < record.recode_from:
        # what it was merged into came to mean something else; new codings with it need no look
        draft.renewed.add(edit.code)
    draft.step(LineageKind.BROUGHT_BACK, [edit.code], [edit.code])
    draft.concerned.add(edit.code)


def _merge(draft: Draft, edit: edits.Merge) -> None:
    require_reason(edit.why)
    target = _require_in_use(draft.book, edit.into)
    merged = [draft.book[code_id] for code_id in dict.fromkeys(edit.codes)]
    if not merged or edit.into in edit.codes:
        raise InvalidInputError("codebook.merge_nothing", id=edit.into)
    above = {one.id for one in draft.book.above(edit.into)}
    for record in merged:
        if record.merged_into is not None:
            raise InvalidInputError("codebook.merged_already", id=record.id)
        if record.id in above:
            raise InvalidInputError("codebook.merge_below", id=record.id, into=edit.into)
        if record.code.assignable and not target.code.assignable:
            raise InvalidInputError("code_not_assignable", code=edit.into)
    draft.step(LineageKind.MERGED, [one.id for one in merged], [edit.into])
    gone = {one.id for one in merged}
    for code_id in gone:
        draft.along |= {one.id for one in draft.book.below(code_id)} - gone
    for record in merged:
        now = replace(draft.book[record.id], merged_into=edit.into, replaced_by=None)
        draft.put(now, status=CodeStatus.RETIRED)
    for record in merged:
        for child in draft.book.children(record.id):
            if child.id not in gone:
                move(draft, child.id, edit.into, None)
    draft.concerned |= gone
    draft.merged |= {*gone, edit.into}


def _split(draft: Draft, edit: edits.Split) -> None:
    require_reason(edit.why)
    record = _require_in_use(draft.book, edit.code)
    siblings = [one.id for one in draft.book.children(record.code.parent)]
    follower = _follower(siblings, edit.code)
    codes = [
        one if isinstance(one, str) else add(draft, _beside(one, record, follower))
        for one in edit.into
    ]
    for code_id in codes:
        _require_in_use(draft.book, code_id)
    parts = list(dict.fromkeys([edit.code, *codes] if edit.keep else codes))
    if len(parts) < 2 or edit.code in codes:
        raise InvalidInputError("codebook.split_into_one", id=edit.code)
    if not edit.keep:
        if any(not one.retired for one in draft.book.children(edit.code)):
            raise InvalidInputError("codebook.codes_below", id=edit.code)
        draft.put(record, status=CodeStatus.RETIRED)
    draft.step(LineageKind.SPLIT, [edit.code], parts)
    draft.meaning.add(edit.code)
    draft.concerned.add(edit.code)


def _beside(new: edits.Add, record: CodeRecord, follower: str | None) -> edits.Add:
    if new.parent is not None:
        return new
    settings = dict(new.settings)
    if record.code.parent is None:
        code = record.code
        settings = {
            "attributes": code.attributes,
            "passes": code.passes,
            "hue": code.hue,
        } | settings
    before = new.before or follower
    return replace(new, parent=record.code.parent, before=before, settings=settings)


def _require_in_use(book: WorkingCodebook, code_id: str) -> CodeRecord:
    record = book[code_id]
    if record.retired:
        raise InvalidInputError("code_retired", code=code_id)
    return record


def _require_new(book: WorkingCodebook, code_id: str) -> None:
    if _ID.fullmatch(code_id) is None:
        raise InvalidInputError("codebook.bad_id", id=code_id)
    if code_id in book.records:
        raise InvalidInputError("codebook.id_used", id=code_id)


def next_id(book: WorkingCodebook, parent: str | None, label: str) -> str:
    """Return an id after the scheme of the parent's codes, that none has or ever had."""
    if parent is None:
        letters = re.sub(r"[^A-Z]", "", label.upper())[:3] or "X"
        numbered = (f"{letters}{number}" for number in range(2, len(book.records) + 3))
        return next(one for one in (letters, *numbered) if one not in book.records)
    pattern = re.compile(rf"{re.escape(parent)}\.(\d{{1,9}})")
    taken = [int(found[1]) for one in book.records if (found := pattern.fullmatch(one))]
    return f"{parent}.{max(taken, default=0) + 1}"


def _colour(book: WorkingCodebook, edit: edits.Add) -> str:
    hue = edit.settings.get("hue")
    if hue is None and edit.parent is not None:
        hue = book.inherited(edit.parent, "hue")
    return next_colour(hue or 0, {one.code.colour for one in book.records.values()})


def origin_after(record: CodeRecord, code: Code) -> Any:
    """Return where a proposed code was met; a name of the team's own is not the source's words."""
    old = record.code.label
    if record.origin.get("in_vivo") and old.nb != code.label.nb and old.en != code.label.en:
        return {**record.origin, "in_vivo": False}
    return record.origin


_RULES: Final[dict[type, Callable[[Draft, Any], None]]] = {
    edits.Add: _add,
    edits.Describe: _describe,
    edits.Configure: _configure,
    edits.Move: _move,
    edits.Place: _place,
    edits.Retire: _retire,
    edits.BringBack: _bring_back,
    edits.Merge: _merge,
    edits.Split: _split,
}
