"""A Social Security number in a run: kept at once, refused with reasons, masked wherever it is read back."""

import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.retention.drafts import lock_draft, remove_draft
from portal.records.models import PersonSSN
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.asking import DASHED, MASKED, NUMBER, OTHER_NUMBER, Asked, ask
from tests.factories.records import AT

pytestmark = pytest.mark.django_db

REFUSED = {
    "078-05-112": "Enter nine digits",
    "000-05-1120": "begins with 000, 666 or a 9",
    "666-05-1120": "begins with 000, 666 or a 9",
    "912051120": "begins with 000, 666 or a 9",
    "078-00-1120": "are never 00",
    "078050000": "are never 0000",
}


@pytest.fixture
def asked(applicant: User) -> Asked:
    """Return the applicant's fresh draft."""
    return ask(applicant)


def test_step_stores_a_reference_and_the_pages_show_the_masked_number(asked: Asked) -> None:
    assert asked.post().status_code == 302

    assert asked.answers == {"number": asked.kept[0], "town": "Avon"}
    page = asked.client.get(asked.url("who")).content.decode()
    assert MASKED in page
    assert asked.kept[0] in page
    assert not {NUMBER, DASHED} & {part for part in (NUMBER, DASHED) if part in page}
    asked.send()
    assert MASKED in asked.client.get(asked.url()).content.decode()


@pytest.mark.parametrize("typed", REFUSED)
def test_impossible_number_is_refused_beside_its_box_and_not_shown_again(
    asked: Asked, typed: str
) -> None:
    response = asked.post(typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert REFUSED[typed] in page
    assert f'value="{typed}"' not in page
    assert asked.kept == []


def test_error_elsewhere_on_the_step_does_not_lose_the_number(asked: Asked) -> None:
    page = asked.post(**{"who-town": ""}).content.decode()

    assert MASKED in page
    assert asked.answers == {}
    saved = asked.post("", **{"who-number": asked.kept[0]})
    assert saved.status_code == 302
    assert asked.answers["number"] == asked.kept[0]


def test_number_left_by_going_back_is_kept(asked: Asked) -> None:
    asked.post(wizard_goto_step="")

    assert MASKED in asked.client.get(asked.url("who")).content.decode()
    row = asked.application.step_answers.get(step="who")
    assert row.unfinished == {"number": asked.kept, "town": ["Avon"]}


def test_another_number_takes_the_place_of_the_first(asked: Asked) -> None:
    asked.post()
    first = asked.kept[0]
    asked.post(OTHER_NUMBER)
    asked.post(OTHER_NUMBER)

    assert asked.kept != [first]
    assert asked.answers["number"] == asked.kept[0]
    assert len(asked.kept) == 1


def test_reference_of_somebody_else_is_refused(asked: Asked, other_applicant: User) -> None:
    other = ask(other_applicant)
    other.post()

    response = asked.post("", **{"who-number": other.kept[0]})

    assert "Enter the number again" in response.content.decode()
    assert asked.answers == {}


def test_second_tab_sees_both_numbers_masked(asked: Asked) -> None:
    asked.post()
    response = asked.post(OTHER_NUMBER, version=0)

    page = response.content.decode()
    assert response.status_code == 409
    assert MASKED in page
    assert "***-**-1120" in page
    chosen = asked.post("", **{"who-number": asked.kept[-1]})
    assert chosen.status_code == 302
    assert asked.answers["number"] == asked.kept[-1]


def test_autosave_keeps_the_rest_and_no_number(asked: Asked) -> None:
    typed = {"who-number-typed_ssn": DASHED, "who-town": "Avon"}
    asked.client.post(f"{asked.url('who')}autosave/", typed)

    row = asked.application.step_answers.get(step="who")
    assert row.unfinished == {"town": ["Avon"]}


def test_session_that_ended_keeps_the_rest_and_no_number(asked: Asked) -> None:
    asked.client = Client()
    asked.post()

    kept = dict(asked.client.session)
    assert kept["interrupted_step"]["typed"] == {"town": ["Avon"]}
    assert NUMBER not in str(kept)
    assert DASHED not in str(kept)


def test_submission_attests_the_reference_and_destroys_what_was_not_handed_in(
    asked: Asked,
) -> None:
    asked.post()
    PersonSSN.objects.create(
        person_id=asked.application.person_id,
        application=asked.application,
        question="gone",
        sealed="k:x",
        blind_index="k:x",
        kept_at=AT,
    )

    sent = asked.send()

    assert sent.snapshot["answers"]["who"]["number"] == asked.kept[0]
    assert len(asked.kept) == 1


def test_approval_puts_the_number_on_record_and_a_denial_does_not(
    asked: Asked, other_applicant: User, specialist: User
) -> None:
    for mine, outcome in ((asked, "approved"), (ask(other_applicant), "denied")):
        mine.post()
        sent = mine.send()
        decide_application(
            application_id=sent.pk,
            outcome=outcome,
            reason="It is so.",
            decided_by_id=specialist.pk,
            at=AT,
        )

    on_record = PersonSSN.objects.exclude(recorded_at=None)
    assert [str(row.reference) for row in on_record] == asked.kept


def test_draft_that_is_removed_takes_its_number_along(asked: Asked) -> None:
    asked.post()

    held = lock_draft(asked.application.pk)
    assert held is not None
    remove_draft(held, rule="drafts", actor_id=None, at=AT)

    assert PersonSSN.objects.count() == 0


def test_number_sent_for_a_draft_that_was_submitted_is_not_kept(asked: Asked) -> None:
    asked.post()
    asked.send()
    make_account(Role.SPECIALIST)

    response = asked.post(OTHER_NUMBER)

    assert response.status_code == 302
    assert len(asked.kept) == 1
