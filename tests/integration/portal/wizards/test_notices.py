"""Notices on the steps of a wizard, whose frame is drawn once for all applicants and kept."""

import pytest

from tests.factories.notices import make_notice
from tests.integration.portal.wizards.conftest import Renewal

pytestmark = pytest.mark.django_db


def is_shown(renewal: Renewal, title: str) -> bool:
    """Tell whether a step carries a notice."""
    return title in renewal.get("contact").content.decode()


def test_notice_is_on_a_step_that_was_drawn_before_it(renewal: Renewal) -> None:
    renewal.complete("certificate")
    assert not is_shown(renewal, "Closed on Friday")

    notice = make_notice("Closed on Friday")
    assert is_shown(renewal, "Closed on Friday")

    notice.unpublish()
    assert not is_shown(renewal, "Closed on Friday")


def test_notice_put_away_by_one_applicant_is_shown_to_the_next(renewal: Renewal) -> None:
    renewal.complete("certificate")
    notice = make_notice("Closed on Friday")
    renewal.client.post("/notices/dismiss/", {"mark": notice.mark})
    assert not is_shown(renewal, "Closed on Friday")

    renewal.client.cookies.pop("portal_notices")

    assert is_shown(renewal, "Closed on Friday")
