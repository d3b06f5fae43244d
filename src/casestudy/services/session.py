"""What every use case works in: the store, and the member who acts."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from casestudy.domain.permissions import require
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casestudy.domain.permissions import Verb
    from casestudy.domain.study import Member
    from casestudy.store.reader import Reader
    from casestudy.store.store import Done, Store
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility

Value = TypeVar("Value")


class Session:
    """A store bound to an acting member; every read and write passes a permission."""

    def __init__(self, store: Store, member: Member) -> None:
        self.store = store
        self.member = member
        self._shared = threading.local()

    @contextmanager
    def read(self, verb: Verb) -> Iterator[tuple[Reader, Visibility]]:
        """Read one consistent state, with the filter of what the member may see.

        Raises:
            NotPermittedError: The member's role lacks ``verb``.
        """
        require(self.member, verb)
        shared = getattr(self._shared, "state", None)
        if shared is not None:
            yield shared
            return
        with self.store.read() as reader:
            yield reader, visibility(reader, self.member)

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Let the reads of the block, in this thread, all see the same state of the store."""
        with self.store.read() as reader:
            self._shared.state = (reader, visibility(reader, self.member))
            try:
                yield
            finally:
                del self._shared.state

    def write(
        self, verb: Verb, work: Callable[[Unit], Done], *, request_id: str | None = None
    ) -> Any:
        """Do ``work`` once in one transaction, logged under the acting member.

        Raises:
            NotPermittedError: The member's role lacks ``verb``.
        """
        require(self.member, verb)
        return self.store.write(work, member_id=self.member.id, request_id=request_id)

    def note(self, verb: Verb, work: Callable[[Unit], Value]) -> Value:
        """Do ``work`` in one transaction that is not logged: a note of the member to themselves.

        Raises:
            NotPermittedError: The member's role lacks ``verb``.
        """
        require(self.member, verb)
        return self.store.note(work)
