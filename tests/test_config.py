"""Settings come from the environment, and never hold the passphrase."""

from __future__ import annotations

import pytest

from casestudy.config import Settings


def test_an_empty_environment_means_norwegian_and_no_store():
    assert Settings.from_environment({}) == Settings(
        store=None, language="nb", has_key=False, debug=False
    )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nn_NO.UTF-8"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LC_ALL": "nb_NO.UTF-8", "LANG": "en_US.UTF-8"}, "nb"),
        ({"CASESTUDY_LANGUAGE": "en", "LC_ALL": "nb_NO.UTF-8"}, "en"),
        ({"CASESTUDY_LANGUAGE": "", "LANG": "en_US"}, "en"),
    ],
)
def test_the_program_s_own_variable_goes_before_the_locale(environment, language):
    assert Settings.from_environment(environment).language == language


def test_the_passphrase_is_noted_but_not_kept():
    settings = Settings.from_environment({"CASESTUDY_KEY": "en hemmelig frase"})
    assert settings.has_key
    assert "hemmelig" not in repr(settings)
