"""Coding and correcting a small source, for the tests of corrections."""

from __future__ import annotations

from casestudy.domain.vocabulary import Audience, QuoteWording
from casestudy.services.quotes import CHECKS

OLD = "Det var første gang jeg trodde på det. De andre skjønte det 🙂."
NEW = "Det var første gangen jeg trodde på det. De andre skjønte jo det 🙂."


def words(study, source_id):
    """Return the words of each visible coding, by id."""
    text = study.sources.transcript(source_id).text
    return {c.id: text[c.start : c.end] for c in study.coding.of_source(source_id)}


def put(study, source_id, said, code="CH.H.1"):
    start = study.sources.transcript(source_id).text.index(said)
    return study.coding.apply(source_id, start, start + len(said), code=code)


def correct(study, source_id, text=NEW, *, turn=2, **more):
    seen = study.sources.get(source_id).text_version_id
    return study.corrections.correct(
        source_id, turn=turn, text=text, **{"text_version_id": seen, **more}
    )


def release(study, source_id, said, *, approved=True):
    """Release a verbatim quote of ``said``, on which a coding lies."""
    text = study.sources.transcript(source_id).text
    (segment,) = {
        c.segment_id for c in study.coding.of_source(source_id) if text[c.start : c.end] == said
    }
    study.as_member("ingrid").quotes.propose(
        segment, audience=Audience.TEAM, wording=QuoteWording.VERBATIM, checks=CHECKS
    )
    (quote,) = study.quotes.all()
    if approved:
        study.quotes.approve(quote)
    return study.quotes.all()[0]
