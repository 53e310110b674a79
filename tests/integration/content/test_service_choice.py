"""The select of services in the editor: what is on offer now, and never a trace of it in a migration."""

from pathlib import Path

import pytest

import content
from content.forms import list_service_choices
from content.pages.service import ServicePage
from portal.sdk.catalog import Availability
from tests.factories.pages import make_service_page
from tests.integration.content.conftest import Offer, make_tool_service, make_wizard_service

MIGRATIONS = Path(content.__file__).parent / "migrations"


def test_choices_are_grouped_by_kind(offer: Offer) -> None:
    offer(make_wizard_service(), make_tool_service(lambda request: {}))

    assert list_service_choices() == [
        ("", "Choose a service"),
        ("Applications", [("example.wizard", "Renew something")]),
        ("Tools", [("example.tool", "Look something up")]),
    ]


def test_choice_of_a_service_that_is_switched_off_is_marked(offer: Offer) -> None:
    offer(make_wizard_service(availability=Availability.OFF))

    assert list_service_choices()[1] == (
        "Applications",
        [("example.wizard", "Renew something (switched off)")],
    )


@pytest.mark.django_db
def test_form_keeps_a_service_that_is_gone(offer: Offer) -> None:
    offer()
    page = make_service_page(service_key="gone.service")
    form_class = ServicePage.get_edit_handler().get_form_class()

    form = form_class(instance=page)

    assert form.fields["service_key"].choices[-1] == (
        "gone.service",
        "gone.service (not installed)",
    )


def test_migrations_name_no_service_and_no_block_type() -> None:
    text = "".join(path.read_text() for path in MIGRATIONS.glob("*.py"))

    assert "renew_professional" not in text
    assert "StreamField" not in text
    assert "block" not in text.lower()
