"""Bad input to a run: a clear message at the place, the right status, nothing lost, never a 500."""

import uuid

import pytest

from portal.records.applications.models import StepAnswers
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.integration.portal.wizards.conftest import CONTACT, Renewal, start_renewal

NAMES = {
    "apostrophe": "O'Neill",
    "curly apostrophe": "O’Neill",
    "accents": "Núñez Ångström",
    "hyphen": "Okafor-Lind",
    "one letter": "E",
    "150 letters": "N" * 150,
    "right to left": "שירה כהן",
    "Chinese": "欧阳娜娜",
    "Devanagari": "प्रिया",
    "Persian with a joiner": "علی\u200cرضا",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_name_of_any_script_is_kept_letter_by_letter(renewal: Renewal, name: str) -> None:
    renewal.complete("certificate")

    response = renewal.post("contact", last_name=name)

    assert response.status_code == 302
    assert StepAnswers.objects.get(step="contact").answers["last_name"] == name


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("last_name", "", "Enter a name."),
        ("last_name", "   ", "Enter a name."),
        ("last_name", "12345", "Enter the name in letters"),
        ("last_name", "N" * 151, "at most 150 characters"),
        ("last_name", "A\x00B", "Null characters are not allowed"),
        ("last_name", "A\x07B", "cannot be read"),
        ("last_name", "Whit\u202edleif", "cannot be seen"),
        ("last_name", "Whit\u200bfield", "cannot be seen"),
        ("email", "nobody", "valid email address"),
        ("email", "a@b@c.org", "valid email address"),
        ("phone", "call me", "Enter a phone number"),
        ("address_state", "Connecticut", "at most 2 characters"),
        ("address_state", "12", "two letters of the state"),
        ("address_zip", "6115", "ZIP code of five digits"),
        ("address_line", "x" * 5000, "at most 200 characters"),
    ],
)
def test_wrong_value_is_named_beside_its_field_and_kept(
    renewal: Renewal, field: str, typed: str, message: str
) -> None:
    renewal.complete("certificate")

    response = renewal.post("contact", **{field: typed})

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page.split(f'id="id_contact-{field}_error"')[1].split("</div>")[0]
    assert 'value="12 Elm Street"' in page or field == "address_line"
    assert not StepAnswers.objects.filter(step="contact").exists()


def test_typed_markup_is_shown_as_text(renewal: Renewal) -> None:
    renewal.complete("certificate")

    renewal.post("contact", address_line='<script>alert(1)</script>" onfocus="x')
    page = renewal.get("contact").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onfocus=&quot;x" in page


@pytest.mark.parametrize("step", ["nothing", "start", "done", "a" * 300])
def test_unknown_step_is_not_found(renewal: Renewal, step: str) -> None:
    assert renewal.get(step).status_code == 404
    assert renewal.client.post(renewal.url(step), {}).status_code == 404


def test_unknown_application_is_not_found(renewal: Renewal) -> None:
    for path in ("", "certificate/", "certificate/autosave/"):
        address = f"/applications/{uuid.uuid4()}/{path}"
        assert renewal.client.post(address, {}).status_code in {404, 405}
        assert renewal.client.get(address).status_code in {404, 405}
    assert renewal.client.get("/applications/not-a-uuid/").status_code == 404


def test_application_of_another_person_is_not_found(
    renewal: Renewal, other_applicant: User
) -> None:
    stranger = start_renewal(other_applicant).client

    for step in ("", "certificate", "review"):
        assert stranger.get(renewal.url(step)).status_code == 404
        assert stranger.post(renewal.url(step), renewal.data("certificate")).status_code in {
            404,
            405,
        }
    autosave = renewal.url("certificate") + "autosave/"
    assert stranger.post(autosave, {"certificate-certificate": "X"}).status_code == 404
    assert not StepAnswers.objects.filter(application=renewal.application).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"step_view-current_step": "acknowledgment"},
        {"step_view-current_step": "nothing"},
        {"step_view-current_step": ""},
        {"step_view-current_step": "x" * 10_000},
        {"step_version": "-1"},
        {"step_version": "one"},
        {"step_version": ""},
        {"step_version": "9" * 40},
        {"certificate-person_id": "7"},
        {"certificate-number": "1"},
    ],
)
def test_tampered_form_is_refused_with_a_page(renewal: Renewal, change: dict[str, str]) -> None:
    response = renewal.client.post(renewal.url("certificate"), renewal.data("certificate") | change)

    assert response.status_code == 400
    assert "Open the step again" in response.content.decode()
    assert not StepAnswers.objects.exists()


def test_empty_post_is_refused_with_a_page(renewal: Renewal) -> None:
    assert renewal.client.post(renewal.url("certificate"), {}).status_code == 400


@pytest.mark.parametrize("value", ["\ud800", "[]", "{}", "null", "999", "' OR 1=1 --"])
def test_choice_that_was_not_offered_is_refused(renewal: Renewal, value: str) -> None:
    renewal.complete("certificate", "contact")
    body = renewal.data(
        "disclosures", convicted=value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    )

    response = renewal.client.post(renewal.url("disclosures"), body)

    assert response.status_code == 422
    assert "id_disclosures-convicted_error" in response.content.decode()


def test_several_values_for_one_field_do_not_break_the_step(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact")
    body = renewal.data("disclosures") | {"disclosures-convicted": ["no", "yes"]}

    assert renewal.client.post(renewal.url("disclosures"), body).status_code == 302


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{not json", "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data"),
        (b"a=1", "text/plain; charset=no-such-charset"),
    ],
)
def test_malformed_post_is_a_bad_request(renewal: Renewal, body: bytes, content_type: str) -> None:
    response = renewal.client.generic(
        "POST", renewal.url("certificate"), body, content_type=content_type
    )

    assert response.status_code == 400


def test_post_with_too_many_fields_is_a_bad_request(renewal: Renewal) -> None:
    body = {f"field{number}": "x" for number in range(1_500)}

    assert renewal.client.post(renewal.url("certificate"), body).status_code == 400


def test_oversized_post_is_a_bad_request(renewal: Renewal) -> None:
    body = renewal.data("certificate") | {"certificate-certificate": "x" * 3_000_000}
    encoded = "&".join(f"{name}={value}" for name, value in body.items())

    response = renewal.client.post(
        renewal.url("certificate"), encoded, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in {400, 413}


@pytest.mark.parametrize("version", ["", "2025-01", "2026-01 "])
def test_stale_declaration_is_refused(renewal: Renewal, version: str) -> None:
    renewal.complete("certificate", "contact", "disclosures")

    response = renewal.post("acknowledgment", version=version)

    refused = response.status_code == 422
    assert refused or version.strip() == "2026-01"
    assert StepAnswers.objects.filter(step="acknowledgment").exists() is not refused


def test_declaration_not_accepted_is_named(renewal: Renewal) -> None:
    renewal.complete("certificate", "contact", "disclosures")
    renewal.answers["acknowledgment"] = {"version": "2026-01"}

    response = renewal.post("acknowledgment")

    assert "Accept the statement to go on" in response.content.decode()


def test_other_methods_are_refused(renewal: Renewal) -> None:
    for method in ("put", "patch", "delete"):
        assert getattr(renewal.client, method)(renewal.url("certificate")).status_code == 405


def test_back_to_a_step_after_submit_shows_the_status(renewal: Renewal) -> None:
    renewal.complete()
    renewal.submit()

    assert renewal.get("contact")["Location"] == renewal.url()
    assert renewal.post("contact", address_town="Elsewhere")["Location"] == renewal.url()
    assert (
        renewal.stored().snapshot["answers"]["contact"]["address_town"] == CONTACT["address_town"]
    )


def test_goto_an_unknown_step_leads_to_the_task_list(renewal: Renewal) -> None:
    body = renewal.data("certificate") | {"wizard_goto_step": "../../admin"}

    assert renewal.client.post(renewal.url("certificate"), body)["Location"] == renewal.url()


def test_number_of_a_certificate_of_another_type_is_refused(
    renewal: Renewal, applicant: User
) -> None:
    coaching = make_credential(applicant.person, key="coaching_5yr")

    assert renewal.post("certificate", certificate=coaching.number).status_code == 422
