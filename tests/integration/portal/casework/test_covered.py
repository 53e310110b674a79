"""Templates that stand in front of Wagtail's draw what Wagtail's own do, the first time and from then on."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.backends.django import get_installed_libraries
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from benchmarks.counting import count_calls
from portal.casework.templatetags import portal_covered
from portal.casework.templatetags.portal_covered import CoveredNode
from portal.users.models import User

TEMPLATES = settings.PROJECT_ROOT / "templates"
COVERING = sorted(
    str(file.relative_to(TEMPLATES))
    for file in (TEMPLATES / "wagtailadmin").rglob("*.html")
    if "{% covered" in file.read_text()
)
LOADED = "{% load wagtailadmin_tags i18n %}"
SOURCES = {
    "icon": '{% icon name=name classname=classname title=title wrapped=wrapped %}{% icon "cog" %}',
    "panel": "{% panel id=name heading=title icon=classname heading_size=size attrs=attrs is_required=wrapped %}"
    "{{ inside }}{{ user }}{% icon name=name %}{% endpanel %}",
    "bare panel": "{% panel id=name id_prefix=classname %}{{ inside }}{% endpanel %}",
    "panel with controls": "{% panel id=name header_controls=title %}{% endpanel %}",
    "shortcuts": "{% keyboard_shortcuts_dialog %}",
}
VARIABLES: list[dict[str, Any]] = [
    {"name": "cog", "classname": "big", "title": "A & <b>"},
    {"name": "cog", "classname": "big", "title": mark_safe("A &amp; <b>")},
    {"name": "user", "wrapped": True, "inside": "<i>&"},
    {"name": "user", "wrapped": True, "inside": mark_safe("<i>&amp;</i>")},
    {"name": "cog", "title": gettext_lazy("Applications"), "size": "label"},
    {"name": "cog", "title": "x", "attrs": {"data-a": "1", "hidden": True, "data-b": False}},
    {"name": "cog", "title": "x", "attrs": {"data-a": "2"}},
    {"name": "cog", "title": User(username="maren"), "inside": "\ue0001\ue001"},
]
STOCK = Engine(app_dirs=True, libraries=get_installed_libraries())
AGENTS = ("Mozilla/5.0 (X11; Linux)", "Mozilla/5.0 (Macintosh; Intel Mac OS X)")


def both(source: str, variables: dict[str, Any], agent: str = AGENTS[0]) -> tuple[str, str]:
    """Return what the portal and Wagtail draw of a template."""
    request = RequestFactory().get("/", headers={"user-agent": agent})
    values = {"user": "Maren", "request": request, "csrf_token": "t", **variables}
    ours, stock = (
        engine.from_string(LOADED + source).render(Context(values))
        for engine in (Engine.get_default(), STOCK)
    )
    return ours, stock


def test_the_covering_templates_are_known() -> None:
    assert [name.rsplit("/", 1)[1] for name in COVERING] == [
        "icon.html",
        "keyboard_shortcuts_dialog.html",
        "panel.html",
    ]


@pytest.mark.parametrize("name", COVERING)
def test_what_is_covered_has_no_form_and_does_not_ask_who_reads(name: str) -> None:
    """What all readers share may read its variables, words and addresses; the token alone is left out of the key."""
    source = STOCK.get_template(name).source
    assert not re.search(r"csrf|request|user\b|perms|now\b|random", source)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_is_drawn_as_wagtail_does(source: str, language: str) -> None:
    with override(language):
        for variables in VARIABLES * 2:
            ours, stock = both(source, variables)
            assert ours == stock


def test_shortcuts_are_those_of_the_readers_keyboard() -> None:
    drawn = {}
    for agent in AGENTS * 2:
        drawn[agent], stock = both(SOURCES["shortcuts"], {}, agent)
        assert drawn[agent] == stock
    assert len(set(drawn.values())) == len(AGENTS)


def test_control_a_key_without_the_variables_would_show_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portal_covered, "freeze", lambda _value: "")
    differ = [ours != stock for ours, stock in (both(SOURCES["icon"], each) for each in VARIABLES)]
    assert any(differ)


def test_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put in differs each time, and so does what is asked about it."""
    drawn: list[str] = []
    draw = CoveredNode._draw

    def noted(node: CoveredNode, context: Any) -> Any:
        drawn.append(node.name)
        return draw(node, context)

    monkeypatch.setattr(CoveredNode, "_draw", noted)
    for inside in ("north", "south", "west"):
        ours, stock = both(SOURCES["bare panel"], {"name": "only-here", "inside": inside})
        assert ours == stock
    assert drawn == ["wagtailadmin/shared/panel.html"]


def test_drawing_again_costs_little() -> None:
    source = LOADED + "{% panel id='a' heading='A' %}{% endpanel %}"
    costs = []
    for engine in (Engine.get_default(), STOCK):
        template = engine.from_string(source)
        template.render(Context())
        costs.append(count_calls(lambda template=template: template.render(Context()))[0])
    assert costs[0] * 4 < costs[1]
