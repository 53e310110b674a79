"""Two languages at two addresses, as people meet them: the switch, and a Spanish reader's renewal."""

import pytest

from portal.records.credentials.models import Credential
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.journeys import applying
from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def held(applicant: User) -> Credential:
    """Return a certificate that can be renewed."""
    return make_credential(applicant.person)


def press_language(window: Window, name: str) -> None:
    """Press the button of a language."""
    window.click(window.page.get_by_role("button", name=name, exact=True))


@pytest.mark.long
def test_switch_keeps_the_page_and_the_result_of_a_look_up(desktop: Window) -> None:
    desktop.go("/coaches/")
    press_language(desktop, "Español")
    assert (desktop.path, desktop.heading()) == ("/es/entrenadores/", "Entrenadores")
    desktop.see("translated")
    press_language(desktop, "English")
    assert desktop.path == "/coaches/"

    desktop.go("/look-up/?name=Nobodyofthatname")
    press_language(desktop, "Español")
    assert desktop.page.url.endswith("/es/look-up/?name=Nobodyofthatname")
    assert "No se encontró nada" in desktop.text()


@pytest.mark.long
def test_page_that_is_not_translated_says_so_on_a_small_screen(desktop: Window) -> None:
    desktop.page.set_viewport_size(NARROW)
    desktop.go("/es/help/")
    desktop.see("not-translated")
    assert "Esta página aún no está traducida" in desktop.text()
    desktop.click(desktop.page.get_by_role("link", name="Leer la página original"))
    assert desktop.path == "/help/"


@pytest.mark.long
def test_missing_page_shows_ways_on_in_both_languages(desktop: Window) -> None:
    for prefix in ("", "/es"):
        desktop.go(f"{prefix}/no/such/page/")
        desktop.see(f"missing{prefix.strip('/')}")


@pytest.mark.long
def test_switch_in_the_middle_of_an_application_keeps_what_was_saved_as_typed(
    desktop: Window, applicant: User, held: Credential
) -> None:
    desktop.enter(applicant)
    applying.start(desktop)
    applying.choose_certificate(desktop, held.number)
    step = desktop.path
    with desktop.page.expect_response("**/autosave/"):
        desktop.page.fill("[name=contact-address_town]", "Mystic")
    press_language(desktop, "Español")

    assert desktop.path == f"/es{step}"
    assert desktop.page.input_value("[name=contact-address_town]") == "Mystic"


@pytest.mark.proof
def test_spanish_reader_comes_from_the_home_page_to_a_submitted_renewal(
    spanish: Window, applicant: User, held: Credential
) -> None:
    spanish.enter(applicant)
    spanish.go("/")
    spanish.see("home")
    spanish.click(spanish.page.get_by_role("link", name="Renovar un certificado Profesional"))
    assert spanish.path == "/es/certified-educators/renovar-profesional/"
    spanish.see("service")
    spanish.click(spanish.page.locator("main a.usa-button--big"))
    spanish.click(spanish.page.locator("main form button"))
    spanish.click(spanish.page.locator("main a.usa-button"))
    applying.choose_certificate(spanish, held.number)
    applying.fill_contact(spanish)
    applying.save(spanish)
    applying.answer_questions(spanish)
    applying.save(spanish)
    applying.acknowledge(spanish)

    assert applying.submit(spanish).submitted_at is not None
    assert spanish.path.startswith("/es/applications/")
    assert "Solicitud" in spanish.heading() or "solicitud" in spanish.text()
