"""Unexpected errors: an id for the person, a trace without any words of the study for the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import Final

_LOG: Final = logging.getLogger("casestudy")
#: Loggers of the server and of Streamlit that would write an exception's message.
_TALKATIVE: Final = ("streamlit", "uvicorn.error")


def report(error: BaseException) -> str:
    """Log where ``error`` came from, never what it says; return the incident's id."""
    incident = secrets.token_hex(4)
    _LOG.error("incident %s: %s", incident, _places(error))
    return incident


def quiet_logs() -> None:
    """Make every log of this process show an exception's place, never its message.

    A message may hold what was in the data, and so what somebody said in an interview.
    """
    for handler in [*logging.getLogger().handlers, *_handlers()]:
        if not any(isinstance(known, _PlacesOnly) for known in handler.filters):
            handler.addFilter(_PlacesOnly())


class _PlacesOnly(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], BaseException):
            record.msg, record.args = f"{record.name}: {_places(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        return True


def _handlers() -> list[logging.Handler]:
    names = [
        name
        for name in logging.root.manager.loggerDict
        if any(name == top or name.startswith(f"{top}.") for top in _TALKATIVE)
    ]
    return [handler for name in names for handler in logging.getLogger(name).handlers]


def _places(error: BaseException) -> str:
    steps = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    source = f" from {_places(cause)}" if cause is not None else ""
    return f"{type(error).__name__} at {' > '.join(steps[-8:])}{source}"
