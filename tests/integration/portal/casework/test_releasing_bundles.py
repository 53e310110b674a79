"""What is wrong with a bundle that is handed in for a release is told by name, place and sentence in both languages."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.users.models import UserProfile

from portal.definitions.bundle_words import say_named
from portal.definitions.bundles import write_bundle
from portal.definitions.serialization import content_hash
from portal.records.models import Release, WizardVersion
from portal.users.models import User
from tests.factories.renewals import publish_renewal
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
NEW = "/admin/releases/new/"
Data = dict[str, Any]


def spoil(change: Callable[[Data], Any]) -> str:
    """Return a bundle that was changed, with a digest that fits."""
    data: Data = json.loads(write_bundle(publish_renewal()))
    change(data)
    return json.dumps({**data, "content_hash": content_hash(data["definition"])})


def say_newer(data: Data) -> None:
    """Let it be of a later schema."""
    data["definition"]["schema_version"] = 99


def need_more(data: Data) -> None:
    """Let it need a plugin that is absent."""
    data["required_plugins"] = {"absent": "1.0"}


def read_lost(data: Data) -> None:
    """Let a question be filled in from what the records do not have."""
    data["definition"]["steps"][0]["fields"][0]["binding"] = "person.shoe_size"


CASES = {
    "cut short": (
        lambda: spoil(lambda _data: None)[:-200],
        "bundle: not_json. The file is cut short, or it is no JSON.",
        "bundle: not_json. El archivo está incompleto o no es JSON.",
    ),
    "of another encoding": (
        lambda: spoil(lambda _data: None).encode("utf-16"),
        "bundle: not_text. The file is no text in UTF-8, as export_wizard writes it. byte 0",
        "bundle: not_text. El archivo no es texto en UTF-8, como lo escribe export_wizard. byte 0",
    ),
    "large": (
        lambda: " " * 6_000_000,
        "bundle: too_large. The file is too large. 6000000 > 5000000",
        "bundle: too_large. El archivo es demasiado grande. 6000000 > 5000000",
    ),
    "newer": (
        lambda: spoil(say_newer),
        "definition: unreadable_definition. The definition cannot be read:",
        "definition: unreadable_definition. La definición no se puede leer:",
    ),
    "absent plugin": (
        lambda: spoil(need_more),
        "bundle: missing_plugin. A plugin that it needs is not installed. absent",
        "bundle: missing_plugin. Un complemento que necesita no está instalado. absent",
    ),
    "path that went away": (
        lambda: spoil(read_lost),
        (
            "contact.phone: unknown_binding. It cannot be filled in from there: "
            "choose another entry of the record, or none. person.shoe_size"
        ),
        (
            "contact.phone: unknown_binding. No se puede completar desde allí: "
            "elija otro dato del expediente, o ninguno. person.shoe_size"
        ),
    ),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", CASES)
def test_bundle_that_cannot_be_taken_says_where_and_why(
    supervisor: User, case: str, language: str
) -> None:
    make, *said = CASES[case]
    content = make()
    file = SimpleUploadedFile(
        "renew.json", content if isinstance(content, bytes) else content.encode()
    )
    before = WizardVersion.objects.count()
    UserProfile.objects.update_or_create(user=supervisor, defaults={"preferred_language": language})

    answer = browser_of(supervisor).post(
        NEW, {"name": "July", "day": "2099-07-01", "time": "06:30", "parts_wizard": [file]}
    )

    page = " ".join(unescape(answer.content.decode()).split())
    assert answer.status_code == 422
    assert said[language == "es"] in page
    assert not Release.objects.exists()
    assert WizardVersion.objects.count() == before


@pytest.mark.parametrize("told", ["1 → 2", "LookupError", "person: nothing that is named so", ""])
def test_what_is_no_error_of_a_definition_is_told_as_it_is(told: str) -> None:
    assert say_named(told) == told
