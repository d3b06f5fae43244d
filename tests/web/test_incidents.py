from __future__ import annotations

import logging

import pytest

from casestudy.web.incidents import quiet_logs, report

SECRET = "det jeg sa i intervjuet"


@pytest.fixture(autouse=True)
def _leave_the_logs_as_they_were():
    yield
    logging.setLogRecordFactory(logging.LogRecord)


def _fail():
    try:
        {}[SECRET]
    except KeyError as error:
        raise ValueError(SECRET) from error


def test_an_incident_is_logged_by_id_and_place(caplog):
    with pytest.raises(ValueError) as failed:
        _fail()
    incident = report(failed.value)
    assert incident in caplog.text
    assert "ValueError at" in caplog.text
    assert "_fail" in caplog.text
    assert "from KeyError" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("name", ["streamlit.error_util", "uvicorn.error", "asyncio", "later"])
def test_no_log_of_the_process_writes_what_an_exception_says(caplog, name):
    quiet_logs()
    try:
        _fail()
    except ValueError:
        logging.getLogger(name).exception("Uncaught app execution")
    assert "ValueError at" in caplog.text
    assert SECRET not in caplog.text


def test_other_records_are_left_alone(caplog):
    quiet_logs()
    logging.getLogger("streamlit").warning("Port %s is taken", 8501)
    assert "Port 8501 is taken" in caplog.text
