"""The page «sources»: what is in the study, one source at a time, and the import."""

from __future__ import annotations

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.closed_page import closed_page
from casestudy.ui.components.parts_switch import parts_switch
from casestudy.ui.sections import source_import, source_library, source_record
from casestudy.ui.state import place, study, t

st.title(t("page.sources.title"))
here = study()
if not may(here.member, Verb.SEE_OVERVIEW):
    closed_page(t("sources.not_for_you"))
elif (source_id := place("kilde")) is not None:
    source_record.show(here, source_id)
else:
    parts = {"liste": t("sources.part.list"), "hent-inn": t("sources.part.import")}
    if parts_switch(t("sources.parts"), parts) == "liste":
        source_library.show(here)
    else:
        source_import.show(here)
