"""Templates that stand in front of Wagtail's draw what Wagtail's own do, the first time and from then on."""

import re
from typing import Any

import django_filters
import pytest
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.template import Context, Engine
from django.template.backends.django import get_installed_libraries
from django.test import RequestFactory
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from benchmarks.counting import count_calls
from portal.casework.keeping import UncomparableError, freeze
from portal.casework.radios import DrawnFilters
from portal.casework.templatetags import portal_covered
from portal.casework.templatetags.portal_covered import CoveredNode
from portal.casework.views.queue import QueueFilters
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
FILTERS = '{% include "wagtailadmin/shared/headers/_filters.html" with filters=filters only %}'
FIELDS = "{% for field in filters.form %}{% formattedfield field sr_only_label=True %}{% endfor %}"
STOCK = Engine(app_dirs=True, libraries=get_installed_libraries())
AGENTS = ("Mozilla/5.0 (X11; Linux)", "Mozilla/5.0 (Macintosh; Intel Mac OS X)")


class TypedForm(forms.Form):
    """A form of one field that can be filled in wrongly."""

    text = forms.CharField(label="A & b", help_text="<i>", max_length=5)


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
        "formatted_field.html",
        "_filters.html",
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


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_filters_and_their_fields_are_drawn_as_wagtail_does(language: str) -> None:
    with override(language):
        for query in (
            "",
            "stage=assessment",
            "holder=me",
            "stage=<b>",
            "holder=me&stage=submitted",
        ) * 2:
            asked = {"filters": QueueFilters(QueryDict(query), request=None)}
            for source in (FILTERS, FIELDS):
                ours, stock = both(source, asked)
                assert ours == stock
                assert not query.endswith("submitted") or "checked" in ours


def test_filters_with_more_to_them_are_drawn_each_time() -> None:
    class Typed(DrawnFilters):
        text = django_filters.CharFilter()

    for filters in (
        QueueFilters(QueryDict("stage=<b>"), request=None),
        Typed(QueryDict(), User.objects.none()),
    ):
        with pytest.raises(UncomparableError):
            freeze(filters)


def test_fields_are_drawn_as_wagtail_does() -> None:
    """What was typed, and what is wrong with it, differs from page to page."""
    for data in (None, {}, {"text": "<b>"}, {"text": "x" * 9}, {}, {"text": "<i>"}):
        ours, stock = both("{% formattedfield form.text icon='cog' %}", {"form": TypedForm(data)})
        assert ours == stock
        assert not data or escape(data["text"]) in ours


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
