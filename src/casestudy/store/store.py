"""An open store: consistent reads, and writes that are applied once and logged."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from casestudy.errors import ConflictError, StoreError
from casestudy.store.engine import place_of, snapshot, transaction
from casestudy.store.reader import Reader
from casestudy.store.tables import CHANGE, NOTES
from casestudy.store.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

Value = TypeVar("Value")


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def random_id() -> str:
    """Return a new UUID as text."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a request was answered with; the result itself may be None."""

    result: Any


@dataclass(frozen=True, slots=True)
class Done:
    """What a write did: the verb and target for the log, and what the caller gets back.

    ``result`` must be plain JSON, since a repeated request is answered with it; it defaults to
    the target's id.
    """

    verb: str
    kind: str
    id: str
    source_id: str | None = None
    result: Any = None
    undoes: int | None = None


class Store:
    """The store behind one study."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Callable[[], datetime] = now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.new_id = new_id

    @property
    def place(self) -> str:
        """Where the store is, as shown to people: a path, or an address without its password."""
        return place_of(self.engine)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read one consistent state."""
        with snapshot(self.engine) as connection:
            yield Reader(connection)

    def write(
        self,
        work: Callable[[Unit], Done],
        *,
        member_id: str | None,
        request_id: str | None = None,
    ) -> Any:
        """Run ``work`` in one transaction with one change record, once per ``request_id``.

        Returns:
            The result of ``work``, or of the first time where the request is a repeat.

        Raises:
            ConflictError: ``request_of_another``: the request id was used by someone else.
        """
        request = request_id or self.new_id()
        try:
            return self._write_once(work, member_id=member_id, request=request)
        except StoreError as error:
            # Two equal requests at once: on PostgreSQL both may find none before them, and the
            # second then breaks the rule that a request is recorded once.
            if error.code != "store.rule_broken":
                raise
            with self.read() as reader:
                first = _first_answer(reader, request, member_id)
            if first is None:
                raise
            return first.result

    def note(self, work: Callable[[Unit], Value]) -> Value:
        """Run ``work`` in one transaction that leaves no change record, and return its result.

        For what members note to themselves: where they are, drafts, preferences, and how they
        took suggestions.

        Raises:
            ValueError: ``work`` changed a row that belongs in the log of changes.
        """
        with transaction(self.engine) as connection:
            unit = Unit(connection, now=self.clock(), new_id=self.new_id)
            result = work(unit)
            logged = {image["table"] for image in unit.images} - NOTES
            if logged:
                raise ValueError(f"not a note: {', '.join(sorted(logged))}")
        return result

    def _write_once(
        self, work: Callable[[Unit], Done], *, member_id: str | None, request: str
    ) -> Any:
        with transaction(self.engine) as connection:
            unit = Unit(connection, now=self.clock(), new_id=self.new_id)
            first = _first_answer(unit, request, member_id)
            if first is not None:
                return first.result
            done = work(unit)
            result = done.id if done.result is None else done.result
            unit.record(
                request_id=request,
                member_id=member_id,
                verb=done.verb,
                target=(done.kind, done.id),
                source_id=done.source_id,
                result=result,
                undoes=done.undoes,
            )
        return result

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _first_answer(reader: Reader, request: str, member_id: str | None) -> _Answer | None:
    first = reader.find(CHANGE, request_id=request)
    if first is None:
        return None
    if first["member_id"] != member_id:
        raise ConflictError("request_of_another")
    return _Answer(first["result"])
