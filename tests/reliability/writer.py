"""A child process that imports and codes without end, and prints each id once it is confirmed."""

from __future__ import annotations

import random
import sys

from tests.build import add_source

from casestudy.study import open_study


def main(address: str, seed: int) -> None:
    """Write until killed; a line is printed only after the write has been acknowledged."""
    study = open_study(address)
    chance = random.Random(seed)
    case_id = study.cases.all()[0].id
    sources = [source["id"] for source in study.sources.all()]
    print("ready", flush=True)
    for number in range(10_000):
        if number % 8 == 0:
            talk = [("I", "Hva da?"), ("P01", f"Svar {seed}-{number} " * 200)] * 20
            sources.append(add_source(study, case_id, talk, name=f"{seed}-{number}"))
            print("source", sources[-1], flush=True)
            continue
        source_id = chance.choice(sources)
        start = chance.randrange(50)
        key = study.coding.apply(source_id, start, start + 20, code="CH.H.1")
        print("coding", key, flush=True)
        if number % 3 == 0:
            study.coding.remove(key)
            print("removed", key, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
