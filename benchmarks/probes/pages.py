"""Public pages inside one process: what they cost with and without the page cache, and what the cache keeps."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any

from config.loading import load_apps

load_apps()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 (the apps are loaded above)
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.images.models import Rendition  # noqa: E402
from wagtail.models import Locale  # noqa: E402

from benchmarks.cast import get_home, make_applicant  # noqa: E402
from benchmarks.counting import count_calls, watch_statements  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from config.page_cache.application import PageCache  # noqa: E402
from content.pages.article import ArticlePage  # noqa: E402
from content.pages.hub import HubPage  # noqa: E402
from portal.sdk.freshness import forget  # noqa: E402
from portal.sdk.generations import generations  # noqa: E402

WARM = 3
PRIVATE = ("/account/", "/account/login/", "/admin/", "/no-such-page/", "/look-up/?name=okafor")
browser = Client(HTTP_HOST="localhost")
portal = PageCache(WSGIHandler(), generations)


def prepare() -> list[str]:
    """Write the demonstration's pages, and the fees that they tell; return the addresses of the public ones."""
    call_command("load_reference", verbosity=0)
    call_command("load_demo_content", verbosity=0)
    return [page.get_url() for page in get_home().get_descendants(inclusive=True).live()]


def environ(path: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    """Return a request as granian hands it over."""
    address, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "HTTP_ACCEPT_LANGUAGE": "en",
        **headers,
    }


def ask(path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """Ask behind the page cache; return what came back and what it cost."""
    request, started = environ(path, method, headers), []

    def start(status: str, head: Any, error: Any = None) -> None:
        started.append((status, head))

    with watch_statements() as statements:
        calls, answer = count_calls(lambda: portal(request, start))
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
    head = dict(started[-1][1])
    return {
        "status": int(started[-1][0].split()[0]),
        "by": head.get("X-Page-Cache", ""),
        "etag": head.get("ETag", ""),
        "headers": sorted(head),
        "calls": calls - 2,  # the lambda, and the list that this function appends to
        "sql": statements.total,
        "bytes": len(body),
    }


def keeps_private() -> int:
    """Ask for private things, signed in and not; return how many are kept or came from what is kept."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(make_applicant("reader").account)
    session = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    cookies = ["", session, "messages=x"]
    return sum(bool(ask(path, HTTP_COOKIE=each)["by"]) for path in PRIVATE for each in cookies * 2)


def uncached(path: str, *, is_cold: bool = False) -> dict[str, int]:
    """Return what a page costs Django, with or without what the process remembers."""
    return _measure(browser, path, is_cold=is_cold)


def _measure(client: Client, path: str, *, is_cold: bool = False) -> dict[str, int]:
    for _round in range(WARM):
        client.get(path)
    if is_cold:
        forget()
    with watch_statements() as statements:
        answer = client.get(path)
    if is_cold:
        forget()
    calls, _answer = count_calls(lambda: client.get(path))
    return {"sql": statements.total, "calls": calls, "status": answer.status_code}


def signed_in(path: str) -> dict[str, int]:
    """Return what a page costs Django for somebody signed in."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(make_applicant("member").account)
    return _measure(client, path)


def cards(count: int, *, is_cold: bool) -> int:
    """Return the statements of a page of so many cards, each leading to another page."""
    home = get_home()
    targets = list(ArticlePage.objects.filter(slug__startswith="target-"))
    while len(targets) < count:
        targets.append(
            home.add_child(
                instance=ArticlePage(title="T", slug=f"target-{len(targets)}", summary="S")
            )
        )
    given = [
        {"title": f"Card {n}", "text": "", "illustration": "", "link": {"page": page}}
        for n, page in enumerate(targets[:count])
    ]
    block = {"heading": "Cards", "introduction": "", "cards": []}
    groups = [
        ("cards", {**block, "cards": given[start : start + 24]}) for start in range(0, count, 24)
    ]
    page = HubPage(title="Cards", slug=f"cards-{count}-{is_cold}", summary="S", body=groups)
    home.add_child(instance=page)
    return _measure(browser, f"/cards-{count}-{is_cold}/", is_cold=is_cold)["sql"]


def renditions() -> int:
    """Return how many renditions there are."""
    return int(Rendition.objects.count())


def publish(slug: str, summary: str) -> None:
    """Publish an article of the site's own language with another summary."""
    page = ArticlePage.objects.get(slug=slug, locale=Locale.get_default())
    page.summary = summary
    page.save_revision().publish()


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "ask": ask,
            "keeps_private": keeps_private,
            "uncached": uncached,
            "signed_in": signed_in,
            "cards": cards,
            "renditions": renditions,
            "publish": publish,
        }
    )
