"""What others have done in a source since a member was last there, from the log of changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from casestudy.domain.visits import Activity
from casestudy.domain.vocabulary import MemoTarget
from casestudy.store import codings
from casestudy.store.reader import Row
from casestudy.store.tables import CODING, MEMBER, MEMO
from casestudy.store.visits import changes_by_others, codings_in_order, visible_memos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility

_VERBS: Final = frozenset({*codings.CODING_VERBS, "apply_codes", "undo", "redo"})
#: By table: whose a row is, and the columns that make it another for who looks at it.
_OWNER: Final = {CODING.name: "coder_id", MEMO.name: "author_id"}
_SEEN: Final = {
    CODING.name: (
        *("segment_id", "code_id", "level", "valence", "stage", "claim_status", "measure_id"),
    ),
    MEMO.name: ("body_number",),
}


@dataclass(slots=True)
class _Touched:
    """A coding or memo as it was before the first and after the last change of its owner."""

    table: str
    id: str
    before: Row | None
    after: Row

    @property
    def owner(self) -> str:
        return str(self.after[_OWNER[self.table]])

    @property
    def what(self) -> str | None:
        """What has become of it; None where it stands as it stood."""
        before, after = self.before, self.after
        stood = before is not None and not before["removed"]
        if after.get("removed"):
            return "removed" if stood else None
        if before is None or not stood:
            return "applied"
        return (
            "changed" if any(before[name] != after[name] for name in _SEEN[self.table]) else None
        )

    @property
    def coding_id(self) -> str | None:
        """The coding it is, or is about."""
        if self.table == CODING.name:
            return self.id
        about_coding = self.after["target_kind"] == MemoTarget.CODING.value
        return str(self.after["target_id"]) if about_coding else None


def others_since(
    reader: Reader, visible: Visibility, source_id: str, *, after: int
) -> tuple[Activity, ...]:
    """Return what each other member did in a source after a change, by name.

    Nothing of a round that is blind to the member who asks, and nothing that stands as it stood.
    """
    changes = changes_by_others(
        reader, source_id, after=after, member_id=visible.member_id, verbs=_VERBS
    )
    touched = [each for each in _touched(changes) if each.what is not None]
    named = {each.coding_id for each in touched if each.coding_id is not None}
    shown = [row for row in codings_in_order(reader, named) if visible.shows_coding(row)]
    by_member: dict[str, list[_Touched]] = defaultdict(list)
    for each in _shown(reader, visible, touched, shown):
        by_member[each.owner].append(each)
    names = {row["id"]: row["name"] for row in reader.rows(MEMBER, id=tuple(by_member))}
    standing = [str(row["id"]) for row in shown if not row["removed"]]
    activities = [
        _activity(member_id, names[member_id], own, standing)
        for member_id, own in by_member.items()
    ]
    return tuple(sorted(activities, key=lambda activity: (activity.name, activity.member_id)))


def _touched(changes: Iterable[Row]) -> Iterable[_Touched]:
    found: dict[tuple[str, str], _Touched] = {}
    for change in changes:
        for image in change["rows"]:
            owner = _OWNER.get(image["table"])
            if owner is None or image["after"][owner] != change["member_id"]:
                continue  # a segment, or another's row that moved along with this change
            one = _Touched(image["table"], image["id"], image["before"], image["after"])
            found.setdefault((one.table, one.id), one).after = one.after
    return found.values()


def _shown(
    reader: Reader, visible: Visibility, touched: Iterable[_Touched], shown: Iterable[Row]
) -> Iterable[_Touched]:
    stands = {row["id"]: not row["removed"] for row in shown}
    ids = (each.id for each in touched if each.table == MEMO.name)
    memos = visible_memos(reader, visible, ids)
    for each in touched:
        if each.table == CODING.name:
            is_shown = each.id in stands
        else:
            is_shown = each.id in memos and (
                each.coding_id is None or stands.get(each.coding_id, False)
            )
        if is_shown:
            yield each


def _activity(member_id: str, name: str, own: list[_Touched], standing: Iterable[str]) -> Activity:
    counts = Counter("comments" if each.table == MEMO.name else each.what for each in own)
    to_see = {each.coding_id for each in own}
    return Activity(
        member_id=member_id,
        name=name,
        applied=counts["applied"],
        changed=counts["changed"],
        removed=counts["removed"],
        comments=counts["comments"],
        coding_ids=tuple(coding_id for coding_id in standing if coding_id in to_see),
    )
