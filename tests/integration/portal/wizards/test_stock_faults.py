"""The faults of stock formtools that were reproduced, each closed here and shown on the stock view.

The stock wizard below is the control: the same act on it must do the harm that ours prevents.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from formtools.wizard.views import NamedUrlSessionWizardView

from portal.records.applications.models import StepAnswers
from tests.integration.portal.wizards.conftest import Renewal

STOCK = "tests.integration.portal.wizards.test_stock_faults"


class First(forms.Form):
    """The first step of the stock wizard."""

    ssn = forms.CharField()


class Last(forms.Form):
    """The last step of the stock wizard."""

    note = forms.CharField(required=False)


class StockWizard(NamedUrlSessionWizardView):
    """formtools as its documentation has it."""

    done_calls: list[Any] = []

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """Count the calls; the database is down, so the person is asked to try again."""
        self.done_calls.append(form_list)
        return HttpResponse("try again later", status=409)

    def render(self, form: Any = None, **kwargs: Any) -> HttpResponse:
        """Answer with the step's name alone."""
        return HttpResponse(f"step {self.steps.current}")


def data_of(request: HttpRequest) -> HttpResponse:
    """Show what the session holds."""
    return HttpResponse(str(dict(request.session.items())))


urlpatterns = [
    path(
        "stock/<str:step>/",
        StockWizard.as_view(
            [("first", First), ("last", Last)], url_name="stock", done_step_name="done"
        ),
        name="stock",
    ),
    path("session/", data_of),
]


@pytest.fixture
def stock(db: None) -> Iterator[Client]:
    """Return a browser on the stock wizard."""
    StockWizard.done_calls = []
    with override_settings(ROOT_URLCONF=STOCK, DEBUG_PROPAGATE_EXCEPTIONS=True):
        yield Client()


def post_stock(
    browser: Client, step: str, current: str | None = None, **values: str
) -> HttpResponse:
    """Post a step of the stock wizard."""
    data = {f"{step}-{name}": value for name, value in values.items()}
    return browser.post(f"/stock/{step}/", {"stock_wizard-current_step": current or step, **data})


def test_get_never_submits(renewal: Renewal) -> None:
    renewal.complete()

    for step in ("review", "submitted", "done"):
        renewal.get(step)

    assert renewal.stored().submitted_at is None


def test_get_submits_on_the_stock_view(stock: Client) -> None:
    post_stock(stock, "first", ssn="1")
    post_stock(stock, "last")

    stock.get("/stock/done/")
    assert len(StockWizard.done_calls) == 1


def test_last_step_does_not_open_with_nothing_answered(renewal: Renewal) -> None:
    assert renewal.get("acknowledgment").status_code == 302
    assert renewal.get("review").status_code == 302


def test_last_step_opens_with_nothing_answered_on_the_stock_view(stock: Client) -> None:
    assert stock.get("/stock/last/").content == b"step last"


def test_tampered_current_step_is_a_plain_page(renewal: Renewal) -> None:
    data = renewal.data("certificate") | {"step_view-current_step": "nothing"}

    assert renewal.client.post(renewal.url("certificate"), data).status_code == 400


def test_tampered_current_step_crashes_the_stock_view(stock: Client) -> None:
    stock.get("/stock/last/")

    with pytest.raises(KeyError):
        post_stock(stock, "first", current="nothing", ssn="1")


def test_error_while_submitting_keeps_every_answer(
    renewal: Renewal, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewal.complete()
    renewal.client.raise_request_exception = False

    with monkeypatch.context() as broken:
        broken.setattr("portal.lifecycle.submission.record_event", _fail)
        refused = renewal.submit()
    renewal.submit()

    assert refused.status_code == 500
    assert StepAnswers.objects.filter(application=renewal.application).count() == 4
    assert renewal.stored().stage == "submitted"


def test_draft_survives_a_submit_that_failed(
    renewal: Renewal, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewal.complete()
    renewal.client.raise_request_exception = False
    monkeypatch.setattr("portal.lifecycle.submission.record_event", _fail)

    renewal.submit()

    assert renewal.stored().submitted_at is None
    assert not renewal.credential.events.filter(kind="filed").exists()


def test_error_while_submitting_wipes_the_answers_on_the_stock_view(stock: Client) -> None:
    post_stock(stock, "first", ssn="1")
    post_stock(stock, "last")
    refused = stock.get("/stock/done/")

    post_stock(stock, "last")
    assert refused.status_code == 409
    assert stock.get("/stock/done/")["Location"] == "/stock/first/"


def test_two_applications_share_one_store_on_the_stock_view(stock: Client) -> None:
    post_stock(stock, "first", ssn="of application one")
    post_stock(stock, "first", ssn="of application two")

    assert b"of application one" not in stock.get("/session/").content


def test_raw_post_never_reaches_the_session(renewal: Renewal) -> None:
    renewal.complete("certificate")
    renewal.post("contact", last_name="Canary")

    assert "Canary" not in str(dict(renewal.client.session.items()))


def test_raw_post_stands_in_the_session_of_the_stock_view(stock: Client) -> None:
    post_stock(stock, "first", ssn="078-05-1120")

    assert b"078-05-1120" in stock.get("/session/").content


def test_typed_text_survives_back(renewal: Renewal) -> None:
    renewal.complete("certificate")
    typed = renewal.data("contact", address_town="Canary") | {"wizard_goto_step": "certificate"}
    renewal.client.post(renewal.url("contact"), typed)

    assert "Canary" in renewal.get("contact").content.decode()


def test_typed_text_is_lost_on_back_on_the_stock_view(stock: Client) -> None:
    post_stock(stock, "first", ssn="1")
    stock.post(
        "/stock/last/",
        {"stock_wizard-current_step": "last", "last-note": "Canary", "wizard_goto_step": "first"},
    )

    assert b"Canary" not in stock.get("/session/").content


def _fail(**_kwargs: Any) -> None:
    raise RuntimeError("the database went away")
