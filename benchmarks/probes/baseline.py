"""Crawls the portal as three people and tries hostile hosts and targets; judges every response."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from config.loading import load_apps

load_apps()

from allauth.account.models import EmailAddress  # noqa: E402 (the apps are loaded above)
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from benchmarks.cast import make_applicant, make_renewal_draft  # noqa: E402
from benchmarks.hostile import HOSTS, TARGETS  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.accounts.adapter import AccountAdapter  # noqa: E402
from portal.accounts.roles import Role  # noqa: E402
from portal.users.models import User  # noqa: E402

PASSWORD = "maple kettle window seven"
HOST = "portal.example"
LINK = re.compile(r'(?:href|src)="(/[^"#]*)"')
SEEDS = [
    *("/", "/es/", "/look-up/?name=Okafor", "/verify/22222222/", "/no/such/page/", "/es/nada/"),
    *("/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/gone/", "/admin/"),
    *("/api/v1/openapi.json", "/api/v1/services", "/api/v3/", "/api/v3/pages/", "/account/"),
    *("/media/images/none.jpg", "/documents/1/none.pdf", "/account/signup/", "/account/2fa/"),
]
LEAVE_ALONE = ("/account/logout", "/admin/logout")
MOST_PAGES = 100
LEAST_HSTS = 31_536_000
UNGUARDED = (("GET", "/account/login/"),)
DOORS = (
    ("POST", "/i18n/setlang/"),
    ("GET", "/account/login/"),
    ("POST", "/account/login/"),
    ("POST", "/account/logout/"),
    ("GET", "/account/signup/"),
    ("POST", "/account/reauthenticate/"),
    ("GET", "/es/account/login/"),
    ("GET", "/_util/login/"),
    ("GET", "/admin/login/"),
    ("GET", "/admin/logout/"),
    ("POST", "/account/password/change/"),
    ("GET", "/admin/pages/3/unpublish/"),
    ("POST", "/admin/pages/3/unpublish/"),
    ("POST", "/admin/pages/3/copy/"),
)


def prepare() -> None:
    """Write the demonstration's pages and three people."""
    call_command("load_demo_content", verbosity=0)
    applicant = make_applicant("crawler")
    make_renewal_draft(applicant)
    editor = User.objects.create_user(
        username="editor", email="editor@example.org", password=PASSWORD, is_staff=True
    )
    editor.groups.add(Group.objects.get(name=Role.EDITOR.value))
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)


def crawl(without: str, most: int) -> dict[str, Any]:
    """Follow every link as visitor, applicant and editor; return the addresses at which a rule is broken, by rule."""
    kept = [name for name in settings.MIDDLEWARE if name != without]
    faults: dict[str, list[str]] = {rule: [] for rule in RULES}
    responses = 0
    with override_settings(MIDDLEWARE=kept):
        for who in ("", "crawler", "editor"):
            for path, response in _visit(_browser(who), most=most or MOST_PAGES):
                responses += 1
                for rule, holds in RULES.items():
                    if not holds(path, response, bool(who)):
                        faults[rule].append(f"{who or 'visitor'}:{path}")
    return {"responses": responses, "faults": faults}


def _browser(who: str) -> Client:
    browser = Client(HTTP_HOST=HOST, raise_request_exception=False)
    if who:
        browser.force_login(User.objects.get(username=who))
    return browser


def _visit(browser: Client, *, most: int) -> Iterator[tuple[str, Any]]:
    waiting, seen = list(SEEDS), set(SEEDS)
    while waiting and most:
        path = waiting.pop(0)
        cache.clear()  # the limits are not what is measured
        response: Any = browser.get(path, secure=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        most -= 1
        yield path, response
        links = [unescape(link) for link in LINK.findall(body.decode(errors="ignore"))]
        for link in [*links, response.get("Location", "")]:
            new = link.startswith("/") and not link.startswith(("//", *LEAVE_ALONE))
            if new and link not in seen and not _is_alike(link, seen):
                seen.add(link)
                waiting.append(link)


def _is_alike(link: str, seen: set[str]) -> bool:
    """Tell whether the same screen was already seen with another number or order."""
    parts = urlsplit(link)
    alike = re.sub(r"\d+", "1", parts.path) + "?" * bool(parts.query)
    if alike in seen:
        return True
    seen.add(alike)
    return False


def _policy(response: HttpResponse) -> dict[str, str]:
    parts = [
        part.split(maxsplit=1) for part in response.get("Content-Security-Policy", "").split(";")
    ]
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts if part}


def _is_strict(path: str, response: HttpResponse, _signed_in: bool) -> bool:
    policy = _policy(response)
    return bool(policy) and (path.startswith("/admin/") or "unsafe" not in str(policy))


def _closes_old_doors(_path: str, response: HttpResponse, _signed_in: bool) -> bool:
    policy = _policy(response)
    closed = policy.get("object-src") or policy.get("default-src")
    return closed == "'none'" and policy.get("base-uri") == "'none'"


def _insists_on_https(_path: str, response: HttpResponse, _signed_in: bool) -> bool:
    found = re.search(r"max-age=(\d+)", response.get("Strict-Transport-Security", ""))
    return found is not None and int(found[1]) >= LEAST_HSTS


def _names_cookies(_path: str, response: HttpResponse, _signed_in: bool) -> bool:
    return all(
        name.startswith("__Host-")
        and cookie["secure"]
        and cookie["path"] == "/"
        and not cookie["domain"]
        for name, cookie in response.cookies.items()
        if cookie.value
    )


def _is_not_kept(path: str, response: HttpResponse, signed_in: bool) -> bool:
    """Tell whether an answer that asked who is there is kept nowhere; one that did not ask tells nothing of anybody."""
    asked = signed_in and "Cookie" in response.get("Vary", "")
    return not asked or "no-store" in response.get("Cache-Control", "")


RULES: dict[str, Callable[[str, HttpResponse, bool], bool]] = {
    "a content policy free of unsafe-inline (the admin's excepted)": _is_strict,
    "object-src and base-uri 'none'": _closes_old_doors,
    "frame-ancestors": lambda _path, response, _in: "frame-ancestors" in _policy(response),
    "HSTS of a year": _insists_on_https,
    "nosniff": lambda _path, response, _in: response.get("X-Content-Type-Options") == "nosniff",
    "a referrer policy": lambda _path, response, _in: "Referrer-Policy" in response,
    "__Host- before the name of each cookie": _names_cookies,
    "no-store when somebody is signed in": _is_not_kept,
    "an answer (500)": lambda _path, response, _in: response.status_code != 500,
}


def hosts() -> list[str]:
    """Return the hostile hosts that are answered, or that an answer repeats."""
    found = []
    for host in HOSTS:
        browser = Client(HTTP_HOST=host, raise_request_exception=False)
        for path in ("/", "/account/password/reset/", "/no/such/page/"):
            response = browser.get(path, secure=True)
            said = response.content.decode(errors="ignore") + str(response.headers)
            if response.status_code != 400 or "elsewhere" in said:
                found.append(f"{host!r} at {path}")
    return found


def redirects(unguarded: bool = False) -> list[str]:
    """Return the doors at which a hostile target leads a browser to another site."""
    doors = UNGUARDED if unguarded else DOORS
    safe = {"return_value": True} if unguarded else {"side_effect": AccountAdapter().is_safe_url}
    with mock.patch.object(AccountAdapter, "is_safe_url", **safe):
        return [
            f"{method} {path} {target!r}"
            for method, path in doors
            for target in TARGETS
            if any(_is_elsewhere(where) for where in _lead(method, path, target))
        ]


def _lead(method: str, path: str, target: str) -> Iterator[str]:
    for who in ("", "editor"):
        cache.clear()
        browser = _browser(who)
        data = {"next": target, "language": "es", "login": "editor", "password": PASSWORD}
        response = (
            browser.get(path, data, secure=True)
            if method == "GET"
            else browser.post(path, data, secure=True)
        )
        yield response.get("Location", "")


def _is_elsewhere(location: str) -> bool:
    """Tell whether a browser that follows a redirect leaves the site; browsers drop blanks and read \\ as /."""
    plain = re.sub(r"[\x00-\x20]", "", location).replace("\\", "/")
    parts = urlsplit(plain) if not plain.startswith("///") else urlsplit("//" + plain.lstrip("/"))
    return bool(location) and (
        parts.netloc not in {"", HOST} or parts.scheme not in {"", "http", "https"}
    )


def trace() -> list[str]:
    """Return the addresses that answer TRACE."""
    browser = _browser("editor")
    paths = [path for path in SEEDS if not path.startswith(("/no/", "/es/nada"))]
    return [path for path in paths if browser.trace(path, secure=True).status_code < 300]


def cors() -> list[str]:
    """Return the addresses that another site's script may read."""
    browser = _browser("")
    found = defaultdict(list)
    for path in SEEDS:
        for method in (browser.get, browser.options):
            response = method(path, headers={"Origin": "https://elsewhere.example"}, secure=True)
            if any(name.lower().startswith("access-control-") for name in response.headers):
                found[path].append(method)
    return list(found)


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "crawl": crawl,
            "hosts": hosts,
            "redirects": redirects,
            "trace": trace,
            "cors": cors,
        }
    )
