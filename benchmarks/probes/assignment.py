"""Posts names that nobody is asked for to every form and address; compares rows with what the bare post changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.core.cache import cache as limits  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import APIToken  # noqa: E402

from benchmarks.cast import get_home, make_applicant, make_renewal_draft  # noqa: E402
from benchmarks.found_forms import FoundForm, find_forms  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.row_changes import Changes, Rows  # noqa: E402
from benchmarks.uninvited_names import MARK, WELL_KNOWN, list_names  # noqa: E402
from portal.lifecycle.submission import submit_application  # noqa: E402
from portal.users.models import User  # noqa: E402
from tests.contracts.routes import fill_route, list_routes  # noqa: E402

JSON = "application/json"
FILTERS = frozenset({"q", "stage", "service", "holder", "ordering"})
ASKED = {
    "account/published-name/": frozenset({"first_name"}),
    "admin/applications/filters/": FILTERS | {"name"},
    "admin/jobs/export/": FILTERS,
}
"""What an address asks for beyond what its form shows at first, as the filters of a list that is narrowed."""
STARTS = {
    "visitor": ("/", "/look-up/", "/account/login/", "/account/signup/"),
    "applicant": ("/account/", "/account/documents/", "/"),
    "specialist": ("/admin/", "/admin/applications/", "/account/"),
    "supervisor": ("/admin/", "/admin/applications/", "/admin/plugins/", "/admin/imports/"),
    "registry_verifier": ("/admin/", "/admin/applications/"),
    "admin": ("/admin/", "/admin/pages/", "/admin/plugins/"),
}
OWN_ADMIN = tuple(
    f"admin/{name}"
    for name in ("applications", "evidence", "imports", "plugins", "jobs", "wizards", "^records")
)
SESSIONS = "django_session"
NAMES = list_names()
users: dict[str, User | None] = {}
Post = Callable[[dict[str, Any]], Any]


def prepare(people: int) -> int:
    """Make the demonstration's accounts and some people; a draft, a submitted and a decided application."""
    call_command("seed_demo", people=people, verbosity=0)
    draft = make_renewal_draft(make_applicant("drafting"))
    sent = make_renewal_draft(sender := make_applicant("sending"))
    submit_application(
        public_id=sent.public_id,
        account_id=sender.account.pk,
        language="en",
        at=timezone.now(),
    )
    users.update(dict.fromkeys(STARTS))
    for name in STARTS:
        if name != "visitor":
            users[name] = User.objects.get(email=f"{name}@example.org")
    users["drafting"] = draft.holder.account
    return len(NAMES)


@cache
def _session_of(name: str) -> str:
    """Return the key of a session of somebody, begun once."""
    client, user = Client(HTTP_HOST="localhost"), users[name]
    assert user is not None
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _browser(name: str) -> Client:
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    if users[name] is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = _session_of(name)
    return client


def _draft_path() -> str:
    account = users["drafting"]
    assert account is not None
    draft = account.person.applications.get(submitted_at=None)
    return f"/applications/{draft.public_id}/"


class Trial:
    """One way to post: what it does by itself, twice, and what it does with more names."""

    def __init__(self, rows: Rows, post: Post, own: frozenset[str]) -> None:
        self.rows, self.post, self.own = rows, post, own
        self.names = {name: value for name, value in NAMES.items() if name not in own}
        self.posts = 0
        first, second = self._do({}), self._do({})
        self.unsteady = {place for place in first | second if first.get(place) != second.get(place)}
        self.base = self._steady(first)

    def _do(self, more: dict[str, Any]) -> Changes:
        limits.clear()  # the limits are not what is measured
        self.posts += 1
        return self.rows.changes_of(lambda: self.post(more))

    def _steady(self, changes: Changes) -> Changes:
        return {
            place: value
            for place, value in changes.items()
            if place not in self.unsteady and place[0] != SESSIONS
        }

    def find_taken(self, at_once: int, prefix: str = "") -> list[str]:
        """Return the names of which one post in all, or each by itself where asked, changes anything more."""
        taken: list[str] = []
        names = [name for name in self.names if f"{prefix}{name}" not in self.own]
        for start in range(0, len(names), at_once):
            some = {f"{prefix}{name}": self.names[name] for name in names[start : start + at_once]}
            changes = self._do(some)
            is_marked = any(MARK in value for value in changes.values())
            if is_marked or self._adds(changes):
                taken.append(", ".join(some) if at_once == 1 else f"one of {len(some)}")
        return taken

    def _adds(self, changes: Changes) -> bool:
        """Tell whether more, or something else, was written than by the bare post; a refusal writes less."""
        return bool(self._steady(changes).items() - self.base.items())


def try_forms(name: str, pages: int, at_once: int) -> dict[str, Any]:
    """Post each form that somebody finds, with the uninvited names as they are and under the prefix of its controls."""
    rows, found = Rows(), _nothing()
    starts = [*STARTS.get(name, ()), *([_draft_path()] if name == "drafting" else [])]
    for form in find_forms(_browser(name), starts, most=pages):
        own = form.names | ASKED.get(form.route, frozenset())
        trial = Trial(rows, _poster(name, form), own)
        _note(found, f"{name} {form.route}", trial, trial.find_taken(at_once))
        for prefix in _prefixes(form):
            _note(found, f"{name} {form.route}", trial, trial.find_taken(at_once, prefix))
    return found


def _poster(name: str, form: FoundForm) -> Post:
    return lambda more: _browser(name).post(form.address, {**form.values, **more})


def _prefixes(form: FoundForm) -> set[str]:
    """Return what the names of the form's controls begin with, up to a dash."""
    return {name.rpartition("-")[0] + "-" for name in form.values if "-" in name}


def try_doors(at_once: int, *, everywhere: bool) -> dict[str, Any]:
    """Post the names alone to each route of the portal's own, or to all, as administrator and as owner of a draft."""
    rows, found = Rows(), _nothing()
    account = users["drafting"]
    assert account is not None
    draft = account.person.applications.get(submitted_at=None)
    values = {"public_id": draft.public_id, "step": "contact", "service_key": draft.service_key}
    for route in list_routes():
        is_others = route.startswith("admin/") and not route.startswith(OWN_ADMIN)
        if "logout" in route or (is_others and not everywhere):
            continue
        name = "admin" if route.startswith("admin/") else "drafting"
        form = FoundForm(fill_route(route, values), route, {}, frozenset())
        post = _poster(name, form)
        if post({}).status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            continue
        trial = Trial(rows, post, ASKED.get(route, frozenset()))
        _note(found, f"{name} {route}", trial, trial.find_taken(at_once))
    return found


def try_api(at_once: int) -> dict[str, Any]:
    """Send the names to each operation that writes, of both APIs, as JSON beside what the operation takes."""
    rows, found = Rows(), _nothing()
    editor = users["admin"]
    assert editor is not None
    _token, plain = APIToken.create_token(user=editor, name="tried")
    home = get_home()
    for path, method in _operations():
        address = path.replace("{page_id}", str(home.pk)).replace("{action}", "publish")

        def send(more: dict[str, Any], address: str = address, method: str = method) -> Any:
            body: dict[str, Any] = {"type": "home.HomePage", "title": "Another", "parent": home.pk}
            headers = {"Authorization": f"Bearer {plain}"}
            client = Client(HTTP_HOST="localhost", raise_request_exception=False)
            send_as = getattr(client, method)
            return send_as(address, {**body, **more}, content_type=JSON, headers=headers)

        trial = Trial(rows, send, frozenset({"type", "title", "parent"}))
        _note(found, f"{method} {path}", trial, trial.find_taken(at_once))
    return found


def _operations() -> Iterator[tuple[str, str]]:
    """Yield address and method of what writes, by the documents of both APIs."""
    for version in ("v1", "v3"):
        answer = _browser("visitor").get(f"/api/{version}/openapi.json")
        for path, methods in answer.json()["paths"].items():
            for method in methods:
                if method in {"post", "put", "patch", "delete"}:
                    yield path, method


def _nothing() -> dict[str, Any]:
    return {"endpoints": [], "effective": 0, "posts": 0, "pairs": 0, "taken": []}


def _note(found: dict[str, Any], where: str, trial: Trial, taken: list[str]) -> None:
    found["endpoints"].append(where)
    found["effective"] += bool(trial.base)
    found["posts"] += trial.posts
    found["pairs"] += len(trial.names)
    found["taken"] += [f"{where}: {each}" for each in taken]


def try_careless() -> list[str]:
    """Return which well-known names a form that takes every field of an account takes, each tried by itself."""
    with override_settings(ROOT_URLCONF="benchmarks.peers.open_handed"):
        form = next(find_forms(_browser("applicant"), ["/account/name/"], most=1))
        own = form.names | (NAMES.keys() - WELL_KNOWN.keys())
        return Trial(Rows(), _poster("applicant", form), own).find_taken(1)


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "try_forms": try_forms,
            "try_doors": try_doors,
            "try_api": try_api,
            "try_careless": try_careless,
        }
    )
