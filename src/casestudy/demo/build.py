"""Builds the demo study in a new store, by the same services that people use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casestudy.demo.clock import DemoClock, DemoIds, moment
from casestudy.demo.content import code_sources, import_sources
from casestudy.demo.files import material, read_yaml
from casestudy.demo.meeting import hold_meeting, release_quotes
from casestudy.demo.people import make_people, open_round
from casestudy.demo.theories import FILE, make_theories
from casestudy.services.stores import create_store
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.study import Study


def build_demo(address: str, *, on_step: Callable[[str, int, int], None] | None = None) -> Study:
    """Make the demo study in a new store and open it as its project leader.

    Args:
        address: Where to make it: a path, or a ``postgresql+psycopg://`` URL.
        on_step: Called with a step (its words are ``demo.step.<step>`` in the catalogues), how
            far it is and how far it goes.

    Raises:
        StoreError: Something is at ``address`` already.
        InvalidInputError: ``demo.…``: a file of the demo has a mistake; file and line are named.
    """
    plan, realist = read_yaml(material() / "study.yaml"), read_yaml(material() / FILE)
    clock = DemoClock(moment(plan["study"]["begun"]))
    store = create_store(address, clock=clock, new_id=DemoIds())
    tell = on_step or _say_nothing
    try:
        tell("people", 0, 1)
        made = make_people(store, plan, clock)
        import_sources(made, plan, partial(tell, "sources"))
        open_round(made, plan)
        code_sources(made, plan, partial(tell, "codings"))
        configurations = make_theories(made, realist, partial(tell, "theories"))
        release_quotes(made, realist, configurations, partial(tell, "quotes"))
        tell("meeting", 0, 1)
        hold_meeting(made, realist, configurations)
    finally:
        # whoever goes on with the study has a clock and ids of their own
        store.close()
    return open_study(address)


def _say_nothing(step: str, done: int, total: int) -> None:
    """Take a report of progress that nobody asked for."""
