"""A study as a REFI-QDA project file, with what it says of itself and what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.losses import Element, Happened, Ledger, joined
from casestudy.exchange.refi.study.write_study import project_from_study
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.texts import text

if TYPE_CHECKING:
    from casestudy.domain.interchange import StudyContent
    from casestudy.exchange.refi.losses import LossReport
    from casestudy.exchange.refi.write_codes import RefiFile
    from casestudy.store.content import WholeStudy

_LEFT: Final = {
    "earlier_versions": Happened.EARLIER_VERSIONS,
    "findings": Happened.FINDINGS,
    "meetings": Happened.MEETINGS,
    "quotes": Happened.QUOTES,
    "in_vivo": Happened.IN_VIVO,
}


def project_file(whole: WholeStudy, *, is_demo: bool, language: str) -> RefiFile:
    """Return the file; the same study gives the same bytes, whenever and wherever it is made."""
    described = _description(whole, is_demo=is_demo, language=language)
    project = project_from_study(whole.content, description=described, language=language)
    file = write_qdpx(project)
    return replace(file, report=joined(file.report, _left_behind(whole)))


def _description(whole: WholeStudy, *, is_demo: bool, language: str) -> str:
    """Return where the file comes from, out of what is in it: no clock, no count of changes."""
    content = whole.content
    said = text(
        "refi_study.description",
        language,
        study=content.title,
        release=whole.release or "–",
        sources=len(content.sources),
        codings=len(content.codings),
        coders=len({coding.coder_id for coding in content.codings}),
        date=_newest(content),
    )
    return (text("refi_study.demo", language) if is_demo else "") + said


def _newest(content: StudyContent) -> str:
    moments = [coding.created_at for coding in content.codings]
    moments += [moment for memo in content.memos for moment in (memo.created_at, memo.edited_at)]
    moments += [made.at for made in content.made.values()]
    known = [moment for moment in moments if moment is not None]
    return max(known).date().isoformat() if known else "–"


def _left_behind(whole: WholeStudy) -> LossReport:
    ledger = Ledger()
    for name, happened in _LEFT.items():
        ledger.note(Element.PROJECT, happened, count=whole.left[name])
    for happened in (Happened.KEPT_INSIDE, Happened.HIDDEN, Happened.LOG):
        ledger.note(Element.PROJECT, happened)
    return ledger.report(found={}, kept={})
