"""Passes through the material: a work list for each, and which sources are finished in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.passes import PassTask
from casestudy.domain.permissions import Verb
from casestudy.errors import InvalidInputError
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
        """Return every visible source, in reading order, with how far the member has come.

        Args:
            coding_pass: Which pass; None for all codes at once, which is finished source by
                source like a pass, by those who were given tasks.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            given = reader.rows(ASSIGNMENT, member_id=self._me)
            sources = source_list(reader, visible)
            if coding_pass is None:
                codes, own = None, given
            else:
                codes = codes_of_pass(reader, visible, coding_pass)
                own = reader.rows(PASS_WORK, member_id=self._me, coding_pass=coding_pass.value)
            progress = own_progress(reader, visible, codes=codes)
        done = _done(own)
        given_ids = {row["source_id"] for row in given}
        return [
            PassTask(
                source_id=source["id"],
                number=source["number"],
                title=source["title"],
                case_label=source["case_label"],
                progress=progress[source["id"]],
                is_given=source["id"] in given_ids,
                done_at=done.get(source["id"]),
            )
            for source in sources
        ]

    def finish(
        self, source_id: str, coding_pass: CodingPass | None, *, request_id: str | None = None
    ) -> None:
        """Say that the member has gone through a source in a pass, or done their tasks on it.

        Raises:
            NotFoundError: No such source, or not visible.
            InvalidInputError: ``not_your_task``: no pass is named, and no task was given.
        """

        def work(unit: Unit) -> Done:
            self._mark(unit, source_id, coding_pass, unit.now)
            return Done("finish_pass", "source", source_id, source_id)

        self._session.write(Verb.CODE, work, request_id=request_id)

    def take_up(
        self, source_id: str, coding_pass: CodingPass | None, *, request_id: str | None = None
    ) -> None:
        """Take a source up again that was finished.

        Raises:
            NotFoundError: No such source, or not visible.
            InvalidInputError: ``not_your_task``: no pass is named, and no task was given.
        """

        def work(unit: Unit) -> Done:
            self._mark(unit, source_id, coding_pass, None)
            return Done("take_up_pass", "source", source_id, source_id)

        self._session.write(Verb.CODE, work, request_id=request_id)

    def _mark(
        self, unit: Unit, source_id: str, coding_pass: CodingPass | None, when: datetime | None
    ) -> None:
        visible_source(unit, visibility(unit, self._session.member), source_id)
        key = {"member_id": self._me, "source_id": source_id}
        if coding_pass is None:
            tasks = unit.rows(ASSIGNMENT, **key)
            if not tasks:
                raise InvalidInputError("not_your_task")
            for task in tasks:
                unit.update(ASSIGNMENT, task["id"], done_at=when)
            return
        key["coding_pass"] = coding_pass.value
        known = unit.find(PASS_WORK, **key)
        if known is None:
            unit.insert(PASS_WORK, **key, done_at=when)
        else:
            unit.update(PASS_WORK, known["id"], done_at=when)


def _done(rows: Iterable[Row]) -> dict[str, datetime | None]:
    """Return when each source was finished; not yet while one of its rows is open."""
    found: dict[str, datetime | None] = {}
    for row in sorted(rows, key=lambda row: (row["done_at"] is None, row["done_at"])):
        found[row["source_id"]] = row["done_at"]
    return found
