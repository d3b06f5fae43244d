from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from casestudy.errors import InvalidInputError, StoreError
from casestudy.web import opened
from casestudy.web.serve import serve

ROOT = Path(__file__).parents[2]
SERVE = (
    "import sys; from casestudy.web.serve import serve; serve(sys.argv[1], port=int(sys.argv[2]))"
)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(*command, **environment):
    """Run a server until the block ends; interrupt it, and put what it said in the list."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    try:
        yield said
        process.send_signal(signal.SIGINT)
    finally:
        try:
            said.append(process.communicate(timeout=30)[0])
        finally:
            process.kill()


def answer(port, path):
    """Ask until the server has started."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as found:
                return found.headers, found.read().decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture
def address(template, tmp_path):
    path = tmp_path / "studie.db"
    path.write_bytes(template[0].read_bytes())
    return str(path)


def test_a_study_is_served_and_stops_quietly(address):
    port = free_port()
    with running(sys.executable, "-c", SERVE, address, str(port)) as said:
        assert answer(port, "/api/health")[1] == '{"status":"ok"}'
        headers, page = answer(port, "/")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "<html" in page
    assert said == [f"Sidene er klare på http://127.0.0.1:{port} (stopp med Ctrl+C).\n"]


def test_streamlits_own_command_serves_it_too(address):
    port = free_port()
    command = (sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port))
    with running(*command, CASESTUDY_STORE=address):
        assert answer(port, "/api/health")[1] == '{"status":"ok"}'


def test_a_server_without_a_study_says_why(tmp_path):
    command = (sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0")
    missing = str(tmp_path / "nothing.db")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "CASESTUDY_STORE": missing}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert "nothing.db" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_said(address):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InvalidInputError) as refused:
            serve(address, port=other.getsockname()[1])
    assert refused.value.code == "web.port_taken"
    opened.close()


def test_a_store_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError):
        serve(str(tmp_path / "nothing.db"))
