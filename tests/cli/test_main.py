"""How the command line ends: codes, languages, interruption, and mistakes of our own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from casestudy.services import sources

COMMAND = [sys.executable, "-c", "from casestudy.cli.main import main; main()"]
HEAVY = {"sqlalchemy", "pandas", "streamlit", "spacy", "lxml", "rich", "plotly"}


def test_help_names_every_command_without_loading_what_they_work_with():
    code = (
        "import sys\nfrom casestudy.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\nprint('LOADED', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True
    )
    shown, loaded = done.stdout.split("LOADED")
    for command in [
        "demo",
        "init",
        "serve",
        "import",
        "export",
        "check",
        "backup",
        "restore",
        "migrate",
        "language",
    ]:
        assert f"\n  {command} " in shown
    assert not HEAVY & set(loaded.split())


def test_the_version_is_shown(casestudy):
    answer = casestudy("--version")
    assert (answer.code, answer.out.split()[0]) == (0, "casestudy")


@pytest.mark.parametrize(
    "words",
    [["fly"], ["check"], ["--language", "fr", "check", "x"], ["serve", "x", "--port", "0"]],
)
def test_wrong_usage_ends_with_2(casestudy, words):
    assert casestudy(*words).code == 2


def test_a_refusal_is_a_sentence_in_the_person_s_language(casestudy):
    norwegian = casestudy("check", "borte.db")
    assert (norwegian.code, norwegian.out) == (1, "")
    assert norwegian.err.startswith("Finner ingen studie her:")
    english = casestudy("check", "borte.db", CASESTUDY_LANGUAGE="", LC_ALL="en_GB.UTF-8")
    assert english.err.startswith("There is no study here:")
    assert casestudy("--language", "en", "check", "borte.db").err == english.err


def test_a_mistake_of_ours_shows_its_place_and_no_text_of_the_study(casestudy, store, monkeypatch):
    def fail(*_args):
        raise RuntimeError("hun sa at hun turte")

    monkeypatch.setattr(sources.Sources, "read_files", fail)
    words = ["import", store, casestudy.write("a.txt"), "--case", "A", "--yes"]
    answer = casestudy(*words)
    assert answer.code == 1
    assert "RuntimeError i cli/importing.py:" in answer.err
    assert "turte" not in answer.err + answer.out
    assert "turte" in casestudy(*words, CASESTUDY_DEBUG="1").err


@pytest.mark.skipif(os.name == "nt", reason="signals to a process group are POSIX")
def test_ctrl_c_leaves_the_store_as_it_was(casestudy, store):
    file = casestudy.write("a.txt")
    process = subprocess.Popen(
        [*COMMAND, "import", str(store), str(file), "--case", "A"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "CASESTUDY_LANGUAGE": "nb"},
    )
    said = b""
    while b"[j/N]" not in said:
        said += os.read(process.stderr.fileno(), 1000)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)  # before its input closes, which would be another way to end it
    process.communicate()
    assert process.returncode == 130
    assert casestudy.titles(store) == []


def test_a_real_process_prints_plain_text_when_piped(casestudy, store):
    done = subprocess.run([*COMMAND, "check", str(store)], capture_output=True, check=True)
    assert b"\x1b" not in done.stdout + done.stderr
    assert len(done.stdout.splitlines()) >= 6
