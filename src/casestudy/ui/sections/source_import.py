"""The import: choose files, see what was understood of each, store them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.errors import CaseStudyError
from casestudy.ui import import_batch, project_batch
from casestudy.ui.components.file_field import file_field
from casestudy.ui.form_state import form_for, renew
from casestudy.ui.import_batch import Entry, batch
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections import project_import, source_preview
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from casestudy.study import Study

_ENDINGS: Final = ("docx", "txt", "md", "odt", "rtf", "html", "htm", "pdf", "vtt", "srt")


def show(here: Study) -> None:
    """Draw the steps of the import that are due."""
    if not may(here.member, Verb.IMPORT_SOURCES):
        st.info(t("sources.import.not_for_you"))
        return
    endings: tuple[str, ...] = _ENDINGS
    if not here.cases.all():
        st.info(t("sources.import.no_case"))
        st.page_link("pages/study.py", label=t("sources.import.to_cases"))
        # a project may bring the cases along
        endings = ()
    _choose_files(here, (*endings, *project_batch.ENDINGS))
    project_import.show(here)
    _show_results()
    waiting = [entry for entry in batch() if entry.waits]
    if waiting:
        _show_waiting(here, waiting)


def _choose_files(here: Study, endings: tuple[str, ...]) -> None:
    st.header(t("sources.import.choose"), anchor=False)
    st.warning(t("sources.import.names"))
    if not st.checkbox(
        t("sources.import.names_out"), key="sources.names_out", persist_state="session"
    ):
        return
    st.markdown(t("sources.import.how", endings=", ".join(f"\\.{one}" for one in endings)))
    sheet = form_for("upload")
    files = file_field(
        t("sources.import.files"),
        endings=endings,
        browse=t("sources.import.browse"),
        box="import-files",
        key=sheet.key("files"),
        several=True,
    )
    if files:
        _read(here, files)
        renew(sheet)
        st.rerun()


def _read(here: Study, files: list[UploadedFile]) -> None:
    known = {entry.upload for entry in batch()}
    chosen = [file for file in files if file.file_id not in known]
    new = [file for file in chosen if not _is_project(file)]
    for file in chosen:
        if _is_project(file):
            with st.spinner(t("sources.import.reading", count=1)):
                project_import.read(here, file.name, file.getvalue())
    if not new:
        return
    with st.status(t("sources.import.reading", count=len(new)), expanded=True) as status:
        bar = st.progress(0.0)
        outcomes = here.sources.read_files((file.name, file.getvalue()) for file in new)
        for number, (file, outcome) in enumerate(zip(new, outcomes, strict=True), start=1):
            parsed = outcome.source
            batch().append(
                Entry(
                    upload=file.file_id,
                    file_name=outcome.file_name,
                    parsed=parsed,
                    error=outcome.error,
                    same_as=here.sources.already_here(parsed.file_sha256) if parsed else None,
                )
            )
            bar.progress(number / len(new), text=escape(outcome.file_name))
        status.update(label=t("sources.import.read"), state="complete")


def _is_project(file: UploadedFile) -> bool:
    return file.name.rpartition(".")[2].lower() in project_batch.ENDINGS


def _show_results() -> None:
    """Say what became of the files that need no more decisions."""
    for entry in batch():
        if not entry.waits:
            with st.container(border=True, key=f"result-{entry.id}"):
                _say_result(entry)
                with st.container(horizontal=True, vertical_alignment="center"):
                    _offer_after(entry)


def _say_result(entry: Entry) -> None:
    name = escape(entry.file_name)
    if entry.error:
        st.error(f"**{name}**: {escape(entry.error.sentence(language()))}")
    elif entry.same_as:
        st.info(t("sources.import.same", file=name, title=escape(entry.same_as.title)))
    else:
        st.success(t("sources.import.stored", file=name, title=escape(entry.title)))


def _offer_after(entry: Entry) -> None:
    if entry.same_as:
        _link(entry.same_as.id)
    elif entry.stored:
        _link(entry.stored)
        undo = t("sources.undo.button")
        st.button(undo, key=f"undo-{entry.id}", on_click=_on_undo, args=(entry,))
    dismiss = t("sources.import.dismiss")
    st.button(dismiss, key=f"x-{entry.id}", on_click=_on_drop, args=(entry,))


def _link(source_id: str) -> None:
    query = {"kilde": source_id}
    st.page_link("pages/sources.py", label=t("sources.import.open"), query_params=query)


def _show_waiting(here: Study, waiting: list[Entry]) -> None:
    st.header(t("sources.import.look", count=len(waiting)), anchor=False)
    by_id = {entry.id: entry for entry in waiting}
    if len(waiting) > 1:
        st.selectbox(
            t("sources.import.which"),
            list(by_id),
            format_func=_names(waiting).__getitem__,
            key="sources.which",
        )
    entry = by_id.get(st.session_state.get("sources.which", ""), waiting[0])
    source_preview.show(here, entry)
    ready = [one for one in waiting if one.form.typed("ready")]
    _show_refusals(waiting)
    with st.container(horizontal=True, key="import-actions"):
        st.button(t("sources.import.store"), type="primary", on_click=_on_store, args=([entry],))
        if len(ready) > 1:
            words = t("sources.import.store_all", count=len(ready))
            st.button(words, on_click=_on_store, args=(ready,))
        st.button(t("sources.import.throw_away"), on_click=_on_drop, args=(entry,))


def _show_refusals(waiting: list[Entry]) -> None:
    """Say beside the buttons why files were not stored; the head of the page is far away."""
    for entry in waiting:
        if entry.refusal:
            why = escape(entry.refusal.sentence(language()))
            st.error(t("sources.import.refused", file=escape(entry.file_name), why=why))


def _names(entries: list[Entry]) -> dict[str, str]:
    """Return what the files are called, by id; two of the same name are told apart."""
    names: dict[str, str] = {}
    for entry in entries:
        twice = entry.file_name in names.values()
        names[entry.id] = f"{entry.file_name} ({entry.id[:4]})" if twice else entry.file_name
    return names


@callback
def _on_store(entries: list[Entry]) -> None:
    here, stored = study(), 0
    for entry in entries:
        entry.refusal = None
        try:
            stored += source_preview.store(here, entry)
        except CaseStudyError as error:
            entry.refusal = error
    if stored:
        leave(t("sources.import.done", count=stored))


@callback
def _on_undo(entry: Entry) -> None:
    study().sources.undo_import(entry.stored or "")
    import_batch.throw_away(entry)
    leave(t("sources.undo.done", title=entry.file_name))


@callback
def _on_drop(entry: Entry) -> None:
    import_batch.throw_away(entry)
