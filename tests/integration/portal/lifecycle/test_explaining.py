"""What the rules came to is kept with a submission, read in plain words, and comes out alike when judged again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.definitions.serialization import content_hash
from portal.definitions.tracing import trace_answers
from portal.lifecycle.cases import get_case
from portal.records.applications.models import Application
from portal.records.people.models import Person
from portal.users.models import User
from tests.factories.applications import make_application
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


def explain(reference: str, *arguments: str) -> str:
    """Return what the command says."""
    said = StringIO()
    call_command("explain", reference, *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def sent(applicant: User) -> Application:
    """Return a renewal that was sent."""
    return make_application(applicant)


def test_command_tells_rules_with_their_values_and_that_they_come_out_alike(
    sent: Application,
) -> None:
    told = explain(str(sent.reference).lower())

    version = f"certification.renew_professional version {sent.version.number}"
    assert told.startswith(f"{sent.reference}: {version}, sent ")
    assert "This part was not asked" in told
    assert "is yes: no (" in told
    assert "not decided yet" in told
    assert "Esta parte no se preguntó" in explain(str(sent.reference), "--language=es")


def test_rules_come_out_alike_whatever_the_records_say_since(sent: Application) -> None:
    Person.objects.update(phone="860-555-0000", address_town="Elsewhere", first_name="Other")

    assert explain(str(sent.reference))


def test_trace_is_what_the_same_answers_give_again(sent: Application) -> None:
    case = get_case(sent.pk, on=timezone.localdate())

    assert sent.snapshot["trace"]
    assert trace_answers(case.compiled, case.answers, case.context) == sent.snapshot["trace"]


def test_reviewer_and_applicant_read_why_it_was_asked(
    sent: Application, specialist: User, applicant: User, client: Client
) -> None:
    client.force_login(applicant)

    for page in (
        browser_of(specialist).get(f"/admin/applications/{sent.public_id}/"),
        client.get(f"/applications/{sent.public_id}/"),
    ):
        content = page.content.decode()
        assert "1 rule was applied to the answers" in content
        assert "This part was not asked" in content
    spanish = client.get(f"/es/applications/{sent.public_id}/").content.decode()
    assert "Por qué lo preguntamos" in spanish


def change(sent: Application, *, truth: str) -> None:
    """Change what is kept of the first rule."""
    snapshot = dict(sent.snapshot)
    snapshot["trace"] = [{**snapshot["trace"][0], "truth": truth}, *snapshot["trace"][1:]]
    sent.snapshot = snapshot
    sent.save(update_fields=["snapshot"])


def test_what_does_not_agree_is_named(sent: Application) -> None:
    change(sent, truth="true")

    with pytest.raises(CommandError, match="not what was attested; the rules come out otherwise"):
        explain(str(sent.reference))


def test_rule_that_comes_out_otherwise_is_named_even_where_the_digest_was_made_to_fit(
    sent: Application,
) -> None:
    change(sent, truth="true")
    Application.objects.update(snapshot_hash=content_hash(sent.snapshot))

    with pytest.raises(CommandError, match="itself: the rules come out otherwise"):
        explain(str(sent.reference))


def test_submission_without_a_trace_says_so(sent: Application) -> None:
    snapshot = {name: value for name, value in sent.snapshot.items() if name != "trace"}
    Application.objects.update(snapshot=snapshot, snapshot_hash=content_hash(snapshot))

    assert "no trace was kept with it" in explain(str(sent.reference))


def test_reference_that_is_none_is_named() -> None:
    with pytest.raises(CommandError, match="No application has the reference 'ZZZ'"):
        explain("ZZZ")
