"""Pages of plugins in the admin: behind their permission, in the menu of who holds it, contained when they fail."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern
from wagtail.admin.menu import MenuItem

from portal.accounts.roles import Role
from portal.casework import offered
from portal.casework.offered import add_menu_items, offered_patterns
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

pytestmark = pytest.mark.django_db

ADMIN = """
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from portal.sdk.admin import VIEW_QUEUE, AdminPage, text


def show(request):
    return HttpResponse("Snow is coming.")


def draw(request):
    return TemplateResponse(request, "components/alert.html", {"text": "Drawn late."})


def raising(error):
    def view(request):
        raise error
    return view


def page(path, view, **facts):
    title = text("Weather", "El tiempo")
    return AdminPage(path=path, title=title, permission=VIEW_QUEUE, view=view, **facts)


ADMIN = [
    page("", show),
    page("drawn", draw, in_menu=False),
    page("fault", raising(ZeroDivisionError()), in_menu=False),
    page("gone", raising(Http404()), in_menu=False),
    page("refused", raising(PermissionDenied()), in_menu=False),
    page("odd", raising(SuspiciousOperation()), in_menu=False),
    AdminPage(path="untitled", title=None, permission=VIEW_QUEUE, view=raising(ZeroDivisionError())),
]
"""


@pytest.fixture(autouse=True)
def _admin_weather(write_plugin: Callable[..., str], install: Install) -> None:
    install(write_plugin("admin_weather", admin=ADMIN))


def ask(path: str, user: User) -> HttpResponse:
    """Ask the view that stands at an address below the plugin's own."""
    patterns: dict[str, URLPattern] = {str(each.pattern): each for each in offered_patterns()}
    request = request_of(user)
    answer: HttpResponse = patterns[f"plugins/admin_weather/{path}"].callback(request)
    return answer


def request_of(user: User) -> HttpRequest:
    """Return a request of somebody."""
    request = RequestFactory().get("/admin/plugins/admin_weather/")
    request.user = user
    return request


@pytest.fixture
def specialist() -> User:
    """Return somebody who may see the queue."""
    return make_account(Role.SPECIALIST)


def test_page_answers_whoever_holds_its_permission(specialist: User) -> None:
    assert ask("", specialist).content == b"Snow is coming."
    assert b"Drawn late." in ask("drawn/", specialist).content


def test_page_is_closed_to_staff_without_its_permission() -> None:
    with pytest.raises(PermissionDenied):
        ask("", make_account(Role.EDITOR))


def test_page_that_fails_says_so_in_its_own_place(specialist: User) -> None:
    answer = ask("fault/", specialist)

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "<h1>Weather</h1>" in answer.content.decode()
    assert "has a fault and cannot be shown" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "told"),
    [("gone/", Http404), ("refused/", PermissionDenied), ("odd/", SuspiciousOperation)],
)
def test_what_a_page_means_to_tell_is_told(
    specialist: User, path: str, told: type[Exception]
) -> None:
    with pytest.raises(told):
        ask(path, specialist)


def test_menu_shows_the_page_to_whoever_may_open_it(
    specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offered, "reverse", lambda name: f"/{name}/")
    shown: dict[str, list[MenuItem]] = {"specialist": [], "editor": []}
    add_menu_items(request_of(specialist), shown["specialist"])
    add_menu_items(request_of(make_account(Role.EDITOR)), shown["editor"])

    assert [(item.label, item.url) for item in shown["specialist"]] == [
        ("Weather", "/plugin_admin_weather_/")
    ]
    assert shown["editor"] == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("admin_breaks", "1 / 0"),
        ("admin_lists_nothing_usable", "ADMIN = [object()]"),
        (
            "admin_open_to_all",
            (
                "from portal.sdk.admin import AdminPage, text\n"
                "ADMIN = [AdminPage(path='', title=text('a', 'b'), permission='', view=print)]"
            ),
        ),
    ],
)
def test_plugin_whose_pages_cannot_be_used_has_none(
    write_plugin: Callable[..., str], install: Install, name: str, source: str
) -> None:
    install(write_plugin(name, admin=source))

    assert offered_patterns() == []


def test_page_whose_title_fails_too_is_named_by_its_plugin(specialist: User) -> None:
    answer = ask("untitled/", specialist)

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert b"admin_weather" in answer.content
