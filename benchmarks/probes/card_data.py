"""Pays by card in every way, then searches database, log, pages, scripts and headers for what is a card's."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.contrib.auth.models import Group  # noqa: E402
from django.contrib.staticfiles import finders  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.shortcuts import render as plain_render  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.card_marks import (  # noqa: E402
    PLANTED_PAGE,
    SPECIMEN,
    find_numbers,
    foreign_sources,
    read_page,
)
from benchmarks.fake_stripe.objects import CardRefusedError  # noqa: E402
from benchmarks.fake_stripe.server import FakeStripe  # noqa: E402
from benchmarks.fake_stripe.telling import sign  # noqa: E402
from benchmarks.forged import SECRET  # noqa: E402
from benchmarks.paying_cast import METHOD, at_stand_in  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.accounts.roles import Role  # noqa: E402
from portal.payments import views  # noqa: E402
from portal.payments.inbox import handle_notices  # noqa: E402
from portal.records.ledger.paying import Payment, PaymentIssue  # noqa: E402
from portal.sdk.testing.cast import make_applicant  # noqa: E402
from portal.sdk.testing.walking import Walk  # noqa: E402
from portal.users.models import User  # noqa: E402
from portal_plugins.demo.wizards import WIZARDS  # noqa: E402

WEBHOOK = "/webhooks/stripe_payments/stripe/"
LINK = re.compile(r'href="(/[^"#?]*)')
HOWS: tuple[dict[str, str], ...] = ({}, {"funding": "debit"}, {"brand": "declined"})
PAYMENTS_SHOWN = 5
LEAVE_ALONE = ("/account/logout", "/admin/logout", "/static/", "/media/")
COSTS = next(spec for spec in WIZARDS if spec.key == "demo.costs")


def search(payers: int, most: int, *, planted: bool) -> dict[str, int]:
    """Pay, crawl ``most`` pages of each reader, and search.

    ``planted`` puts a card's number, field and foreign script where they may not be.
    """
    planting = _planting() if planted else nullcontext()
    with at_stand_in(ALLOWED_HOSTS=["testserver"]) as fake, _listening() as log, planting:
        walks = [_pay(fake, HOWS[number % len(HOWS)]) for number in range(payers)]
        _tell(fake)
        if planted:
            _plant()
        pages, scripts = _crawl(walks, most), set[str]()
        fields, foreign, numbers, paying = 0, 0, 0, 0
        for path, (markup, policy) in pages.items():
            marks = read_page(markup)
            fields += len(marks.fields)
            numbers += len(find_numbers(markup))
            if not path.startswith(
                "overseer"
            ):  # the admin's own scripts check other pages for such fields
                scripts.update(each for each in marks.sources if each)
            if "/pay/" in path or "/receipts/" in path:
                paying += 1
                foreign += len(foreign_sources(policy, marks))
        sources = list(_sources(scripts))
        return {
            "pages": len(pages),
            "pay_pages": paying,
            "fields": fields + sum(_has_field(each) for each in sources),
            "foreign": foreign,
            "in_pages": numbers,
            "in_scripts": sum(len(find_numbers(each)) for each in sources),
            "in_log": len(find_numbers(log.getvalue())),
            "log_lines": log.getvalue().count("\n"),
            **_search_database(),
        }


@contextmanager
def _listening() -> Iterator[StringIO]:
    """Hear everything that any part says, down to the finest."""
    heard, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(heard), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def _planting() -> Any:
    def with_card(*args: Any, **kwargs: Any) -> HttpResponse:
        response = plain_render(*args, **kwargs)
        response.content += PLANTED_PAGE.encode()
        return response

    return mock.patch.object(views, "render", with_card)


def _plant() -> None:
    logging.getLogger("portal.payments").info("paid with %s", SPECIMEN)
    PaymentIssue.objects.create(
        kind="unknown",
        provider="p",
        reference="planted",
        facts={"card": " ".join(re.findall("....", SPECIMEN))},
        found_at=timezone.now(),
    )


def _pay(fake: FakeStripe, how: dict[str, str]) -> Walk:
    """Send, pay in a way on the provider's page, and come back."""
    walk = Walk(make_applicant(COSTS), COSTS)
    walk.save(COSTS.steps[0], {"what": "duplicate"})
    walk.submit()
    address = f"/applications/{walk.public_id}/pay/"
    sent = walk.browser.post(address, {"method": METHOD})
    with suppress(CardRefusedError):
        fake.pay(sent["Location"].rpartition("/")[2], **how)
    attempt = Payment.objects.get(application__public_id=walk.public_id).public_id
    walk.browser.get(f"{address}{attempt}/return/", follow=True)
    return walk


def _tell(fake: FakeStripe) -> None:
    for event in fake.account.happened:
        body = json.dumps(event)
        headers = {"Stripe-Signature": sign(body, SECRET)}
        Client().post(WEBHOOK, body, content_type="application/json", headers=headers)
    handle_notices(at=timezone.now())


def _crawl(walks: list[Walk], most: int) -> dict[str, tuple[str, str]]:
    """Follow links as a visitor, as those who paid, and as who oversees payments; return source and policy by path."""
    pages = _follow(Client(), ["/", "/look-up/"], "visitor", most)
    pages |= _follow(_overseer(), ["/admin/payments/", *_payment_pages()], "overseer", most)
    for walk in walks[: len(HOWS)]:
        own = f"/applications/{walk.public_id}/"
        pages |= _follow(walk.browser, [own, f"{own}pay/", "/account/"], str(walk.public_id), most)
    return pages


def _overseer() -> Client:
    """Return the browser of somebody who oversees payments."""
    account = User.objects.filter(username="overseer").first()
    if account is None:
        account = User.objects.create_user("overseer", "overseer@example.org", None)
        account.groups.add(Group.objects.get(name=Role.SUPERVISOR.value))
    browser = Client()
    browser.force_login(account)
    return browser


def _payment_pages() -> list[str]:
    return [f"/admin/payments/{each.public_id}/" for each in Payment.objects.all()[:PAYMENTS_SHOWN]]


def _follow(browser: Client, starts: list[str], who: str, most: int) -> dict[str, tuple[str, str]]:
    waiting, pages = list(starts), dict[str, tuple[str, str]]()
    asked: set[str] = set()
    while waiting and len(asked) < most:
        path = waiting.pop(0)
        if path in asked or path.startswith(LEAVE_ALONE):
            continue
        asked.add(path)
        answer = browser.get(path)
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            markup = answer.content.decode()
            pages[f"{who} {path}"] = (markup, answer.get("Content-Security-Policy", ""))
            waiting += LINK.findall(markup)
    return pages


def _sources(scripts: set[str]) -> Iterator[str]:
    """Yield each script of ours that a page loads."""
    for address in sorted(each for each in scripts if each.startswith("/")):
        path = address.partition("?")[0]
        if path.startswith(settings.STATIC_URL):
            file = finders.find(path.removeprefix(settings.STATIC_URL))
            assert isinstance(file, str), path
            yield Path(file).read_text()
        else:
            yield _overseer().get(path).content.decode()


CARD_WORDS = re.compile(r"cc-(?:number|csc|exp)|cardnumber|js\.stripe\.com")


def _has_field(source: str) -> bool:
    return bool(CARD_WORDS.search(source))


def _search_database() -> dict[str, int]:
    """Read every column of every table as text."""
    found = cells = 0
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                cells += 1
                found += len(find_numbers(row))
    return {"in_database": found, "rows": cells}


if __name__ == "__main__":
    answer_requests({"search": search})
