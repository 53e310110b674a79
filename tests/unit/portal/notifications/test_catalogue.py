"""Every message of the catalogue can be written, in every language, from the facts its event gives."""

from uuid import uuid4

import pytest
from django.conf import settings

from content.addresses import prefix_address
from portal.definitions.message_spec import MessageKind
from portal.notifications.catalogue import Kind, render_message, write_message
from portal.notifications.own_words import NO_WORDS, OwnWords

FACTS = {
    "reference": "U96A8F9T6W",
    "reason": "The degree isn't <yet> conferred & signed.",
    "file_name": "My <old> diploma & more.pdf",
    "received_on": "2027-03-03",
    "service": "Renew & <extend>",
    "last_day": "April 4, 2027",
    "closes_on": "2027-05-31",
    "changed_on": "2027-06-30",
    "amount": "$50.00",
    "receipt": "R96A8F9T6W",
}
WHAT_IT_IS_ABOUT = {
    Kind.CONTACT_CHANGED: "2027",
    Kind.DOCUMENT_RELEASED: FACTS["file_name"],
    Kind.DOCUMENT_SUSPECT: FACTS["file_name"],
    Kind.DRAFT_CLOSING: FACTS["service"],
    Kind.DRAFT_EXPIRING: FACTS["service"],
}
OF_NO_APPLICATION = {Kind.CONTACT_CHANGED, Kind.DOCUMENT_RELEASED, Kind.DOCUMENT_SUSPECT}
TO_OTHERS = {Kind.REFERENCE_ASKED, Kind.REFERENCE_REMINDER}
TO_VISITORS = {Kind.RESUME_LINK}
TO_OVERSEERS = {Kind.PLUGIN_PROBLEMS, Kind.RELEASE_FAILED, Kind.SSN_READ}
SIGNATURES = {"en": "State Educator Portal", "es": "Portal Estatal de Educadores"}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind not in TO_OVERSEERS | TO_OTHERS | TO_VISITORS]
)
def test_message_is_whole(kind: Kind, language: str) -> None:
    message = render_message(kind.value, language, FACTS)

    assert "\n" not in message.subject
    assert WHAT_IT_IS_ABOUT.get(kind, FACTS["reference"]) in message.subject + message.body
    assert settings.PORTAL_BASE_URL + prefix_address("/account/", language) in message.body
    assert not {"{{", "{%", "&amp;", "&#x27;"} & set(message.body.split())
    assert message.body.endswith(f"\n{SIGNATURES[language]}\n")


@pytest.mark.parametrize(
    ("language", "day"), [("en", "on March 3, 2027,"), ("es", "el 3 de marzo de 2027")]
)
def test_file_that_was_set_aside_has_its_day_in_words_and_leads_to_the_files(
    language: str, day: str
) -> None:
    body = render_message(Kind.DOCUMENT_SUSPECT, language, FACTS).body

    assert day in body
    assert f"{settings.PORTAL_BASE_URL}{prefix_address('/account/documents/', language)}\n" in body


@pytest.mark.parametrize(
    ("language", "closing", "over"),
    [
        ("en", "you can send it is May 31, 2027;", "the last day was May 31, 2027."),
        ("es", "puede enviarla es el 31 de mayo de 2027;", "último día fue el 31 de mayo de 2027."),
    ],
)
def test_last_day_to_send_stands_in_both_reminders_and_is_told_as_gone_once_it_is(
    language: str, closing: str, over: str
) -> None:
    def write(kind: Kind, **facts: str) -> str:
        return " ".join(render_message(kind, language, {**FACTS, **facts}).body.split())

    assert closing in write(Kind.DRAFT_CLOSING)
    assert closing in write(Kind.DRAFT_EXPIRING)
    assert over in write(Kind.DRAFT_EXPIRING, is_over="yes")
    assert closing not in write(Kind.DRAFT_EXPIRING, is_over="yes")


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_document_that_is_not_accepted_leads_to_its_application(language: str) -> None:
    facts = {**FACTS, "application_id": "0f0e0d0c-0000-4000-8000-000000000001"}

    body = render_message(Kind.DOCUMENT_REJECTED, language, facts).body

    address = prefix_address(f"/applications/{facts['application_id']}/", language)
    assert f"{settings.PORTAL_BASE_URL}{address}\n" in body


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_digest_of_problems_is_whole(language: str) -> None:
    facts = {"parked": "- weather: a < b", "failures": "", "overview_url": "https://x/admin/"}

    message = render_message(Kind.PLUGIN_PROBLEMS, language, facts)

    assert "- weather: a < b\n" in message.body
    assert "https://x/admin/\n" in message.body
    assert "{" not in message.body
    assert message.body.endswith(f"\n{SIGNATURES[language]}\n")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_message_about_a_failed_release_is_whole(language: str) -> None:
    facts = {
        "release": "A < B",
        "place": "Page “X”",
        "reason": "a < b",
        "release_url": "https://x/",
    }

    message = render_message(Kind.RELEASE_FAILED, language, facts)

    assert "A < B" in message.subject
    assert "\nPage “X”\na < b\n" in message.body
    assert "https://x/\n" in message.body
    assert message.body.endswith(f"\n{SIGNATURES[language]}\n")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_message_about_a_reading_of_a_number_is_whole(language: str) -> None:
    facts = {
        "reader": "A < B",
        "ein": "1234567",
        "ssn_outcome": "shown",
        "ssn_reason": "test_scores",
        "readings_url": "https://x/",
    }

    message = render_message(Kind.SSN_READ, language, facts)

    assert "1234567" in message.subject
    assert "A < B" in message.body
    assert "https://x/\n" in message.body
    assert "{" not in message.body
    assert message.body.endswith(f"\n{SIGNATURES[language]}\n")


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", sorted(TO_OTHERS))
def test_message_to_somebody_who_was_named_is_whole(kind: Kind, language: str) -> None:
    facts = {
        "request_id": "0f0e0d0c-0000-4000-8000-000000000001",
        "name": "A <b>",
        "applicant": "C & D",
        "service": "Renew",
        "expires_on": "2027-05-31",
    }

    message = render_message(kind, language, facts)

    assert "C & D" in message.subject
    assert "A <b>" in message.body
    assert "2027" in message.body
    assert f"{settings.PORTAL_BASE_URL}/" in message.body
    assert message.body.endswith(f"\n{SIGNATURES[language]}\n")


def test_submitted_says_what_happens_next_and_how_long_the_service_says_it_takes() -> None:
    words = OwnWords(confirmation="A review takes <four> weeks.")

    body = write_message(Kind.APPLICATION_SUBMITTED, "en", FACTS, words).body

    assert "in the order in which they arrive" in body
    assert "\n- A review takes <four> weeks.\n" in body
    assert "weeks" not in write_message(Kind.APPLICATION_SUBMITTED, "en", FACTS, NO_WORDS).body


def test_denied_gives_the_reason_as_written_and_the_right_to_a_review() -> None:
    body = render_message(Kind.APPLICATION_DENIED, "en", FACTS).body

    assert FACTS["reason"] in body
    assert "ask for this decision to be reviewed" in body


def test_a_wizard_can_say_something_in_messages_of_the_catalogue_alone() -> None:
    assert {kind.value for kind in MessageKind} == {
        kind.value for kind in Kind if kind not in TO_OVERSEERS | TO_VISITORS | OF_NO_APPLICATION
    }


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="application_lost"):
        render_message("application_lost", "en", FACTS)


def test_a_line_break_in_a_fact_cannot_add_a_header() -> None:
    message = render_message(
        Kind.APPLICATION_SUBMITTED, "en", {"reference": "X\nBcc: everybody@example.org"}
    )

    assert "\n" not in message.subject


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(
    "kind",
    [
        *(Kind.APPLICATION_SUBMITTED, Kind.APPLICATION_APPROVED, Kind.APPLICATION_DENIED),
        *(Kind.DRAFT_CLOSING, Kind.DRAFT_EXPIRING),
    ],
)
def test_message_to_somebody_without_an_account_leads_to_none(kind: Kind, language: str) -> None:
    body = render_message(kind.value, language, {**FACTS, "is_visit": "yes"}).body

    assert prefix_address("/account/", language) not in body
    is_of_draft = kind in {Kind.DRAFT_CLOSING, Kind.DRAFT_EXPIRING}
    assert (prefix_address("/come-back/", language) in body) == is_of_draft
    assert (FACTS["reason"] in body) == (
        kind in {Kind.APPLICATION_APPROVED, Kind.APPLICATION_DENIED}
    )
    assert body.endswith(f"\n{SIGNATURES[language]}\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day"), [("en", "until July 1, 2027"), ("es", "hasta el 1 de julio de 2027")]
)
def test_link_that_is_over_when_the_message_leaves_leads_to_where_another_is_mailed(
    language: str, day: str
) -> None:
    facts = {"service": "A < B", "link_id": str(uuid4()), "expires_on": "2027-07-01"}

    message = render_message(Kind.RESUME_LINK.value, language, facts)

    assert "A < B" in message.subject
    assert day in message.body
    address = prefix_address("/come-back/", language)
    assert f"{settings.PORTAL_BASE_URL}{address}\n" in message.body
