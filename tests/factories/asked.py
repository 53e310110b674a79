"""An application that asked an employer to confirm, and the links that went out."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from portal.definitions.publishing import sync_wizards
from portal.lifecycle.drafts import start_draft
from portal.lifecycle.request_links import make_token
from portal.records.models import Application, ThirdPartyRequest
from portal.users.models import User
from portal_plugins.demo.vouching import VOUCHING

ANSWERS = {"asked-works_here": "yes", "asked-remarks": "Since the spring."}


def employ(account: User, *, email: str = "odalys@example.org") -> tuple[Client, Application]:
    """Return the browser of an applicant, and the application that they sent and in which they named an employer."""
    at = timezone.now()
    sync_wizards(offered=[("demo", "1.0", VOUCHING)], at=at)
    draft = start_draft(
        person_id=account.person.pk, service_key=VOUCHING.key, credential_number=None, at=at
    )
    browser = Client()
    browser.force_login(account)
    where = f"/applications/{draft.public_id}"
    form = {
        "step_view-current_step": "employer",
        "step_version": "0",
        "employer-employer_name": "Odalys Brandt",
        "employer-employer_email": email,
        "employer-employer_school": "Ashford",
    }
    browser.post(f"{where}/employer/", form)
    browser.post(f"{where}/review/", {"step_view-current_step": "review"})
    draft.refresh_from_db()
    return browser, draft


def link_of(request: ThirdPartyRequest, sends: int = 0) -> str:
    """Return the link that was sent, the last one unless told."""
    token = make_token(str(request.public_id), sends or request.sends)
    return f"/asked/{token}/"


def answer(request: ThirdPartyRequest, **answers: Any) -> HttpResponse:
    """Answer as the person who was asked, in a browser of their own."""
    return Client().post(link_of(request), ANSWERS | answers)


def links_in(text: str) -> list[str]:
    """Return the links of requests in a message."""
    return re.findall(r"https?://[^\s]*(/asked/[\w-]+/)", text)


def later(**time: float) -> datetime:
    """Return a moment from now on."""
    return timezone.now() + timedelta(**time)
