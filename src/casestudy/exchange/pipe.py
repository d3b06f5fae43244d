"""Messages through a pipe between two processes: the length first, then the bytes."""

from __future__ import annotations

from typing import IO, Final

_LENGTH_BYTES: Final = 8


def send(pipe: IO[bytes] | None, payload: bytes) -> None:
    """Write one message.

    Raises:
        EOFError: There is no other end.
    """
    if pipe is None:
        raise EOFError
    pipe.write(len(payload).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(payload)
    pipe.flush()


def receive(pipe: IO[bytes] | None, *, at_most: int) -> bytes:
    """Read one message.

    Raises:
        EOFError: The other end is gone.
        ValueError: The message claims to be longer than ``at_most``.
    """
    if pipe is None:
        raise EOFError
    length = int.from_bytes(_exactly(pipe, _LENGTH_BYTES), "big")
    if length > at_most:
        raise ValueError
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    payload = pipe.read(length)
    if len(payload) < length:
        raise EOFError
    return payload
