"""Types of questions from plugins: found under their own ids, guarded, and a placeholder while absent."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portal.definitions.fields import AnsweringContext, get_field_type, known_field_types
from portal.definitions.rules import Reason
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.plugins.guard import PluginFailedError
from tests.unit.portal.plugins.conftest import Install

WritePlugin = Callable[..., str]

SOUND = """
from django import forms
from portal.sdk.fields import FieldType, ValueType


class Temperature(FieldType):
    key = "{name}.temperature"
    value_type = ValueType.INTEGER

    def form_field(self, question, language):
        return forms.IntegerField(**self.common(question, language), max_value=60)

    def display(self, question, stored, context):
        return f"{{stored}} °C"


class Text(Temperature):
    key = "text"


class Foreign(Temperature):
    key = "another.temperature"


FIELD_TYPES = [Temperature(), Text(), Foreign()]
"""
FAULTY = """
from django import forms
from portal.sdk.fields import FieldType


class Control(forms.CharField):
    def clean(self, value):
        raise ZeroDivisionError(value)


class Checked(FieldType):
    key = "{name}.checked"

    def form_field(self, question, language):
        return Control(**self.common(question, language))


class Widget(forms.TextInput):
    def value_from_datadict(self, data, files, name):
        raise ZeroDivisionError(name)


class Posted(FieldType):
    key = "{name}.posted"

    def form_field(self, question, language):
        return forms.CharField(**self.common(question, language), widget=Widget)


class Drawn(FieldType):
    key = "{name}.drawn"

    def fail(self, *args):
        raise ZeroDivisionError(args)

    form_field = prepare = to_stored = to_raw = to_control = initial = to_value = display = fail


FIELD_TYPES = [Checked(), Posted(), Drawn()]
"""
CONTEXT = AnsweringContext(on=date(2026, 3, 1), language="en")


def question(kind: str) -> FieldSpec:
    """Return a question of a type."""
    return FieldSpec(id="outside", type=kind, label=text("How cold is it?", "¿Qué frío hace?"))


@pytest.fixture
def put_up(write_plugin: WritePlugin, install: Install) -> Callable[[str, str], None]:
    """Return a function that installs a plugin with a ``fields`` module."""

    def put(name: str, source: str) -> None:
        install(write_plugin(name, fields=source.format(name=name)))

    return put


def test_type_of_a_plugin_is_asked_checked_and_shown(put_up: Callable[[str, str], None]) -> None:
    put_up("weather", SOUND)
    found = get_field_type("weather.temperature")
    control = found.form_field(question(found.key), "es")

    assert "weather.temperature" in known_field_types()
    assert (control.label, control.clean("21")) == ("¿Qué frío hace?", 21)
    assert found.display(question(found.key), 21, CONTEXT) == "21 °C"
    with pytest.raises(ValidationError, match="60"):
        control.clean("61")


def test_plugin_offers_types_under_its_own_id_only(put_up: Callable[[str, str], None]) -> None:
    before = known_field_types()
    put_up("weather_two", SOUND)

    assert known_field_types() - before == {"weather_two.temperature"}
    assert type(get_field_type("text")).__module__ == "portal.definitions.fields.texts"


def test_type_of_an_absent_plugin_is_readable_and_never_stands() -> None:
    absent = get_field_type("nobody.temperature")
    control = absent.form_field(question("nobody.temperature"), "en")

    assert absent.display(question("nobody.temperature"), ["a", {"b": 2}], CONTEXT) == "a, 2"
    assert control.disabled
    with pytest.raises(ValidationError, match="cannot be used at the moment"):
        control.clean("21")


@pytest.mark.parametrize(
    "act",
    [
        lambda found: found.form_field(question(found.key), "en"),
        lambda found: found.prepare(None, question(found.key), CONTEXT),
        lambda found: found.to_stored("x"),
        lambda found: found.to_raw("x", "name"),
        lambda found: found.to_control("x"),
        lambda found: found.initial({}, "name"),
    ],
)
def test_fault_in_a_type_refuses(
    put_up: Callable[[str, str], None], act: Callable[[object], object]
) -> None:
    put_up("faulty", FAULTY)

    with pytest.raises(PluginFailedError, match="faulty"):
        act(get_field_type("faulty.drawn"))


def test_fault_in_checking_refuses_and_is_not_the_applicants(
    put_up: Callable[[str, str], None],
) -> None:
    put_up("faulty", FAULTY)
    control = get_field_type("faulty.checked").form_field(question("faulty.checked"), "en")

    with pytest.raises(PluginFailedError, match="faulty"):
        control.clean("21")


def test_fault_in_reading_what_was_posted_refuses(put_up: Callable[[str, str], None]) -> None:
    put_up("faulty", FAULTY)
    control = get_field_type("faulty.posted").form_field(question("faulty.posted"), "en")

    with pytest.raises(PluginFailedError, match="faulty"):
        control.widget.value_from_datadict({}, {}, "outside")


def test_fault_in_showing_leaves_the_answer_plain_and_rules_a_reason(
    put_up: Callable[[str, str], None],
) -> None:
    put_up("faulty", FAULTY)
    faulty = get_field_type("faulty.drawn")

    assert faulty.display(question("faulty.drawn"), 21, CONTEXT) == "21"
    assert faulty.to_value(21) is Reason.UNAVAILABLE


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("breaks_at_import", "1 / 0"),
        ("names_nothing", "TYPES = []"),
        ("lists_no_types", "FIELD_TYPES = [object()]"),
    ],
)
def test_broken_module_offers_nothing(
    write_plugin: WritePlugin, install: Install, name: str, source: str
) -> None:
    before = known_field_types()
    install(write_plugin(name, fields=source))

    assert known_field_types() == before
    assert get_field_type(f"{name}.any").key == "absent"
