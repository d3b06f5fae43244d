"""Work from elsewhere, and what becomes of it, for the tests of taking files in."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

from casestudy.domain.merging import MergeChoices
from casestudy.domain.permissions import Verb
from casestudy.exchange.refi.values import (
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
    RefiUser,
)
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.store.content import whole_study

CLEAN = MergeChoices(names_out=True)
WHEN = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def guid(*words):
    return str(uuid.uuid5(uuid.NAMESPACE_OID, repr(words)))


def content(study):
    with study._session.read(Verb.READ_TEXT) as (reader, visible):
        return whole_study(reader, visible).content


def elsewhere(*marks, text="Jeg kom hit i går. Det var godt 😀 å komme.", **source):
    """A project of another program: Kari codes (words, code name) in one source."""
    names = list(dict.fromkeys(name for _, name in marks))
    codes = tuple(RefiCode(guid=guid("code", name), name=name) for name in names)
    selections = tuple(
        RefiSelection(
            guid=guid("mark", number),
            start=text.index(words),
            end=text.index(words) + len(words),
            user=guid("kari"),
            codings=(
                RefiCoding(
                    guid=guid("coding", number),
                    code=guid("code", name),
                    user=guid("kari"),
                    created=WHEN,
                ),
            ),
        )
        for number, (words, name) in enumerate(marks)
    )
    said = {"guid": guid("source"), "name": "Intervju 7"} | source
    return RefiProject(
        name="Karis prosjekt",
        users=(RefiUser(guid=guid("kari"), name="Kari Holm"),),
        codes=codes,
        sources=(RefiSource(**said, text=text, selections=selections),),
    )


def take_in(study, project, choices=CLEAN):
    data = project if isinstance(project, bytes) else write_qdpx(project).data
    planned = study.interchange.plan(data)
    if choices is CLEAN:
        choices = replace(CLEAN, case_id=study.cases.all()[0].id)
    return study.interchange.merge(planned.plan, choices)


def outcomes(merged, name):
    return next(dict(one.codings) for one in merged.tallies if one.coder.name == name)
