"""The portal in Spanish: every page state of the skeleton is read aloud, and no word of it is English."""

from collections.abc import Sequence
from datetime import date

import pytest
from babel.messages.pofile import read_po
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from pytest_django import Settings
from wagtail.models import Page
from wagtail.users.models import UserProfile

from portal.lifecycle.decisions import decide_application
from portal.notifications.catalogue import Kind, render_message
from portal.users.models import User
from tests.demo_pages import lay_out_demo_pages
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential
from tests.integration.portal.casework.conftest import browser_of, file_url
from tests.integration.portal.wizards.conftest import START, Renewal, start_renewal
from tests.reading import SpokenPage, words_of
from tests.spanish import SpanishReader
from tools.prepare import ROOT, list_catalogs

pytestmark = pytest.mark.django_db

NAMES = ("Professional Educator Certificate", "P.O. Box", "12 Elm Street")
"""What stands on the pages of a Spanish reader as a name: a type of certificate, parts of addresses."""


def english_words() -> set[str]:
    """Return the words of the portal's messages that no translation uses: each gives away an English text."""
    english, spanish = set[str](), set[str]()
    for catalog in list_catalogs(ROOT):
        with catalog.open("rb") as file:
            for message in filter(lambda each: each.id, read_po(file)):
                english |= words_of(in_all_forms(message.id))
                spanish |= words_of(in_all_forms(message.string))
    return {word for word in english - spanish if len(word) > 1}


def in_all_forms(text: str | Sequence[str]) -> str:
    """Return singular and plural of one side of a message."""
    return text if isinstance(text, str) else " ".join(text)


def english_in(text: str) -> set[str]:
    """Return the words of a text that are English, names apart."""
    for name in NAMES:
        text = text.replace(name, " ")
    return words_of(text) & ENGLISH


ENGLISH = english_words()


def read(response: HttpResponse, status: int = 200) -> str:
    """Return what a page says, once it is all Spanish."""
    assert response.status_code == status
    page = SpokenPage(response.content.decode())
    text = " ".join(page.said)
    assert page.language == "es"
    assert english_in(text) == set()
    return text


def in_spanish(day: date) -> str:
    """Return a day as a Spanish reader writes it."""
    with override("es"):
        return date_format(day, "DATE_FORMAT")


@pytest.fixture
def reader() -> Client:
    """Return the browser of a visitor who reads Spanish."""
    return SpanishReader()


@pytest.fixture
def renewal(applicant: User) -> Renewal:
    """Return a renewal that an applicant has begun in Spanish."""
    return start_renewal(applicant, kind=SpanishReader)


def test_words_that_give_away_english_are_known() -> None:
    assert {"the", "your", "you", "and", "certificate", "save", "sign", "application"} <= ENGLISH
    assert not {"no", "error", "editor"} & ENGLISH


def test_start_page_is_spanish(reader: Client, renewal: Renewal) -> None:
    text = read(reader.get(START))

    assert "Iniciar sesión para empezar" in text
    assert "Renovar un Certificado Profesional de Educador" in text
    assert "Continuar" in read(renewal.client.get(START))


@pytest.mark.parametrize("step", ["certificate", "contact", "disclosures", "acknowledgment"])
def test_step_is_spanish(renewal: Renewal, step: str) -> None:
    renewal.complete("certificate", "contact", "disclosures")

    assert "Guardar y continuar" in read(renewal.get(step))


@pytest.mark.parametrize(
    ("step", "answers", "message"),
    [
        ("certificate", {"certificate": ""}, "Hay un problema que corregir"),
        ("certificate", {"certificate": "X"}, "Hay un problema que corregir"),
        ("contact", dict.fromkeys(("first_name", "last_name", "email"), ""), "Hay 3 problemas"),
        (
            "contact",
            {"first_name": "123", "email": "x", "phone": "1"},
            "Escriba el nombre con letras",
        ),
        (
            "contact",
            {"address_zip": "1", "address_state": "Nowhere"},
            "código postal de cinco cifras",
        ),
        ("contact", {"address_line": "x" * 5_000}, "Hay un problema que corregir"),
        ("disclosures", {"convicted": "quizás"}, "Hay un problema que corregir"),
        ("acknowledgment", {"accepted": ""}, "Acepte la declaración para continuar"),
        ("acknowledgment", {"version": "1999-01"}, "La declaración ha cambiado"),
    ],
)
def test_refused_step_is_spanish(
    renewal: Renewal, step: str, answers: dict[str, str], message: str
) -> None:
    renewal.complete("certificate", "contact", "disclosures")

    assert message in read(renewal.post(step, **answers), 422)


def test_form_that_does_not_belong_to_its_step_is_answered_in_spanish(renewal: Renewal) -> None:
    data = renewal.data("certificate") | {"certificate-person_id": "7"}

    text = read(renewal.client.post(renewal.url("certificate"), data), 400)

    assert "Abrir el paso de nuevo" in text


def test_step_changed_in_two_tabs_is_spanish(renewal: Renewal) -> None:
    renewal.complete("certificate")
    stale = renewal.data("contact", address_town="Mystic")
    renewal.complete("contact")

    text = read(renewal.client.post(renewal.url("contact"), stale), 409)

    assert "Conservar lo que escribí aquí" in text


def test_task_list_is_spanish(renewal: Renewal) -> None:
    assert "Sin empezar" in read(renewal.get())
    renewal.complete("certificate")
    assert "Ha completado 1 de" in read(renewal.get())


def test_read_back_is_spanish_with_spanish_dates(renewal: Renewal) -> None:
    renewal.complete()

    text = read(renewal.get("review"))

    assert "Enviar la solicitud" in text
    assert in_spanish(renewal.credential.expires_on) in text


def test_submission_is_confirmed_kept_and_told_in_spanish(renewal: Renewal) -> None:
    renewal.complete()

    text = read(renewal.client.get(renewal.submit()["Location"]))

    stored = renewal.stored()
    assert stored.snapshot["language"] == "es"
    assert f"Solicitud {stored.reference}" in text
    assert "Un especialista la tomará por orden de llegada" in text
    assert in_spanish(timezone.localdate(stored.submitted_at)) in text


@pytest.mark.parametrize("outcome", ["approved", "denied"])
def test_decision_is_spanish(applicant: User, specialist: User, outcome: str) -> None:
    application = make_application(applicant, language="es")
    reason = "Falta el documento." if outcome == "denied" else ""
    decide_application(
        application_id=application.pk,
        outcome=outcome,
        reason=reason,
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    browser = browser_of(applicant, kind=SpanishReader)

    assert "Su solicitud fue" in read(browser.get(f"/applications/{application.public_id}/"))


@pytest.mark.parametrize("kind", list(Kind))
def test_message_is_spanish(kind: Kind) -> None:
    message = render_message(kind, "es", {"reference": "AB12", "reason": "Falta algo."})

    assert english_in(f"{message.subject} {message.body}") == set()


@pytest.mark.parametrize("days_left", [-400, -10, 30, 90, 400])
def test_dashboard_is_spanish(applicant: User, days_left: int) -> None:
    applicant.username = "maren.okafor"  # not a word of the portal's own
    applicant.save()
    application = make_application(applicant)
    certificate = make_credential(applicant.person, days_left=days_left)
    browser = start_renewal(applicant, kind=SpanishReader).client

    text = read(browser.get("/account/"))

    assert "Le damos la bienvenida, Maren" in text
    assert in_spanish(certificate.expires_on) in text
    assert str(application.reference) in text


def test_account_without_a_record_is_welcomed_in_spanish(district_officer: User) -> None:
    browser = browser_of(district_officer, kind=SpanishReader)

    assert "Falta un paso" in read(browser.get("/account/"))
    assert "Crear mi expediente" in read(browser.get("/account/record/"))
    assert "Hay" in read(browser.post("/account/record/", {"first_name": "1"}), 422)


@pytest.mark.parametrize(
    "address",
    [
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/confirm-email/",
        "/account/inactive/",
    ],
)
def test_page_of_the_sign_in_is_spanish(reader: Client, address: str) -> None:
    read(reader.get(address))


@pytest.mark.parametrize(
    "address",
    ["/account/email/", "/account/password/change/", "/account/logout/", "/account/2fa/"],
)
def test_page_of_an_account_is_spanish(applicant: User, address: str) -> None:
    browser = browser_of(applicant, kind=SpanishReader)
    browser.post("/account/reauthenticate/", {"password": "maple kettle window seven"})

    read(browser.get(address))


def test_refused_sign_in_and_sign_up_are_spanish(reader: Client) -> None:
    assert "no son correctos" in read(
        reader.post("/account/login/", {"login": "nadie", "password": "incorrecta"})
    )
    common = {"email": "x", "password1": "password", "password2": "other"}
    assert "Hay" in read(reader.post("/account/signup/", common))


@pytest.fixture
def public_pages() -> None:
    """Write the demonstration's public pages."""
    lay_out_demo_pages()


@pytest.mark.usefixtures("public_pages")
@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", 200, "Buscar por nombre"),
        ("?name=Okafor", 200, "certificado encontrado"),
        ("?name=Nadie", 200, "No se encontró nada"),
        ("?name=O", 422, "Escriba al menos dos letras"),
        ("?name=", 422, "Escriba el principio de un apellido"),
        ("?number=0", 422, "Esto no es un número de certificado"),
    ],
)
def test_look_up_is_spanish(
    reader: Client, applicant: User, query: str, status: int, message: str
) -> None:
    make_application(applicant)

    assert message in read(reader.get(f"/look-up/{query}"), status)


def test_verify_page_is_spanish_with_spanish_dates(reader: Client, renewal: Renewal) -> None:
    text = read(reader.get(f"/verify/{renewal.credential.number}/"))

    assert in_spanish(renewal.credential.expires_on) in text
    read(reader.get("/verify/0/"), 404)
    read(reader.get("/verify/22222222/"), 404)


@pytest.mark.usefixtures("public_pages")
def test_page_in_english_is_marked_inside_a_spanish_frame(reader: Client) -> None:
    response = reader.get("/help/")
    page = SpokenPage(response.content.decode())

    assert page.language == "es"
    assert english_in(" ".join(page.said)) == set()
    assert "Escríbanos" in page.said
    assert "Leer la página original" in page.said
    assert '<a href="http://testserver/help/" hreflang="en">' in response.content.decode()
    assert any("account" in text.lower() for text in page.elsewhere)


@pytest.mark.proof
@pytest.mark.usefixtures("public_pages")
def test_every_public_page_keeps_its_frame_and_tools_spanish(reader: Client) -> None:
    addresses = [
        page.url for page in Page.objects.live().filter(depth__gt=1, locale__language_code="es")
    ]

    assert len(addresses) > 10
    for address in addresses:
        read(reader.get(address))


def test_refusals_are_spanish(reader: Client, applicant: User, settings: Settings) -> None:
    assert "No encontramos esa página" in read(reader.get("/no-such-page/"), 404)
    strict = SpanishReader(enforce_csrf_checks=True)
    assert "Este formulario ha caducado" in read(strict.post("/account/login/", {}), 403)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Record the decision"), ("es", "Registrar la decisión")]
)
def test_admin_speaks_the_language_of_the_staff_members_own_profile(
    specialist: User, applicant: User, language: str, words: str
) -> None:
    application = make_application(applicant)
    UserProfile.objects.create(user=specialist, preferred_language=language)
    browser = browser_of(specialist, HTTP_ACCEPT_LANGUAGE="en" if language == "es" else "es")

    page = browser.get(file_url(application)).content.decode()

    assert f'<html lang="{language}"' in page
    assert words in page
    assert "portal-language" not in page
