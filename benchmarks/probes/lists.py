"""Inside the portal, for P6: staff lists over all people, beside what Wagtail's own lists do over the same table."""

from __future__ import annotations

import re
import time
from types import ModuleType
from typing import Any

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)
from django.test import Client, override_settings  # noqa: E402
from django.urls import get_resolver, include, path  # noqa: E402
from wagtail.admin.viewsets.model import ModelViewSet  # noqa: E402
from wagtail_modeladmin.options import ModelAdmin  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402
from config import urls  # noqa: E402
from portal.records.models import Application, Person  # noqa: E402
from portal.users.models import User  # noqa: E402

ROUNDS = 5
NEXT = re.compile(r'[?&](?:amp;)?p=(a[\w-]+)"')
browser = Client(HTTP_HOST="localhost")


class StockViewSet(ModelViewSet):
    """Wagtail's own list of a model."""

    model = Person
    name = url_prefix = "stock_people"
    form_fields = ("last_name",)
    list_display = ("last_name", "first_name", "ein", "address_town")
    list_filter = ("address_town",)
    search_fields = ("last_name", "first_name")
    search_backend_name = None
    ordering = ("last_name",)


class StockAdmin(ModelAdmin):
    """wagtail-modeladmin's own list of the same model."""

    model = Person
    base_url_path = "stock_admin"
    list_display = ("last_name", "first_name", "ein", "address_town")
    list_filter = ("address_town",)
    search_fields = ("last_name", "first_name")


def prepare() -> dict[str, int]:
    """Sign in as somebody who may see everything; return how many rows there are."""
    browser.force_login(User.objects.get(email="admin@example.org"))
    get_resolver().url_patterns  # noqa: B018 (loads every view before anything is measured)
    return {"people": Person.objects.count(), "applications": Application.objects.count()}


def list_cases() -> dict[str, str]:
    """Return the addresses of every page, search, filter and order of our lists, by name."""
    somebody = Person.objects.order_by("-pk").first()
    assert somebody is not None
    people, queue = "/admin/records/person/", "/admin/applications/"
    credentials, decisions = "/admin/records/credential/", "/admin/records/decision/"
    middle = NEXT.search(browser.get(people).content.decode())
    reference = Application.objects.exclude(reference=None).values_list("reference", flat=True)[0]
    return {
        "people, first page": people,
        "people, second page": f"{people}?p={middle[1] if middle else ''}",
        "people, last page": f"{people}?p=last",
        "people, a last name": f"{people}?q={somebody.last_name}",
        "people, both names": f"{people}?q={somebody.first_name} {somebody.last_name}",
        "people, an EIN": f"{people}?q={somebody.ein}",
        "people, nobody": f"{people}?q=zzqx",
        "certificates, first page": credentials,
        "certificates, last page": f"{credentials}?p=last",
        "certificates, a name": f"{credentials}?q={somebody.last_name}",
        **list_evidence_cases(str(somebody.last_name)),
        "decisions, first page": decisions,
        "decisions, last page": f"{decisions}?p=last",
        "queue, first page": queue,
        "queue, last page": f"{queue}?p=last",
        "queue, latest first": f"{queue}?ordering=-submitted_at",
        "queue, closed": f"{queue}?stage=closed",
        "queue, closed, last page": f"{queue}?stage=closed&p=last",
        "queue, one service": f"{queue}?service=certification.renew_professional",
        "queue, nobody's": f"{queue}?holder=nobody",
        "queue, mine": f"{queue}?holder=me",
        "queue, a name": f"{queue}?q={somebody.last_name}",
        "queue, a reference": f"{queue}?q={reference}",
        "queue, the beginning of a reference": f"{queue}?q={str(reference)[:4]}",
        "queue, nothing": f"{queue}?q=zzqx",
    }


def list_evidence_cases(last_name: str) -> dict[str, str]:
    """Return the addresses of the lists of evidence and memberships, by name."""
    names = ("qualification", "testresult", "experience", "training", "backgroundcheck")
    lists = {name: f"/admin/records/{name}/" for name in (*names, "membership")}
    return {
        **{f"{name}, first page": address for name, address in lists.items()},
        **{f"{name}, last page": f"{address}?p=last" for name, address in lists.items()},
        **{f"{name}, a name": f"{address}?q={last_name}" for name, address in lists.items()},
        **{f"{name}, claimed": f"{lists[name]}?state=claimed" for name in names},
        "training, rejected, oldest first": f"{lists['training']}?state=rejected&ordering=turned",
        "membership, officers": f"{lists['membership']}?role=officer",
    }


def list_peers() -> dict[str, list[str]]:
    """Return the addresses of the same questions at both stock lists, by name."""
    last = Person.objects.count() // 20
    view, admin = "/admin/stock_people/", "/admin/stock_admin/"
    return {
        "first page": [view, admin],
        "last page": [f"{view}?p={last}", f"{admin}?p={last}"],
        "search": [f"{view}?q=garcia", f"{admin}?q=garcia"],
        "search, nobody": [f"{view}?q=zzqx", f"{admin}?q=zzqx"],
        "filter": [f"{view}?address_town=Hamden", f"{admin}?address_town__exact=Hamden"],
    }


def look(address: str, *, is_stock: bool = False) -> dict[str, float]:
    """Ask for a page some times; return its statements, their milliseconds in the quickest round, and its bytes."""
    with override_settings(**({"ROOT_URLCONF": _stock()} if is_stock else {})):
        _ask(address)
        asked = [_ask(address) for _round in range(ROUNDS if not is_stock else 2)]
    counts, times, sizes = zip(*asked, strict=True)
    return {"sql": max(counts), "ms": min(times), "bytes": max(sizes)}


def _ask(address: str) -> tuple[int, float, int]:
    spent: list[float] = []

    def time_statement(execute: Any, *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append((time.perf_counter() - begun) * 1_000)

    with connection.execute_wrapper(time_statement):
        answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(spent), sum(spent), len(answer.content)


_kept: list[ModuleType] = []


def _stock() -> ModuleType:
    """Return addresses with the stock lists beside ours."""
    if not _kept:
        module: Any = ModuleType("stock_lists")
        view, admin = StockViewSet(), StockAdmin().get_admin_urls_for_registration()
        view.on_register()
        patterns = [path("admin/stock_people/", include((view.get_urlpatterns(), "stock_people")))]
        module.urlpatterns = [*patterns, path("admin/", include(list(admin))), *urls.urlpatterns]
        _kept.append(module)
    return _kept[0]


if __name__ == "__main__":
    answer_requests(
        {"prepare": prepare, "list_cases": list_cases, "list_peers": list_peers, "look": look}
    )
