"""A project of another program before it is taken in: what matches, is new, differs; and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain import merge_tables as tables
from casestudy.domain.merging import (
    CoderAction,
    CoderChoice,
    MergeChoices,
    SourceAction,
    SourceChoice,
    SourceState,
)
from casestudy.domain.take_in import TakeInChoice
from casestudy.domain.vocabulary import SourceType
from casestudy.errors import CaseStudyError
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field, draw_fields
from casestudy.ui.components.losses_panel import losses_panel
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.source_fields import case_name
from casestudy.ui.form_state import renew
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.project_batch import ProjectEntry, forget, projects
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.merge_tables import Table
    from casestudy.domain.merging import MergePlan, SourceMatch
    from casestudy.study import Study

_ADD, _LEAVE = CoderAction.ADD.value, CoderAction.LEAVE.value
_STAYS_OUT: Final = frozenset({SourceState.EMPTY, SourceState.CLOSED})


def read(here: Study, file_name: str, data: bytes) -> None:
    """Read a file that was chosen; the person sees what is in it in the next run."""
    entry = ProjectEntry(file_name=file_name)
    name = file_name.rpartition(".")[0]
    try:
        entry.planned = here.interchange.plan(data, name=name, language=language())
    except CaseStudyError as error:
        entry.error = error
    projects().append(entry)


def show(here: Study) -> None:
    """Draw the projects that wait, and what became of those that do not."""
    for entry in projects():
        with st.container(border=True, key=f"project-{entry.id}"):
            if entry.error is not None:
                why = escape(entry.error.sentence(language()))
                st.error(f"**{escape(entry.file_name)}**: {why}")
                _dismiss(entry)
            elif entry.merged is not None:
                _show_result(entry)
            elif entry.planned is not None:
                _show_plan(here, entry, entry.planned.plan)


def _show_result(entry: ProjectEntry) -> None:
    merged = entry.merged
    if merged is None:
        return
    counts = {"sources": len(merged.sources), "codes": len(merged.codes)}
    st.success(t("merge_page.done", file=escape(entry.file_name), **counts))
    _table(tables.tally_table(merged.tallies, language()), t("merge_page.becomes"))
    with st.container(horizontal=True):
        undo = t("merge_page.undo")
        st.button(undo, key=f"undo-{entry.id}", on_click=_on_undo, args=(entry,))
        _dismiss(entry)


def _show_plan(here: Study, entry: ProjectEntry, plan: MergePlan) -> None:
    st.subheader(escape(entry.file_name), anchor=False)
    _say_what_is_in_it(entry, plan)
    members = {one.id: one.name for one in here.members.all()}
    _choose_codes(here, entry, plan)
    _choose_coders(entry, plan, members)
    _choose_sources(here, entry, plan)
    form = entry.form
    if plan.newcomers.any_theory:
        st.checkbox(t("merge_page.theories"), value=True, key=form.key("theories"))
    reviewed = _reviewed(here, entry, plan)
    if any(tally.total for tally in reviewed.tallies):
        st.markdown(f"**{t('merge_page.becomes')}**")
        _table(tables.tally_table(reviewed.tallies, language()), t("merge_page.becomes"))
        st.caption(t("merge_page.nobodys"))
    if entry.planned is not None:
        losses_panel(entry.planned.report, key=entry.id)
    if rights := tables.rights_sentence(reviewed, language()):
        st.warning(escape(rights))
    if entry.refusal is not None:
        st.error(escape(entry.refusal.sentence(language())))
    with st.container(horizontal=True, key=f"project-actions-{entry.id}"):
        st.button(
            t("merge_page.take_in"),
            type="primary",
            key=f"take-{entry.id}",
            disabled=bool(reviewed.lacks),
            on_click=_on_take_in,
            args=(entry,),
        )
        _dismiss(entry)


def _say_what_is_in_it(entry: ProjectEntry, plan: MergePlan) -> None:
    said = [
        tables.code_sentence(plan, language()),
        tables.known_sources(plan, language()),
        *tables.newcomer_lines(plan, language()),
    ]
    if plan.origin:
        st.caption(t("merge_page.written_by", origin=escape(plan.origin)))
    for line in filter(None, said):
        st.markdown(f"- {escape(line)}")
    if entry.planned and (how := entry.planned.report.about_positions(language())):
        st.caption(escape(how))


def _choose_codes(here: Study, entry: ProjectEntry, plan: MergePlan) -> None:
    if plan.codes is None:
        return
    names = {one.code.id: one.code.label.in_language(language()) for one in plan.codes.incoming}
    fields = []
    if plan.codes.new:
        fields.append(
            Field(
                name="left_codes",
                label=t("merge_page.left_codes"),
                kind="many",
                options={one.code.id: names[one.code.id] for one in plan.codes.new},
            )
        )
    if plan.codes.different:
        with st.expander(t("merge_page.differences"), key=f"differences-{entry.id}"):
            found = tables.difference_table(plan, here.codebook.current(), language())
            _table(found, t("merge_page.differences"))
        options = {one.code.id: names[one.code.id] for one in plan.codes.different}
        fields += [
            Field(name=name, label=t(f"merge_page.{name}"), kind="many", options=options)
            for name in ("reworded", "meaning")
        ]
    draw_fields(entry.form, fields)


def _choose_coders(entry: ProjectEntry, plan: MergePlan, members: Mapping[str, str]) -> None:
    if not plan.coders:
        return
    options = {
        _ADD: t("merge.from_outside"),
        **members,
        _LEAVE: t("merge_page.leave"),
    }
    fields = [
        Field(
            name=f"coder.{match.coder.id}",
            label=t(
                "merge_page.coder_is",
                name=match.coder.name,
                codings=match.codings,
                memos=match.memos,
            ),
            kind="one",
            value=match.member_id or _ADD,
            options=options,
        )
        for match in plan.coders
    ]
    draw_fields(entry.form, fields, columns=2)


def _choose_sources(here: Study, entry: ProjectEntry, plan: MergePlan) -> None:
    if not plan.sources:
        return
    _table(tables.source_table(plan, language()), t("merge_page.sources"))
    by_state = {
        "left_sources": [
            one for one in plan.sources if one.state in {SourceState.SAME, SourceState.NEW}
        ],
        "copied_sources": [one for one in plan.sources if one.state is SourceState.DIFFERS],
    }
    fields = [
        Field(
            name=name,
            label=t(f"merge_page.{name}"),
            kind="many",
            options={match.key: match.source.title or match.key[:8] for match in matches},
        )
        for name, matches in by_state.items()
        if matches
    ]
    draw_fields(entry.form, fields)
    new = [one for one in plan.sources if one.state in {SourceState.NEW, SourceState.DIFFERS}]
    if new:
        _choose_facts(here, entry, new)


def _choose_facts(here: Study, entry: ProjectEntry, new: list[SourceMatch]) -> None:
    """Ask what an ordinary import asks: case, type, and whether names are out."""
    fields = []
    if any(one.source.case_id is None for one in new):
        cases = {case.id: case_name(case) for case in here.cases.all()}
        label_case = t("merge_page.case")
        fields.append(
            Field(
                name="case",
                label=label_case,
                kind="one",
                options=cases,
                unset=t("sources.unset.case"),
            )
        )
    if any(one.source.type is None for one in new):
        types = {kind: capital(label(kind, language())) for kind in SourceType}
        fields.append(
            Field(
                name="type",
                label=t("merge_page.type"),
                kind="one",
                value=SourceType.INTERVIEW,
                options=types,
            )
        )
    draw_fields(entry.form, fields, columns=2)
    if any(one.notices for one in new):
        st.info(t("merge_page.no_speakers"))
    st.checkbox(t("merge_page.names_out"), key=entry.form.key("names_out"))


def _reviewed(here: Study, entry: ProjectEntry, plan: MergePlan) -> MergePlan:
    """Return the plan as the choices make it, worked out when they change."""
    choices = _choices(entry, plan)
    if entry.reviewed is None or entry.reviewed[0] != choices:
        entry.reviewed = (choices, here.interchange.review(plan, choices))
    return entry.reviewed[1]


def _choices(entry: ProjectEntry, plan: MergePlan) -> MergeChoices:
    form = entry.form
    codes = dict.fromkeys(form.typed("left_codes") or (), TakeInChoice.KEEP)
    codes |= dict.fromkeys(form.typed("reworded") or (), TakeInChoice.WORDING)
    codes |= dict.fromkeys(form.typed("meaning") or (), TakeInChoice.MEANING)
    coders = {}
    for match in plan.coders:
        chosen = form.typed(f"coder.{match.coder.id}") or match.member_id or _ADD
        if chosen in {_ADD, _LEAVE}:
            coders[match.coder.id] = CoderChoice(action=CoderAction(chosen))
        else:
            coders[match.coder.id] = CoderChoice(action=CoderAction.MEMBER, member_id=chosen)
    leave_out = SourceChoice(action=SourceAction.LEAVE)
    sources = dict.fromkeys(form.typed("left_sources") or (), leave_out)
    copy = SourceChoice(action=SourceAction.ADD)
    sources |= dict.fromkeys(form.typed("copied_sources") or (), copy)
    theories = form.typed("theories")
    return MergeChoices(
        codes=codes,
        coders=coders,
        sources=sources,
        case_id=form.typed("case"),
        type=form.typed("type"),
        theories=theories is not False,
        names_out=bool(form.typed("names_out")),
    )


def _table(table: Table, alt: str) -> None:
    if table.rows:
        plain_table(table.headings, table.rows, alt=alt)


def _dismiss(entry: ProjectEntry) -> None:
    words = t("sources.import.dismiss" if entry.merged or entry.error else "merge_page.throw_away")
    st.button(words, key=f"x-{entry.id}", on_click=_on_drop, args=(entry,))


@callback
def _on_take_in(entry: ProjectEntry) -> None:
    if entry.planned is None or entry.merged is not None:
        return
    plan = entry.planned.plan
    entry.refusal = None
    try:
        entry.merged = study().interchange.merge(
            plan, _choices(entry, plan), request_id=entry.form.request_id
        )
    except CaseStudyError as error:
        entry.refusal = error
        return
    # the texts are in the study now and need not stay in memory
    entry.planned = entry.reviewed = None
    renew(entry.form)
    leave(t("merge_page.taken_in", file=entry.file_name))


@callback
def _on_undo(entry: ProjectEntry) -> None:
    if entry.merged is not None:
        study().interchange.undo(entry.merged.id)
        forget(entry)
        leave(t("merge_page.undone", file=entry.file_name))


@callback
def _on_drop(entry: ProjectEntry) -> None:
    forget(entry)
