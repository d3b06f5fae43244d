"""Unexpected errors: an id for the person, a trace without any words of the study for the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import Any, Final

_LOG: Final = logging.getLogger("casestudy")


def report(error: BaseException) -> str:
    """Log where ``error`` came from, never what it says; return the incident's id."""
    incident = secrets.token_hex(4)
    _LOG.error("incident %s: %s", incident, _places(error))
    return incident


def quiet_logs() -> None:
    """Make every log of this process show where an exception arose, never its message.

    A message may hold what was in the data, and so what somebody said in an interview.
    """
    logging.setLogRecordFactory(_record)


def _record(*given: Any, **named: Any) -> logging.LogRecord:
    record = logging.LogRecord(*given, **named)
    if record.exc_info and record.exc_info[1] is not None:
        record.msg, record.args = _places(record.exc_info[1]), ()
        record.exc_info = record.exc_text = None
    return record


def _places(error: BaseException) -> str:
    steps = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    source = f" from {_places(cause)}" if cause is not None else ""
    return f"{type(error).__name__} at {' > '.join(steps[-8:])}{source}"
