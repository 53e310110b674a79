"""The pages of finance: reports handed in and recorded, what differs, a year, the ledger as a file, vouchers."""

import csv
import io
import re
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.accounts.roles import Role
from portal.payments.refunding import decide_refund, finish_refunds, request_refund
from portal.records.jobs.running import load_jobs, run_next_job
from portal.records.ledger.remittances import BY_MAIL
from portal.records.models import Job, Payment, Refund, SettlementFile, SettlementLine
from portal.users.models import User
from tests.factories.accounts import make_account, make_educator
from tests.factories.applications import make_application
from tests.factories.paying import pay
from tests.factories.settlements import CARD, charge_line, write_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEW, EXPORT = "/admin/settlements/new/", "/admin/jobs/export/"


@pytest.fixture
def clerk() -> Client:
    """Return the fiscal clerk's browser."""
    client = Client()
    client.force_login(make_account(Role.FISCAL_CLERK))
    return client


@pytest.fixture
def payment(db: None) -> Payment:
    """Return fifty dollars that came in by card."""
    pay(make_application(make_educator(username="payer")), 5_000, method=CARD)
    return Payment.objects.get()


def upload(clerk: Client, content: bytes) -> object:
    """Hand a report in."""
    file = SimpleUploadedFile("=march.csv", content)
    return clerk.post(NEW, {"provider": CARD, "file": file}, follow=True)


def test_report_is_handed_in_recorded_and_changes_nothing_twice(
    clerk: Client, payment: Payment
) -> None:
    content = write_report([charge_line(payment), charge_line(payment) | {"gross": "x"}])

    seen = upload(clerk, content).content.decode()  # type: ignore[attr-defined]
    first = SettlementFile.objects.get()
    clerk.post(f"/admin/settlements/{first.public_id}/record/")
    late = clerk.post(f"/admin/settlements/{first.public_id}/discard/", follow=True)
    again = upload(clerk, content).content.decode()  # type: ignore[attr-defined]
    second = SettlementFile.objects.first()
    assert second is not None
    clerk.post(f"/admin/settlements/{second.public_id}/discard/")

    assert "An amount looks like 50.00" in seen
    assert "Record it without the lines with errors" in seen
    assert "There is nothing new to record." in again
    assert "Somebody was faster" in late.content.decode()
    assert SettlementLine.objects.get().payment == payment
    assert sorted(SettlementFile.objects.values_list("state", flat=True)) == [
        "discarded",
        "recorded",
    ]


def test_lines_with_errors_are_a_file_that_is_handed_in_mended(
    clerk: Client, payment: Payment
) -> None:
    wrong = charge_line(payment) | {"gross": "x", "currency": "eur"}
    upload(clerk, write_report([charge_line(payment) | {"balance_transaction_id": "txn"}, wrong]))
    first = SettlementFile.objects.get()

    page = clerk.get(f"/admin/settlements/{first.public_id}/").content.decode()
    answer = clerk.get(f"/admin/settlements/{first.public_id}/errors.csv")
    text = b"".join(answer).decode("utf-8-sig")
    upload(clerk, text.replace("eur", "usd").replace(",x,", ",50.00,").encode())

    assert f'href="/admin/settlements/{first.public_id}/errors.csv"' in page
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["line"], row["gross"], row["payment_intent_id"]) == ("3", "x", payment.handle)
    assert row["errors"] == (
        "currency: Only US dollars are taken. gross: An amount looks like 50.00 or -50.00."
    )
    mended = SettlementFile.objects.first()
    assert mended is not None
    assert mended.counts["new"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"a,b\n1,2\n", "The first line must name the columns"),
        (b"\xff\xfe", "not written in UTF-8"),
    ],
)
def test_file_that_is_no_report_is_refused_at_its_field(
    clerk: Client, content: bytes, words: str
) -> None:
    answer = clerk.post(NEW, {"provider": CARD, "file": SimpleUploadedFile("r.csv", content)})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()
    assert not SettlementFile.objects.exists()


def test_overview_names_the_five_kinds_that_a_comparison_finds(
    clerk: Client, payment: Payment
) -> None:
    nothing = clerk.get("/admin/payments/").content.decode()
    page = clerk.post("/admin/payments/reconcile/", follow=True).content.decode()

    assert "Nothing was compared yet." in nothing
    for words in (
        "Paid, and nobody had told us: put right",
        "Begun, and open for too long: among the exceptions",
        "Paid twice or too much: among the exceptions",
        "Paid, and said to owe: put right",
        "At the provider, unknown to us: among the exceptions",
    ):
        assert f"<dt>{words}</dt><dd>0</dd>" in page


def test_differences_lead_to_their_place(clerk: Client, payment: Payment) -> None:
    page = clerk.get("/admin/payments/differences/").content.decode()

    assert "Paid too much, and not given back (1)" in page
    assert f'href="/admin/payments/{payment.public_id}/"' in page


def test_year_is_drawn_and_said_and_a_wrong_one_refused(clerk: Client, payment: Payment) -> None:
    page = clerk.get("/admin/payments/months/").content.decode()
    empty = clerk.get("/admin/payments/months/", {"year": "2001"}).content.decode()
    wrong = clerk.get("/admin/payments/months/", {"year": "x"})

    assert page.count("<rect") == 24
    assert "<title>$50.00</title>" in page
    assert "<td>$50.00</td>" in page
    assert "Credit card" in page
    assert "Nothing came in, and nothing left." in empty
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def export(clerk: Client, **wanted: str) -> list[dict[str, str]]:
    """Return the rows of a CSV that a job made."""
    clerk.post(EXPORT, {"format": "csv", **wanted})
    load_jobs()
    run_next_job(at=timezone.now())
    job = Job.objects.first()
    assert job is not None
    assert (job.state, job.failure) == ("done", "")
    answer = clerk.get(f"/admin/jobs/{job.public_id}/file/")
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_ledger_of_some_days_is_a_file_without_formulas(clerk: Client, payment: Payment) -> None:
    Payment.objects.update(provider_reference="=1+1")
    today = timezone.localdate().isoformat()

    page = clerk.get("/admin/payments/ledger/", {"first": today, "last": today}).content.decode()
    rows = export(clerk, export="ledger", first=today, last=today)
    none = export(clerk, export="ledger", first="2001-01-01", last="2001-01-31")
    wrong = clerk.get("/admin/payments/ledger/", {"first": today, "last": "2001-01-01"})

    assert re.findall('name="(first|last)" value="([^"]+)"', page)[-2:] == [
        ("first", today),
        ("last", today),
    ]
    assert [(row["Amount"], row["Provider's reference"]) for row in rows] == [("50.00", "'=1+1")]
    assert none == []
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert export(clerk, export="ledger.months", year=today[:4])[-1]["Month"] == f"{today[:4]}-12"


@pytest.fixture
def approved(supervisor: User) -> Refund:
    """Return a refund of twenty dollars that came by mail; it was approved."""
    pay(make_application(make_educator(username="payer")), 5_000, method=BY_MAIL)
    at, asker = timezone.now(), make_account(Role.FISCAL_CLERK)
    refund = request_refund(
        payment_id=Payment.objects.get().pk, cents=2_000, reason="twice", by_id=asker.pk, at=at
    )
    return decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=at)


def test_voucher_is_listed_exported_and_recorded_as_sent(approved: Refund) -> None:
    clerk = Client()
    clerk.force_login(approved.requested_by)
    today = timezone.localdate().isoformat()
    send = f"/admin/payments/vouchers/{approved.pk}/send/"
    prefix = f"refund-{approved.pk}"

    waits = clerk.get("/admin/payments/vouchers/").content.decode()
    rows = export(clerk, export="vouchers")
    wrong = clerk.post(send, {f"{prefix}-number": "?", f"{prefix}-posted_on": today})
    early = clerk.post(send, {f"{prefix}-number": "V-17", f"{prefix}-posted_on": "2001-01-01"})
    clerk.post(send, {f"{prefix}-number": "v-17", f"{prefix}-posted_on": today})
    again = clerk.post(send, {f"{prefix}-number": "V-18", f"{prefix}-posted_on": today})
    sent = clerk.get("/admin/payments/vouchers/").content.decode()

    approved.refresh_from_db()
    assert (finish_refunds(at=timezone.now()), approved.status) == (0, "done")
    assert "Record as sent" in waits
    assert [(row["Amount"], row["Last name"]) for row in rows] == [
        ("20.00", approved.payment.application.person.last_name)
    ]
    assert [answer.status_code for answer in (wrong, early)] == [
        HTTPStatus.UNPROCESSABLE_ENTITY
    ] * 2
    assert "3 to 39 letters" in wrong.content.decode()
    assert again.status_code == HTTPStatus.FOUND
    assert (approved.provider_reference, str(approved.posted_on)) == ("V-17", today)
    assert "V-17" in sent
    assert approved.entries.get().cents == 2_000
