"""The page of a published wizard compares it with any other version, and counts who is on it; so does the command."""

from dataclasses import replace
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.users.models import UserProfile

from portal.definitions.expectations import EXPECTATIONS
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.models import WizardVersion
from portal.users.models import User
from tests.factories.renewals import NOW, make_application, publish_renewal
from tests.factories.scenarios import SPEC as PERMIT_WIZARD
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish a definition."""
    return publish_wizard(spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=NOW)


@pytest.fixture
def versions() -> list[WizardVersion]:
    """Return three versions: a question more in the second, another wording in the third."""
    first = publish_renewal()
    spec = load_wizard(first.definition)
    (contact,) = spec.steps
    why = FieldSpec(id="why", type="text", label=text("Why now?", "¿Por qué?"))
    more = replace(spec, steps=(replace(contact, fields=(*contact.fields, why)),))
    return [first, publish(more), publish(replace(more, title=text("Renew it", "Renovar")))]


def read(client: Client, version: WizardVersion, **query: str) -> str:
    """Return the page of a version, its white space folded."""
    answer = client.get(f"/admin/records/wizardversion/inspect/{version.pk}/", query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_version_is_compared_with_the_one_before_it(
    versions: list[WizardVersion], specialist: User
) -> None:
    page = read(browser_of(specialist), versions[2])

    assert "From version 2 to version 3" in page
    assert "<td>Title</td> <td>Renew</td> <td>Renew it</td>" in page
    assert "Question added" not in page
    assert "3 (on offer now)" in page


def test_version_is_compared_with_any_other(
    versions: list[WizardVersion], specialist: User
) -> None:
    browser = browser_of(specialist)

    page = read(browser, versions[2], **{"with": "1"})

    assert "From version 1 to version 3" in page
    assert '<th scope="row">Contact › Why now?</th> <td>Question added</td>' in page
    assert "Question removed" in read(browser, versions[0], **{"with": "2"})
    assert "This is the only version." not in page


def test_page_of_a_version_shows_its_scenarios_and_whether_they_pass_now(
    specialist: User,
) -> None:
    version = publish(PERMIT_WIZARD)
    browser = browser_of(specialist)

    passing = read(browser, version)
    other = replace(EXPECTATIONS["needed"], find=lambda judged: iter(["papers.proof"]))
    with mock.patch.dict(EXPECTATIONS, needed=other):
        failing = read(browser, version)

    assert '<th scope="row">Stays where they are</th>' in passing
    assert "<p>Steps, in this order: Permit · Training · Papers · Promise</p>" in passing
    assert "<p>Documents needed: Papers › either</p></td> <td> Yes </td>" in passing
    wrong = "Documents needed: expected Papers › either; found Papers › Proof"
    assert f"<p><strong>No</strong></p> <p>{wrong}</p>" in failing


def test_scenarios_read_in_the_language_of_whoever_looks(specialist: User) -> None:
    version = publish(PERMIT_WIZARD)
    browser = browser_of(specialist)
    UserProfile.objects.update_or_create(user=specialist, defaults={"preferred_language": "es"})

    page = read(browser, version)

    assert '<th scope="row">Sin mudanza</th>' in page
    assert "<p>Documentos necesarios: Documentos › uno</p></td> <td> Sí </td>" in page


def test_version_without_scenarios_says_so(specialist: User) -> None:
    assert "This version has no scenarios." in read(browser_of(specialist), publish_renewal())


@pytest.mark.parametrize("asked", ["9", "0", "-1", "x", "2²", "9" * 400, "3"])
def test_version_that_is_none_is_not_found(
    versions: list[WizardVersion], specialist: User, asked: str
) -> None:
    address = f"/admin/records/wizardversion/inspect/{versions[2].pk}/"

    assert browser_of(specialist).get(address, {"with": asked}).status_code == 404


def test_first_version_has_nothing_before_it(specialist: User) -> None:
    page = read(browser_of(specialist), publish_renewal())

    assert "This is the only version." in page
    assert "From version" not in page


def test_page_counts_the_applications_that_stay_on_the_version(
    versions: list[WizardVersion], specialist: User, applicant: User, other_applicant: User
) -> None:
    make_application(applicant.person, versions[0], None)
    make_application(other_applicant.person, versions[0], None, reference="7KQ2M9XTWB")

    page = read(browser_of(specialist), versions[0])

    assert "<dt>Drafts on it</dt><dd>1</dd>" in page
    assert "<dt>Waiting for the bureau</dt><dd>1</dd>" in page
    assert "<dt>Drafts on it</dt><dd>0</dd>" in read(browser_of(specialist), versions[1])


def test_version_of_a_later_release_is_said_to_be_unreadable(
    versions: list[WizardVersion], specialist: User
) -> None:
    later = WizardVersion.objects.create(
        wizard=versions[0].wizard,
        number=4,
        schema_version=99,
        definition={"schema_version": 99},
        content_hash="f" * 64,
        published_at=NOW,
    )

    page = read(browser_of(specialist), later)
    assert "One of both versions cannot be read by this release" in page
    assert "This version cannot be read by this release" in page


def test_command_shows_the_changes_of_the_version_on_offer(versions: list[WizardVersion]) -> None:
    said = StringIO()
    call_command("diff_wizard", "test.renew", stdout=said)
    call_command("diff_wizard", "test.renew", "--old=1", "--new=2", stdout=said)

    assert said.getvalue().splitlines() == [
        "test.renew, changes from version 2 to 3: 1",
        "  The service as a whole: Title: Renew → Renew it",
        "test.renew, changes from version 1 to 2: 1",
        "  Contact › Why now?: Question added",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["test.absent"], "No wizard 'test.absent' is published."),
        (["test.renew", "--old=7"], "test.renew has no version 7."),
        (["test.renew", "--new=1"], "test.renew version 1 is the first: there is none before it."),
    ],
)
def test_command_names_what_is_not_there(
    versions: list[WizardVersion], arguments: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("diff_wizard", *arguments)
