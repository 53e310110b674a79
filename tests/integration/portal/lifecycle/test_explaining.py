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
from portal.records.models import ThirdPartyRequest
from portal.records.people.models import Person
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.asked import answer, employ
from tests.factories.certification import apply_first
from tests.factories.credentials import make_credential
from tests.factories.policies import HOLDERS, NOT_FROM_SALEM, Seeker, publish_grant
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


@pytest.fixture
def admitted(applicant: User) -> Application:
    """Return an application for what only some may ask."""
    make_credential(applicant.person)
    Person.objects.update(address_town="Hartford")
    publish_grant(access=(HOLDERS, NOT_FROM_SALEM))
    seeker = Seeker(applicant)
    draft = seeker.begin()
    seeker.save(draft)
    assert seeker.send(draft).status_code == 302
    return Application.objects.get()


def test_command_tells_why_somebody_was_admitted_with_the_records_of_then(
    admitted: Application,
) -> None:
    Person.objects.update(address_town="Salem")

    told = explain(str(admitted.reference))

    assert told.count("- Who may apply: Nothing stood in the way") == 2
    assert "the list of the types of active certificates" in told
    assert "professional" in told
    assert "Salem: no (" in told
    assert "Quién puede solicitarlo" in explain(str(admitted.reference), "--language=es")


def test_admission_is_kept_with_what_was_attested_and_comes_out_alike(
    admitted: Application,
) -> None:
    kept = admitted.snapshot["trace"]
    assert [(each["about"], each["number"], each["truth"]) for each in kept] == [
        ("access", 0, "false"),
        ("access", 1, "false"),
    ]

    Application.objects.update(
        snapshot=admitted.snapshot | {"trace": [kept[0] | {"truth": "unknown"}, kept[1]]}
    )
    with pytest.raises(CommandError, match="the rules come out otherwise"):
        explain(str(admitted.reference))


def test_what_was_not_on_record_then_is_not_taken_from_the_record_of_now(
    applicant: User,
) -> None:
    Person.objects.update(address_town="")
    publish_grant(access=(NOT_FROM_SALEM,))
    seeker = Seeker(applicant)
    draft = seeker.begin()
    seeker.save(draft)
    assert seeker.send(draft).status_code == 302
    Person.objects.update(address_town="Salem")

    assert "Nothing stood in the way" in explain(str(Application.objects.get().reference))


@pytest.fixture
def confirmed(applicant: User) -> Application:
    """Return an application for which an employer has confirmed something."""
    _browser, application = employ(applicant)
    month = {"asked-since_month": "5", "asked-since_year": "2024"}
    assert answer(application.requests.get(), **month).status_code == 302
    return application


def test_command_tells_why_somebody_else_was_asked_with_their_answers(
    confirmed: Application,
) -> None:
    told = explain(str(confirmed.reference))

    assert "Confirmation by your employer: answered by Odalys Brandt, " in told
    assert "› Since which month?: This question was asked" in told
    assert "is yes: yes (Does the applicant work for you?: yes)" in told
    assert "That month" not in told
    spanish = explain(str(confirmed.reference), "--language=es")
    assert "¿Desde qué mes?: Esta pregunta se hizo" in spanish


def test_what_the_records_said_is_told_in_plain_words_of_both_languages(
    confirmed: Application,
) -> None:
    told = explain(str(confirmed.reference))
    spanish = explain(str(confirmed.reference), "--language=es")

    assert "Their email address is the e-mail address on record: " in told
    assert "; the e-mail address on record: " in told
    assert "Su correo electrónico es el correo electrónico en el expediente: " in spanish
    assert "cae después que el día de la solicitud: no (" in spanish


def test_reviewer_reads_why_somebody_else_was_asked_and_the_applicant_does_not(
    confirmed: Application, specialist: User, applicant: User, client: Client
) -> None:
    client.force_login(applicant)

    staff = browser_of(specialist).get(f"/admin/applications/{confirmed.public_id}/")
    own = client.get(f"/applications/{confirmed.public_id}/")

    assert "2 rules were applied to the answers" in staff.content.decode()
    assert "Since which month?" not in own.content.decode()


def test_rule_of_what_somebody_else_was_asked_that_comes_out_otherwise_is_named(
    confirmed: Application,
) -> None:
    (kept, *others) = confirmed.requests.get().trace
    ThirdPartyRequest.objects.update(trace=[kept | {"truth": "false"}, *others])
    with pytest.raises(CommandError, match="rules of what others were asked come out otherwise"):
        explain(str(confirmed.reference))

    ThirdPartyRequest.objects.update(trace=[])
    assert "no trace was kept with these answers" in explain(str(confirmed.reference))


@pytest.fixture
def charged(applicant: User) -> Application:
    """Return an application that costs something and was sent with documents."""
    return apply_first(applicant)


def test_command_tells_what_was_needed_in_documents_and_how_each_need_stands(
    charged: Application,
) -> None:
    told = explain(str(charged.reference))

    assert "needed: " in told
    assert ": not looked at yet" in told
    assert ": aún no revisado" in explain(str(charged.reference), "--language=es")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"unit_cents": 1}, "is not what row"),
        ({"cents": 1}, "is not what row [0-9]+ says; the lines of the fee are not its sum"),
        ({"item": "another"}, "itself: what was charged is not what was attested"),
    ],
)
def test_fee_that_is_not_what_its_row_and_the_ledger_say_is_named(
    charged: Application, change: dict[str, object], named: str
) -> None:
    snapshot = dict(charged.snapshot)
    first, *others = snapshot["fees"]["lines"]
    snapshot["fees"] = snapshot["fees"] | {"lines": [first | change, *others]}
    Application.objects.update(snapshot=snapshot, snapshot_hash=content_hash(snapshot))

    with pytest.raises(CommandError, match=named):
        explain(str(charged.reference))
