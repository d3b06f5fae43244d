"""Parses untrusted files in a process of their own, with limits on memory and time.

The parent sends names and bytes, the child answers with JSON; neither trusts more than that. A
child that hangs, crashes or needs too much costs its file, and the next file gets a new child.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from casestudy.domain.transcript import (
    Notice,
    NoticeKind,
    ObservationForm,
    ParsedSource,
    ParsedTurn,
    SpeakerGuess,
)
from casestudy.domain.vocabulary import SourceType
from casestudy.errors import CaseStudyError, ImportRefusedError
from casestudy.exchange import process_limits
from casestudy.exchange.documents import MAX_FILE_BYTES, base_name, read_document, too_large
from casestudy.exchange.pipe import receive, send
from casestudy.exchange.turns import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from casestudy.exchange.refi.read import RefiReading
    from casestudy.exchange.review.raw import ReturnedFile

Value = TypeVar("Value")

# Files read ahead of the one being parsed; each may be in memory twice.
READ_AHEAD: Final = 2
MAX_REQUEST_BYTES: Final = 256 * 1024 * 1024
MAX_ANSWER_BYTES: Final = 256 * 1024 * 1024
OUT_OF_CPU_TIME: Final = -getattr(signal, "SIGXCPU", 0) or None
READ: Final = b"="
REFUSED: Final = b"!"
STAYS: Final = b"+"
LEAVES: Final = b"-"
PACKAGE_ROOT: Final = Path(__file__).parents[2]


class _Task(StrEnum):
    """What the child is asked to read a file as."""

    DOCUMENT = "document"
    PROJECT = "project"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOutcome:
    """What became of one file: the source, or why it was refused."""

    file_name: str
    source: ParsedSource | None = None
    error: CaseStudyError | None = None


def parse_files(
    items: Iterable[tuple[str, bytes | Path]],
    *,
    memory_mib: int = 512,
    seconds_per_file: float = 30,
) -> Iterator[ParseOutcome]:
    """Yield one outcome per file, in order; the next files are read while one is parsed.

    Args:
        items: File names with their bytes, or with a path to read them from.
        memory_mib: What the worker may use, where the platform can hold it to that.
        seconds_per_file: Wall clock time after which a file is refused.
    """
    worker = _Worker(memory_mib=memory_mib, seconds=seconds_per_file)
    waiting: deque[Future[ParseOutcome]] = deque()
    # One thread talks to the worker, so that the clock stops when the answer is there and not
    # when the caller asks for it.
    with ThreadPoolExecutor(max_workers=1) as talker:
        try:
            for name, content in items:
                waiting.append(
                    talker.submit(
                        worker.parse, base_name(name), _read(content, most=MAX_FILE_BYTES)
                    )
                )
                if len(waiting) > READ_AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            worker.stop()


def read_project(
    content: bytes | Path, *, memory_mib: int = 1536, seconds: float = 120
) -> RefiReading:
    """Read a REFI-QDA codebook or project from elsewhere in a process of its own.

    Args:
        content: The whole file, or a path to read it from.
        memory_mib: Address space of the child in mebibytes, where the system can limit it.
        seconds: Wall clock time after which the file is refused.

    Raises:
        ImportRefusedError: What ``read_refi`` refuses, or the limits were met.
    """
    # Loaded here only, so that reading documents need not wait for it.
    refi = import_module("casestudy.exchange.refi.read")
    wire = import_module("casestudy.exchange.refi.wire")
    data = _read(content, most=refi.MAX_FILE_BYTES)
    if isinstance(data, CaseStudyError):
        raise refi.too_large() if data.code == "import.too_large" else data
    try:
        worker = _Worker(memory_mib=memory_mib, seconds=seconds)
        answer: RefiReading = worker.ask_once(_Task.PROJECT, data, wire.reading_of)
    except ImportRefusedError as refusal:
        raise refi.in_our_words(refusal) from None
    return answer


def read_returned(
    content: bytes | Path, *, memory_mib: int = 512, seconds: float = 30
) -> ReturnedFile:
    """Read what stands in a file that a reviewer sent back, in a process of its own.

    Args:
        content: The whole file, or a path to read it from.
        memory_mib: Address space of the child in mebibytes, where the system can limit it.
        seconds: Wall clock time after which the file is refused.

    Raises:
        ImportRefusedError: What ``exchange.review.raw.read_raw`` refuses, or the limits were met.
    """
    # Loaded here only, so that reading documents need not wait for it.
    raw = import_module("casestudy.exchange.review.raw")
    data = _read(content, most=MAX_FILE_BYTES)
    if isinstance(data, CaseStudyError):
        raise data
    worker = _Worker(memory_mib=memory_mib, seconds=seconds)
    answer: ReturnedFile = worker.ask_once(_Task.RETURNED, data, raw.raw_of)
    return answer


def _read(content: bytes | Path, *, most: int) -> bytes | CaseStudyError:
    if isinstance(content, bytes):
        return content if len(content) <= most else too_large()
    try:
        size = content.stat().st_size
        return content.read_bytes() if size <= most else too_large()
    except OSError:
        return ImportRefusedError("import.unreadable")


class _Worker:
    """The parent's end: starts the child when needed and replaces it when it is lost."""

    def __init__(self, *, memory_mib: int, seconds: float) -> None:
        self._memory_mib = memory_mib
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def parse(self, name: str, data: bytes | CaseStudyError) -> ParseOutcome:
        if isinstance(data, CaseStudyError):
            return ParseOutcome(file_name=name, error=data)
        try:
            source = self.ask(_Task.DOCUMENT, name, data, _source_of)
            return ParseOutcome(file_name=name, source=source)
        except CaseStudyError as error:
            return ParseOutcome(file_name=name, error=error)

    def stop(self) -> None:
        """End the child; what another thread is waiting for from it ends too."""
        with self._lock:
            self._stopped = True
            process, self._process = self._process, None
        if process is not None:
            _end(process)

    def ask(self, task: _Task, name: str, data: bytes, rebuild: Callable[[bytes], Value]) -> Value:
        """Have one file read, and return what ``rebuild`` makes of the child's answer.

        Raises:
            ImportRefusedError: The file was refused, by the child or for what it cost.
        """
        process = self._running()
        too_slow = threading.Event()

        def give_up() -> None:
            too_slow.set()
            process.kill()

        timer = threading.Timer(self._seconds, give_up)
        timer.start()
        try:
            send(process.stdin, task.encode())
            send(process.stdin, name.encode("utf-8", "replace"))
            send(process.stdin, data)
            answer = receive(process.stdout, at_most=MAX_ANSWER_BYTES)
            if receive(process.stdout, at_most=1) != STAYS:
                self._replace(process)
            return rebuild(_accepted(answer))
        except (OSError, EOFError, ValueError, TypeError, KeyError):
            self._replace(process)
            if too_slow.is_set() or process.returncode == OUT_OF_CPU_TIME:
                raise ImportRefusedError("import.too_slow", seconds=self._seconds) from None
            raise ImportRefusedError("import.crashed") from None
        finally:
            timer.cancel()
            timer.join()
            if too_slow.is_set():  # Perhaps just after the answer came.
                self._replace(process)

    def ask_once(self, task: _Task, data: bytes, rebuild: Callable[[bytes], Value]) -> Value:
        """Have one file read by a child that reads no other; as :meth:`ask`."""
        try:
            return self.ask(task, "", data, rebuild)
        finally:
            self.stop()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise ImportRefusedError("import.crashed")
            if self._process is None:
                self._process = _start(self._memory_mib, self._seconds)
            return self._process

    def _replace(self, process: subprocess.Popen[bytes]) -> None:
        _end(process)
        with self._lock:
            if self._process is process:
                self._process = None


def _start(memory_mib: int, seconds: float) -> subprocess.Popen[bytes]:
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - this program itself, with numbers as arguments
        # -P: a module that lies in the working folder is not taken for one of ours.
        [sys.executable, "-P", "-m", __spec__.name, str(memory_mib), str(math.ceil(seconds))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()


def _accepted(answer: bytes) -> bytes:
    """Return what the child read, or raise what it was refused for."""
    if answer[:1] == REFUSED:
        refusal = json.loads(answer[1:])
        raise ImportRefusedError(refusal["code"], **refusal["arguments"])
    if answer[:1] != READ:
        raise ValueError
    return answer[1:]


def _source_of(answer: bytes) -> ParsedSource:
    """Rebuild the source from the child's answer."""
    source = json.loads(answer)
    return ParsedSource(
        **source
        | {
            "turns": tuple(ParsedTurn(**turn) for turn in source["turns"]),
            "speakers": tuple(SpeakerGuess(**speaker) for speaker in source["speakers"]),
            "notices": tuple(_notice(**notice) for notice in source["notices"]),
            "type": SourceType(source["type"]),
            "date": date.fromisoformat(source["date"]) if source["date"] else None,
            "observation": ObservationForm(**source["observation"]),
        }
    )


def _notice(*, kind: str, count: int, places: list[int]) -> Notice:
    return Notice(kind=NoticeKind(kind), count=count, places=tuple(places))


def _serve(*, memory_mib: int, seconds: int) -> None:
    """Be the child: answer until the parent closes the pipe or too much memory is held."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library may print must not get between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    process_limits.limit(memory_mib=memory_mib)
    stays = True
    while stays:
        try:
            task = receive(requests, at_most=MAX_REQUEST_BYTES).decode()
            name = receive(requests, at_most=MAX_REQUEST_BYTES).decode()
            data = receive(requests, at_most=MAX_REQUEST_BYTES)
        except EOFError:
            return
        process_limits.limit_processor_time(seconds)
        try:
            answer = _answer(task, name, data)
            stays = not process_limits.holds_much_memory(memory_mib)
        except MemoryError:
            answer = _refusal("import.too_much_memory", {"megabytes": memory_mib})
            stays = False
        send(answers, answer)
        send(answers, STAYS if stays else LEAVES)


def _answer(task: str, name: str, data: bytes) -> bytes:
    try:
        return READ + _ANSWERS[_Task(task)](name, data)
    except CaseStudyError as error:
        return _refusal(error.code, error.arguments)


def _document(name: str, data: bytes) -> bytes:
    source = understand(read_document(data, file_name=name))
    return json.dumps(source, default=_plain).encode()


def _project(_: str, data: bytes) -> bytes:
    refi = import_module("casestudy.exchange.refi.read")
    wire = import_module("casestudy.exchange.refi.wire")
    answer: bytes = wire.written(refi.read_refi(data))
    return answer


def _returned(_: str, data: bytes) -> bytes:
    raw = import_module("casestudy.exchange.review.raw")
    answer: bytes = raw.written(raw.read_raw(data))
    return answer


_ANSWERS: Final = {
    _Task.DOCUMENT: _document,
    _Task.PROJECT: _project,
    _Task.RETURNED: _returned,
}


def _refusal(code: str, arguments: dict[str, object]) -> bytes:
    return REFUSED + json.dumps({"code": code, "arguments": arguments}).encode()


def _plain(value: object) -> object:
    """Turn what JSON does not know into what it knows."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    _serve(memory_mib=int(sys.argv[1]), seconds=int(sys.argv[2]))
