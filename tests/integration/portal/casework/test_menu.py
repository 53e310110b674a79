"""The admin's menu, packed once for each content, is what Wagtail itself would pack, for whoever looks, at once."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.telepath import registry
from wagtail.admin.ui import sidebar

from benchmarks.counting import count_calls
from portal.accounts.roles import Role
from portal.casework import menu
from portal.casework.menu import KeptMenu
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.integration.portal.casework.conftest import QUEUE, browser_of

pytestmark = pytest.mark.django_db

PROPS = re.compile(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', re.DOTALL)
STAFF = [
    Role(name)
    for name in ("specialist", "supervisor", "fiscal_clerk", "registry_verifier", "editor", "admin")
]
HOME = "/admin/"
ACCOUNT = "/admin/account/"


def props(account: User, path: str = ACCOUNT, language: str = "en") -> Any:
    """Return what the menu's script would make of a page, as plain values."""
    client = browser_of(account)
    client.cookies["portal_language"] = language
    page = client.get(path, headers={"accept-language": language}).content.decode()
    found = PROPS.search(page)
    assert found, page[:500]
    return unpack(json.loads(found[1]), {})


def unpack(packed: Any, named: dict[int, Any]) -> Any:
    """Return a packed value as its script does: what is named stands wherever its name does."""
    if isinstance(packed, list):
        return [unpack(each, named) for each in packed]
    if not isinstance(packed, dict):
        return packed
    if "_ref" in packed:
        return named[packed["_ref"]]
    own = packed.pop("_id", None)
    if "_val" in packed:
        value = packed["_val"]
    elif "_list" in packed or "_dict" in packed:
        value = unpack(packed.get("_list", packed.get("_dict")), named)
    else:
        value = {name: unpack(each, named) for name, each in packed.items()}
    if own is not None:
        named[own] = value
    return value


@pytest.fixture
def kept() -> KeptMenu:
    """Return the adapter that the portal packs the menu with."""
    adapter = registry.find_adapter(sidebar.MainMenuModule)
    assert isinstance(adapter, KeptMenu)
    return adapter


@pytest.fixture
def _entry_by_request() -> Iterator[None]:
    """Have an entry that is there for one address alone."""

    def add(request: HttpRequest, items: list[MenuItem]) -> None:
        if request.GET.get("storm"):
            items.append(MenuItem("Storm", f"/storm/{request.GET['storm']}/", name="storm"))

    with hooks.register_temporarily("construct_main_menu", add):
        yield


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("role", STAFF)
def test_menu_is_wagtails_own(
    role: Role, language: str, kept: KeptMenu, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account(role)
    first, again = props(account, language=language), props(account, language=language)
    monkeypatch.setitem(registry.adapters, sidebar.MainMenuModule, kept.own)
    assert first == again == props(account, language=language)


def test_two_people_see_each_their_own(specialist: User, admin: User, editor: User) -> None:
    shown = {each.username: json.dumps(props(each)) for each in (specialist, admin, editor)}
    for _again in range(2):
        assert shown == {
            each.username: json.dumps(props(each)) for each in (specialist, admin, editor)
        }
    assert len(set(shown.values())) == len(shown)
    assert QUEUE in shown[specialist.username]
    assert QUEUE not in shown[editor.username]


def test_revoked_permission_vanishes_at_once(specialist: User) -> None:
    assert "people" in names(specialist)
    _revoke("view_person_record")
    assert "people" not in names(specialist)
    specialist.groups.clear()
    assert browser_of(specialist).get(QUEUE).status_code == 403


def test_control_a_menu_kept_by_less_than_its_content_would_show_what_was_revoked(
    specialist: User, monkeypatch: pytest.MonkeyPatch, kept: KeptMenu
) -> None:
    monkeypatch.setitem(registry.adapters, sidebar.MainMenuModule, KeptMenu(kept.own))
    monkeypatch.setattr(menu, "freeze", lambda part, _known: len(part))
    assert "people" in names(specialist)
    _revoke("view_person_record")
    assert "people" in names(specialist)


def test_new_name_and_language_are_shown_at_once(specialist: User) -> None:
    props(specialist)
    specialist.first_name = "Maren"
    specialist.save()
    assert json.dumps(props(specialist)).count('"Maren"') == 1
    assert "Solicitudes" in json.dumps(props(specialist, language="es"), ensure_ascii=False)


@pytest.mark.usefixtures("_entry_by_request")
def test_entries_of_hooks_come_and_go_with_the_request(specialist: User) -> None:
    for storm in ("", "north", "south", ""):
        shown = json.dumps(props(specialist, f"{ACCOUNT}?storm={storm}"))
        assert [place for place in ("north", "south") if f"/storm/{place}/" in shown] == [
            place for place in ("north", "south") if place == storm
        ]


def test_entries_of_unknown_classes_are_packed_each_time(kept: KeptMenu) -> None:
    class Counting(sidebar.LinkMenuItem):
        times = 0

        def js_args(self) -> list[Any]:
            Counting.times += 1
            return [*super().js_args(), Counting.times]

    entries = [Counting("a", "A", "/a/"), sidebar.LinkMenuItem("b", "B", "/b/")]
    whole = sidebar.MainMenuModule(entries, [], User(username="maren"))
    packed = [menu.JSContext().pack(whole) for _time in range(2)]
    assert packed[0]["_args"][0][0]["_args"][1] + 1 == packed[1]["_args"][0][0]["_args"][1]


def test_packing_again_costs_little(kept: KeptMenu) -> None:
    entries = [sidebar.LinkMenuItem(f"name-{n}", f"Label {n}", f"/{n}/") for n in range(30)]
    whole = sidebar.MainMenuModule(entries, [], User(username="maren"))
    menu.JSContext().pack(whole)
    again, packed = count_calls(lambda: menu.JSContext().pack(whole))
    assert [each["_args"][0]["name"] for each in packed["_args"][0]] == [
        each.name for each in entries
    ]
    registry.adapters[sidebar.MainMenuModule] = kept.own
    try:
        stock, _packed = count_calls(lambda: menu.JSContext().pack(whole))
    finally:
        registry.adapters[sidebar.MainMenuModule] = kept
    assert again * 4 < stock


def names(account: User) -> set[str]:
    """Return the names of the entries that somebody sees."""
    return set(re.findall(r'"name": "([^"]+)"', json.dumps(props(account))))


def _revoke(codename: str) -> None:
    for group in Group.objects.all():
        group.permissions.remove(*Permission.objects.filter(codename=codename))
