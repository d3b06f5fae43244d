"""Start of the pages: ``CASESTUDY_STORE=pilot.db streamlit run app.py``."""

import streamlit as st

from casestudy.web.app import parts

app = st.App(**parts())
