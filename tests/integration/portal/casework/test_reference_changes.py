"""The screens on which reference rows are changed: proposing, answering, and what each tells."""

import pytest
from django.test import Client

from portal.records.reference.models import ReferenceChange
from portal.users.models import User
from tests.factories import records as make
from tests.factories.changes import CODE, line, propose, spans
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
TERMS, CHANGES = "/admin/records/endorsementterms/", "/admin/records/referencechange/"


@pytest.fixture
def row_key() -> int:
    """Return the key of the row that is known of the endorsement."""
    return make.make_endorsement(CODE).terms.get().pk


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """Return the browser of who approves."""
    return browser_of(supervisor)


def posted(**facts: str) -> dict[str, str]:
    """Return a form that proposes a change of the row."""
    return {
        **{name: text for name, text in line().items() if name != "code"},
        "reason": "Law",
        **facts,
    }


def page_of(change: ReferenceChange) -> str:
    """Return the address of a proposal."""
    return f"{CHANGES}inspect/{change.pk}/"


def test_form_begins_with_what_is_known(staff: Client, row_key: int) -> None:
    response = staff.get(f"{TERMS}edit/{row_key}/")

    content = response.content.decode()
    assert 'name="grade_span" value="PK-6"' in content
    assert 'value="2000-01-01"' in content
    assert "What is known now" in content


def test_proposal_is_stored_and_shown_beside_what_is_known(staff: Client, row_key: int) -> None:
    response = staff.post(f"{TERMS}edit/{row_key}/", posted(), follow=True)

    change = ReferenceChange.objects.get()
    assert response.redirect_chain == [(page_of(change), 302)]
    content = response.content.decode()
    assert "<mark>PK-8</mark>" in content
    assert "from July 1, 2027" in content
    assert "Take it back" in content
    assert [span for span, _start, _end in spans()] == ["PK-6"]


def test_new_row_asks_what_it_is_about(staff: Client) -> None:
    staff.post(f"{TERMS}create/", {**line(code="399", title="Play"), "reason": "New subject"})

    assert ReferenceChange.objects.get().key == "399"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"valid_from": ""}, "This field is required."),
        ({"valid_from": "31/31/2027"}, "Enter a valid date."),
        ({"valid_to": "2020-01-01"}, "This day has to come after"),
        ({"title": ""}, "This field is required."),
        ({"grade_span": "x" * 61}, "at most 60 characters"),
        ({"confidence": "certain"}, "Select a valid choice"),
        ({"reason": " "}, "This field is required."),
        ({"source": "x" * 301}, "at most 300 characters"),
        ({"title": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_bad_form_says_so_and_keeps_what_was_typed(
    staff: Client, row_key: int, facts: dict[str, str], said: str
) -> None:
    typed = posted(**{"source": "Public Act 27-1, section 4", **facts})

    response = staff.post(f"{TERMS}edit/{row_key}/", typed)

    content = response.content.decode()
    assert response.status_code == 422
    assert said in content
    assert not ReferenceChange.objects.exists()
    if "source" not in facts:
        assert "Public Act 27-1, section 4" in content


def test_what_is_known_already_is_not_proposed(staff: Client, row_key: int) -> None:
    same = posted(valid_from="2000-01-01", grade_span="PK-6", source="x")
    first = staff.post(f"{TERMS}edit/{row_key}/", same)
    assert first.status_code == 302

    known = make.make_endorsement("398", source="Act").terms.get()
    response = staff.post(
        f"{TERMS}edit/{known.pk}/", posted(valid_from="2000-01-01", grade_span="PK-6", source="Act")
    )

    assert response.status_code == 422
    assert b"The records say this already." in response.content


def test_replaced_row_has_no_form(staff: Client, supervisor: User, specialist: User) -> None:
    key = make.make_endorsement("397", superseded_at=make.AT).terms.get().pk

    assert staff.get(f"{TERMS}edit/{key}/").status_code == 404
    assert staff.get(f"{TERMS}inspect/{key}/").status_code == 200


def test_approval_changes_the_row(overseer: Client, specialist: User, row_key: int) -> None:
    change = propose(specialist)

    response = overseer.post(page_of(change), {"act": "approved"}, follow=True)

    assert "It is what the portal knows from now on." in response.content.decode()
    assert [span for span, _start, _end in spans()] == ["PK-6", "PK-8"]
    history = overseer.get(f"{TERMS}inspect/{row_key}/").content.decode()
    assert "What was known before" in history
    assert "known from" in history


def test_refusal_without_reason_says_so(overseer: Client, specialist: User, row_key: int) -> None:
    change = propose(specialist)

    response = overseer.post(page_of(change), {"act": "refused", "answer": ""})

    assert response.status_code == 422
    assert b"Say why the change is refused." in response.content
    change.refresh_from_db()
    assert change.state == "proposed"


def test_own_proposal_cannot_be_approved_by_its_own_form(
    overseer: Client, supervisor: User, row_key: int
) -> None:
    change = propose(supervisor)

    page = overseer.get(page_of(change)).content.decode()
    response = overseer.post(page_of(change), {"act": "approved"})

    assert 'value="approved"' not in page
    assert response.status_code == 422
    assert len(spans()) == 1


def test_who_may_only_propose_is_told_why_there_is_no_form(
    staff: Client, supervisor: User, row_key: int
) -> None:
    change = propose(supervisor)

    page = staff.get(page_of(change)).content.decode()
    response = staff.post(page_of(change), {"act": "approved"})

    assert "is not among your tasks" in page
    assert response.status_code == 403
    assert len(spans()) == 1


def test_second_answer_is_a_conflict(overseer: Client, specialist: User, row_key: int) -> None:
    change = propose(specialist)
    overseer.post(page_of(change), {"act": "approved"})

    response = overseer.post(page_of(change), {"act": "refused", "answer": "No"})

    assert response.status_code == 409
    assert b"decided in the meantime" in response.content


def test_outdated_proposal_warns_before_and_refuses_after(
    overseer: Client, specialist: User, row_key: int
) -> None:
    late = propose(specialist)
    overseer.post(page_of(propose(specialist, grade_span="PK-5")), {"act": "approved"})

    page = overseer.get(page_of(late)).content.decode()
    response = overseer.post(page_of(late), {"act": "approved"})

    assert "has itself changed since it was proposed" in page
    assert response.status_code == 409


def test_home_page_tells_who_may_approve_what_waits(
    overseer: Client, staff: Client, specialist: User, row_key: int
) -> None:
    change = propose(specialist)

    assert page_of(change) in overseer.get("/admin/").content.decode()
    assert page_of(change) not in staff.get("/admin/").content.decode()


def test_lists_have_spanish_headings(staff: Client, specialist: User, row_key: int) -> None:
    propose(specialist)
    staff.cookies["language"] = "es"

    content = staff.get(CHANGES, headers={"accept-language": "es"}).content.decode().lower()

    assert "propuesto por" in content


def test_row_page_reads_its_rows_in_few_statements(
    staff: Client, row_key: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    staff.get(f"{TERMS}inspect/{row_key}/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        staff.get(f"{TERMS}inspect/{row_key}/")
