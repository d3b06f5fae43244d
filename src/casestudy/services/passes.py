"""Passes through the material: a work list for each, and which sources are finished in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.passes import PassTask
from casestudy.domain.permissions import Verb
from casestudy.store.codebook import codes_of_pass
from casestudy.store.progress import own_progress
from casestudy.store.sources import source_list, visible_source
from casestudy.store.store import Done
from casestudy.store.tables import ASSIGNMENT, PASS_WORK
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from casestudy.domain.codebook import CodingPass
    from casestudy.services.session import Session
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Passes:
    """The acting member's own way through the material, one research question at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._me = session.member.id

    def work(self, coding_pass: CodingPass | None = None) -> list[PassTask]:
        """Return the sources to go through, in reading order.

        Those that were given to the member to code; all of them where none was.

        Args:
            coding_pass: Which pass, finished source by source by :meth:`finish`; None for all
                codes at once, which is finished by :meth:`~casestudy.services.members.Members.
                mark_done`.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            given = reader.rows(ASSIGNMENT, member_id=self._me)
            sources = source_list(reader, visible)
            if coding_pass is None:
                codes, own = None, given
            else:
                codes = codes_of_pass(reader, coding_pass)
                own = reader.rows(PASS_WORK, member_id=self._me, coding_pass=coding_pass.value)
            progress = own_progress(reader, visible, codes=codes)
        done = _done(own)
        tasks = [
            PassTask(
                source_id=source["id"],
                number=source["number"],
                title=source["title"],
                case_label=source["case_label"],
                progress=progress[source["id"]],
                done_at=done.get(source["id"]),
            )
            for source in sources
        ]
        mine = {row["source_id"] for row in given}
        return [task for task in tasks if task.source_id in mine] or tasks

    def finish(
        self, source_id: str, coding_pass: CodingPass, *, request_id: str | None = None
    ) -> None:
        """Say that the member has gone through a source in a pass.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        self._mark("finish_pass", source_id, coding_pass, done=True, request_id=request_id)

    def take_up(
        self, source_id: str, coding_pass: CodingPass, *, request_id: str | None = None
    ) -> None:
        """Take a source up again in a pass.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        self._mark("take_up_pass", source_id, coding_pass, done=False, request_id=request_id)

    def _mark(
        self,
        verb: str,
        source_id: str,
        coding_pass: CodingPass,
        *,
        done: bool,
        request_id: str | None,
    ) -> None:
        def work(unit: Unit) -> Done:
            visible_source(unit, visibility(unit, self._session.member), source_id)
            key = {
                "member_id": self._me,
                "source_id": source_id,
                "coding_pass": coding_pass.value,
            }
            when = unit.now if done else None
            known = unit.find(PASS_WORK, **key)
            if known is None:
                work_id = unit.insert(PASS_WORK, **key, done_at=when)
            else:
                work_id = known["id"]
                unit.update(PASS_WORK, work_id, done_at=when)
            return Done(verb, "pass_work", work_id, source_id)

        self._session.write(Verb.CODE, work, request_id=request_id)


def _done(rows: Iterable[Row]) -> dict[str, datetime | None]:
    """Return when each source was finished; not yet while one of its rows is open."""
    found: dict[str, datetime | None] = {}
    for row in sorted(rows, key=lambda row: (row["done_at"] is None, row["done_at"])):
        found[row["source_id"]] = row["done_at"]
    return found
