"""What takes long to work out: done once, in a thread of its own, and kept while it is used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class Worker:
    """One thread that does one thing after the other; it starts with the first."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._starting = threading.Lock()

    def soon(self, make: Callable[[], Value]) -> Future[Value]:
        """Have ``make`` done when its turn comes."""
        future: Future[Value] = Future()
        self._queue.put((future, make))
        if self._starting.acquire(blocking=False):
            threading.Thread(target=self._work, name="language", daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            future, make = self._queue.get()
            _fulfil(future, make)
            del future, make


class Kept(Generic[Value]):
    """Values by key; those not asked for longest are forgotten first."""

    def __init__(self, worker: Worker, *, most: int) -> None:
        self._worker = worker
        self._most = most
        self._lock = threading.Lock()
        self._futures: OrderedDict[Hashable, Future[Value]] = OrderedDict()

    def knows(self, key: Hashable) -> bool:
        """Whether the value for ``key`` is there or on its way."""
        return key in self._futures

    def ask(self, key: Hashable, make: Callable[[], Value], *, wait: float) -> Value | None:
        """Return the value for ``key``, or None where it takes more than ``wait`` seconds.

        What ``make`` raises is raised here, and it is tried again at the next question.
        """
        with self._lock:
            future = self._futures.get(key) or self._worker.soon(make)
            self._keep(key, future)
        try:
            return future.result(timeout=wait)
        except TimeoutError:
            return None
        except Exception:
            with self._lock:
                self._futures.pop(key, None)
            raise

    def here(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value for ``key``, made in this thread unless it is there."""
        with self._lock:
            future = self._futures.get(key)
        if future is None or not future.done() or future.exception():
            future = Future()
            _fulfil(future, make)
        with self._lock:
            self._keep(key, future)
        return future.result()

    def _keep(self, key: Hashable, future: Future[Value]) -> None:
        self._futures[key] = future
        self._futures.move_to_end(key)
        while len(self._futures) > self._most:
            self._futures.popitem(last=False)


def _fulfil(future: Future[Any], make: Callable[[], Any]) -> None:
    try:
        future.set_result(make())
    except Exception as error:  # noqa: BLE001 - whoever asks for the value gets it
        future.set_exception(error)
