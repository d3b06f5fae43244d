"""What is told of a returned file, in words."""

from __future__ import annotations

import pytest

from casestudy.domain.review_return import ReviewNotice, ReviewNoticeKind
from casestudy.texts import LANGUAGES


@pytest.mark.parametrize("kind", ReviewNoticeKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_has_a_sentence_with_its_places(kind, language):
    for count in (1, 3):
        notice = ReviewNotice(kind=kind, count=count, places=("CH.C.1", "CH.C.2"))
        said = notice.sentence(language)
        assert said.endswith((".", "?", "CH.C.2"))
        assert "{" not in said
