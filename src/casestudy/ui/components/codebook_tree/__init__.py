"""The tree of codes: mounts the browser side, whose files stand in ``frontend``."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.errors import CaseStudyError
from casestudy.texts import text
from casestudy.ui.components.browser_module import browser_module, strings
from casestudy.web.component_files import module_url
from casestudy.web.incidents import report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_SEEN: Final = "codebook_tree.seen"
_ANSWERS: Final = "codebook_tree.answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is still to be done with a code.

    ``missing`` are the languages in which its texts are not written, ``queue`` counts codings to
    look at again, ``comments`` open remarks of reviewers; ``draft`` tells of unsaved changes.
    """

    missing: tuple[str, ...] = ()
    unreviewed: bool = False
    queue: int = 0
    comments: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeCode:
    """One line of the tree; ``names`` are the name in the other language and all synonyms."""

    id: str
    parent: str | None
    label: str
    names: tuple[str, ...]
    colour: str
    assignable: bool
    status: str
    count: int
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeMove:
    """A code that was moved in the tree: under ``parent``, in front of ``before`` or last."""

    code: str
    parent: str | None
    before: str | None
    request_id: str


def codebook_tree(
    codes: Sequence[TreeCode],
    *,
    chosen: str | None,
    ticked: Sequence[str],
    member: str,
    language: str,
    editable: bool,
    on_choose: Callable[[str | None, tuple[str, ...]], None],
    on_move: Callable[[TreeMove], None],
    key: str,
) -> None:
    """Draw the tree.

    Args:
        codes: In reading order, each after the one it stands under.
        chosen: The code that is open beside the tree.
        ticked: Codes that are chosen together.
        member: Id of the person; what is open in the tree is remembered for each.
        language: ``"nb"`` or ``"en"``.
        editable: Whether codes can be moved and chosen together.
        on_choose: Gets the code that is open now, and those chosen together.
        on_move: Writes a move, once per request id; a refusal is said in the tree.
        key: Identity of the tree on the page.

    Raises:
        KeyError: There is no catalogue for ``language``.
    """

    def on_sent() -> None:
        _receive(st.session_state[key].sent, language, on_choose, on_move)

    browser_module("codebook_tree")(
        key=key,
        data={
            "module_url": module_url("tree"),
            "member": member,
            "language": language,
            "strings": strings("tree", language),
            "codes": [asdict(code) for code in codes],
            "chosen": chosen,
            "ticked": list(ticked),
            "editable": editable,
            "seen": st.session_state.get(_SEEN, 0),
            "answers": st.session_state.get(_ANSWERS, {}),
        },
        on_sent_change=on_sent,
    )


def _receive(
    message: Mapping[str, Any] | None,
    language: str,
    on_choose: Callable[[str | None, tuple[str, ...]], None],
    on_move: Callable[[TreeMove], None],
) -> None:
    """Do what the newest message of the tree says; all moves without an answer stand in each."""
    if not message:
        return
    known: dict[str, str] = st.session_state.get(_ANSWERS, {})
    answers = {}
    for each in message["moves"]:
        move = TreeMove(**each)
        said = known.get(move.request_id)
        answers[move.request_id] = _done(move, on_move, language) if said is None else said
    st.session_state[_ANSWERS] = answers
    st.session_state[_SEEN] = message["n"]
    on_choose(message["chosen"], tuple(message["ticked"]))


def _done(move: TreeMove, on_move: Callable[[TreeMove], None], language: str) -> str:
    """Write a move; return why it was refused, or nothing."""
    try:
        on_move(move)
    except CaseStudyError as error:
        return error.sentence(language)
    except Exception as error:  # noqa: BLE001 - the outermost handler of a callback
        return text("error.web.incident", language, id=report(error))
    return ""
