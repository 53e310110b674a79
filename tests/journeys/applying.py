"""How a person walks through the renewal: signs in, answers each step, submits. Checks are the tests' own."""

from portal.records.applications.models import Application
from tests.factories.accounts import PASSWORD
from tests.journeys.windows import Window

START = "/services/certification.renew_professional/start/"
CONTACT = {
    "email": "maren@example.org",
    "phone": "860-555-0123",
    "address_line": "12 Elm Street",
    "address_town": "Hartford",
    "address_state": "CT",
    "address_zip": "06115",
}
QUESTIONS = ("convicted", "charges_pending", "disciplined")


def press(window: Window, text: str) -> None:
    """Press a button of the page's main part."""
    main = window.page.get_by_role("main")
    window.click(main.get_by_role("button", name=text, exact=True))


def follow(window: Window, text: str) -> None:
    """Follow a link of the page's main part."""
    window.click(window.page.get_by_role("main").get_by_role("link", name=text).first)


def sign_in(window: Window, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page that is open."""
    window.page.fill("[name=login]", name)
    window.page.fill("[name=password]", password)
    press(window, "Sign in")


def start(window: Window) -> None:
    """Make the draft of somebody signed in and open its first step."""
    window.go(START)
    window.click(window.page.locator("main form button"))
    window.click(window.page.locator("main a.usa-button"))


def choose_certificate(window: Window, number: str) -> None:
    """Choose the certificate of a number."""
    window.page.locator(f'[value="{number}"] + label').click()
    save(window)


def fill_contact(window: Window, **changes: str) -> None:
    """Type the contact details."""
    for name, value in (CONTACT | changes).items():
        window.page.fill(f"[name=contact-{name}]", value)


def answer_questions(window: Window, **answers: str) -> None:
    """Answer no to every question but those named."""
    for question in QUESTIONS:
        answer = answers.get(question, "no")
        window.page.locator(f"[name=disclosures-{question}][value={answer}] + label").click()


def acknowledge(window: Window) -> None:
    """Accept the statement."""
    window.page.locator("[name=acknowledgment-accepted] + label").click()
    save(window)


def save(window: Window) -> None:
    """Save the step: the first button of its form, in any language."""
    window.click(window.page.locator("main form .portal-actions .usa-button").first)


def complete(window: Window, number: str) -> None:
    """Answer every step from the first to the read-back."""
    choose_certificate(window, number)
    fill_contact(window)
    save(window)
    answer_questions(window)
    save(window)
    acknowledge(window)


def submit(window: Window) -> Application:
    """Submit from the read-back, and return what was submitted."""
    window.click(window.page.locator("main form .usa-button--big"))
    public_id = window.path.strip("/").rpartition("/")[2]
    return Application.objects.get(public_id=public_id)
