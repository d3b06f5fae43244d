"""kill -9 at random moments while importing and coding: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.build import add_case, build_study

from casestudy.services.stores import check
from casestudy.store.engine import open_engine
from casestudy.store.tables import CHANGE, CODING, SOURCE, TEXT_VERSION, TURN
from casestudy.study import open_study

ROOT = Path(__file__).parents[2]


def killed_writer(address: str, seed: int, chance: random.Random) -> list[tuple[str, str]]:
    """Run a writer, kill it at a random moment, return what it confirmed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.writer", address, str(seed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    # A slow machine must not kill before anything is written: count confirmations, not seconds.
    lines = [child.stdout.readline() for _ in range(chance.randrange(4, 16))]
    time.sleep(chance.uniform(0, 0.03))
    child.send_signal(signal.SIGKILL)
    lines += [line for line in child.stdout if line.endswith("\n")]
    child.wait()
    child.stdout.close()
    return [(kind, key) for kind, key in map(str.split, lines)]


def kill_often(address: str, kills: int) -> str:
    chance = random.Random(20250314)
    confirmed: list[tuple[str, str]] = []
    for seed in range(kills):
        confirmed += killed_writer(address, seed, chance)
    with open_study(address) as study:
        report = check(study.store.engine)
        assert report.is_sound, [(r.name, r.examples) for r in report.findings]
        with study.store.read() as reader:
            sources = {row["id"]: row for row in reader.rows(SOURCE)}
            codings = {row["id"]: row for row in reader.rows(CODING)}
            texts = {row["source_id"] for row in reader.rows(TEXT_VERSION)}
            turns = {row["text_version_id"] for row in reader.rows(TURN)}
            logged = {row["target_id"] for row in reader.rows(CHANGE)}
    for kind, key in confirmed:
        assert key in logged
        assert key in (sources if kind == "source" else codings)
        assert kind != "removed" or codings[key]["removed"]
    assert sources.keys() == texts
    assert {row["text_version_id"] for row in sources.values()} == turns
    assert len(confirmed) >= 5 * kills, "the writers were killed before they wrote enough"
    return f"kills={kills} confirmed={len(confirmed)} lost=0"


@pytest.fixture
def filled(tmp_path):
    from casestudy.store.schema import create

    address = str(tmp_path / "studie.db")
    engine = open_engine(address, key=None, create=True)
    create(engine)
    add_case(build_study(engine))
    engine.dispose()
    return address


@pytest.mark.reliability
def test_nothing_acknowledged_is_lost_in_a_few_kills(filled):
    print(kill_often(filled, 3))


@pytest.mark.reliability
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_in_fifty_kills(filled, record_property):
    figures = kill_often(filled, 50)
    record_property("figures", figures)
    print(figures)
