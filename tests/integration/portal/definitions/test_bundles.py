"""A wizard goes to another portal as a file and comes back; a file that is not whole or sound changes nothing."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.definitions import schema, upgrades
from portal.definitions.bundles import BundleError, read_bundle, write_bundle
from portal.definitions.publishing import publish_wizard
from portal.definitions.rules import to_data
from portal.definitions.rules.build import answer, eq
from portal.definitions.serialization import content_hash, dump_wizard, load_wizard
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import text
from portal.records.models import Wizard, WizardVersion
from tests.factories.renewals import NOW, publish_renewal

pytestmark = pytest.mark.django_db
KEY = "certification.renew_professional"
Spoil = Callable[[dict[str, Any]], Any]


@pytest.fixture
def bundle() -> dict[str, Any]:
    """Return a bundle of a wizard that no plugin here offers."""
    data: dict[str, Any] = json.loads(write_bundle(publish_renewal()))
    return data


def rehash(data: dict[str, Any]) -> str:
    """Return the bundle as somebody would forge it: with a digest that fits."""
    return json.dumps({**data, "content_hash": content_hash(data["definition"])})


def names(text: str) -> list[str]:
    """Return the names of what is wrong with a bundle."""
    with pytest.raises(BundleError) as caught:
        read_bundle(text)
    return [error.name for error in caught.value.errors]


def test_bundle_is_the_definition_again(bundle: dict[str, Any]) -> None:
    read = read_bundle(json.dumps(bundle))

    assert dump_wizard(read.spec) == bundle["definition"]


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish a definition as an editor."""
    return publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=NOW)


def test_commands_carry_a_wizard_over_and_tell_what_it_changes(
    bundle: dict[str, Any], tmp_path: Path
) -> None:
    spec = load_wizard(bundle["definition"])
    publish(replace(spec, title=text("Renew it", "Renovar")))
    file, said = tmp_path / "bundle.json", StringIO()
    with file.open("w") as target:
        call_command("export_wizard", "test.renew", version_number=1, stdout=target)

    call_command("import_wizard", str(file), "--dry-run", stdout=said)
    wizard = Wizard.objects.get(key="test.renew")
    assert wizard.current_version is not None
    assert wizard.current_version.number == 2
    call_command("import_wizard", str(file), stdout=said)

    wizard.refresh_from_db()
    assert wizard.current_version.number == 1
    assert said.getvalue().splitlines() == [
        "test.renew, changes from the version on offer: 1",
        "  The service as a whole: Title: Renew it → Renew",
        "test.renew, changes from the version on offer: 1",
        "  The service as a whole: Title: Renew it → Renew",
        "test.renew version 1 is on offer",
    ]


def test_wizard_that_is_new_is_published(bundle: dict[str, Any], tmp_path: Path) -> None:
    bundle["definition"]["key"] = "elsewhere.renew"
    file, said = tmp_path / "bundle.json", StringIO()
    file.write_text(rehash(bundle))

    call_command("import_wizard", str(file), stdout=said)

    assert said.getvalue().splitlines() == [
        "elsewhere.renew is new here",
        "elsewhere.renew version 1 is on offer",
    ]
    assert Wizard.objects.get(key="elsewhere.renew").origin == "editor"


def scenario(*, on: str = "2026-03-02", steps: list[str] | None = None) -> dict[str, Any]:
    """Return a scenario of the bundle's wizard, whose one question is answered."""
    return {
        "id": "usual",
        "name": {"en": "Usual", "es": "Habitual"},
        "on": on,
        "answers": {"contact": {"phone": "860-555-0123"}},
        "expected": {"steps": ["contact"] if steps is None else steps},
    }


def test_scenarios_travel_with_the_bundle(bundle: dict[str, Any]) -> None:
    bundle["definition"]["scenarios"] = [scenario()]

    read = read_bundle(rehash(bundle))

    assert [each.id for each in read.spec.scenarios] == ["usual"]
    assert dump_wizard(read.spec) == bundle["definition"]


def test_import_tells_which_scenario_fails_and_writes_nothing(
    bundle: dict[str, Any], tmp_path: Path
) -> None:
    bundle["definition"]["scenarios"] = [scenario(steps=["contact", "contact"])]
    file, before = tmp_path / "bundle.json", WizardVersion.objects.count()
    file.write_text(rehash(bundle))

    with pytest.raises(CommandError) as caught:
        call_command("import_wizard", str(file))

    assert str(caught.value).splitlines() == [
        "Nothing was imported.",
        (
            'scenario "usual": failing_scenario. The scenario comes out otherwise than recorded. '
            "steps: expected contact, contact; found contact"
        ),
    ]
    assert WizardVersion.objects.count() == before


def test_bundle_of_an_earlier_schema_is_read_in_the_present_one(
    bundle: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrades, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(upgrades, "UPGRADES", {1: lambda data: data | {"title": data.pop("name")}})
    present = deepcopy(schema.get_schema())
    present["$defs"]["wizard"]["properties"]["schema_version"] = {"const": 2}
    monkeypatch.setattr(schema, "get_schema", lambda: present)
    earlier = bundle["definition"]
    earlier["name"] = earlier.pop("title")

    assert read_bundle(rehash(bundle)).spec.title == earlier["name"]
    del earlier["name"]
    assert names(rehash(bundle)) == ["unreadable_definition"]


def rule_over(question: str) -> dict[str, Any]:
    """Return the data of a rule that reads a question."""
    return to_data(eq(answer(question), "x"))


def add_a_circle(data: dict[str, Any]) -> None:
    """Let the bundle's question and one more wait for each other."""
    asked = data["definition"]["steps"][0]["fields"]
    asked.append({**asked[0], "id": "other", "condition": rule_over(asked[0]["id"])})
    asked[0]["condition"] = rule_over("other")


SPOILS: dict[str, tuple[str, Spoil]] = {
    "another format": ("unknown_format", lambda data: data.update(format=2)),
    "a text as format": ("unknown_format", lambda data: data.update(format="1")),
    "no format": ("not_a_bundle", lambda data: data.pop("format")),
    "no definition": ("not_a_bundle", lambda data: data.update(definition=[])),
    "plugins that are none": ("not_a_bundle", lambda data: data.update(required_plugins=[1])),
    "a plugin without a version": (
        "not_a_bundle",
        lambda data: data.update(required_plugins={"x": 1}),
    ),
    "a newer schema": (
        "unreadable_definition",
        lambda data: data["definition"].update(schema_version=99),
    ),
    "no steps": ("wrong_shape", lambda data: data["definition"].pop("steps")),
    "an empty list of steps": ("no_steps", lambda data: data["definition"].update(steps=[])),
    "a step of another kind": (
        "wrong_shape",
        lambda data: data["definition"]["steps"][0].update(kind="dance"),
    ),
    "a missing language": (
        "missing_text",
        lambda data: data["definition"]["title"].pop("es"),
    ),
    "an absent plugin": (
        "missing_plugin",
        lambda data: data.update(required_plugins={"absent": "1.0"}),
    ),
    "a type of an absent plugin": (
        "missing_plugin",
        lambda data: data["definition"]["steps"][0]["fields"][0].update(type="absent.kind"),
    ),
    "an unknown type": (
        "unknown_type",
        lambda data: data["definition"]["steps"][0]["fields"][0].update(type="dance"),
    ),
    "a wizard that a plugin here publishes": (
        "belongs_to_plugin",
        lambda data: data["definition"].update(key=KEY),
    ),
    "an answer that is a number": (
        "wrong_shape",
        lambda data: data["definition"]["steps"][0].update(title={"en": 5, "es": "x"}),
    ),
    "something nobody knows": (
        "wrong_shape",
        lambda data: data["definition"]["steps"][0]["fields"][0].update(colour="red"),
    ),
    "a scenario that fails": (
        "failing_scenario",
        lambda data: data["definition"].update(scenarios=[scenario(steps=[])]),
    ),
    "a scenario about a step that is none": (
        "unknown_step_in_scenario",
        lambda data: data["definition"].update(scenarios=[scenario(steps=["lost"])]),
    ),
    "a scenario on no day": (
        "unreadable_scenario",
        lambda data: data["definition"].update(scenarios=[scenario(on="2026-02-30")]),
    ),
    "a scenario of another shape": (
        "wrong_shape",
        lambda data: data["definition"].update(scenarios=[scenario(on="soon")]),
    ),
    "a rule over a question that is none": (
        "use_before_definition",
        lambda data: data["definition"]["steps"][0].update(condition=rule_over("lost")),
    ),
    "a step that waits for its own question": (
        "reads_itself",
        lambda data: data["definition"]["steps"][0].update(condition=rule_over("phone")),
    ),
    "questions that wait for each other": ("circular_rule", add_a_circle),
    "a rule over nothing": (
        "unreadable_definition",
        lambda data: data["definition"]["steps"][0].update(condition={"op": "dance"}),
    ),
}


@pytest.mark.parametrize("case", SPOILS)
def test_what_is_wrong_is_named(bundle: dict[str, Any], case: str) -> None:
    name, spoil = SPOILS[case]
    spoil(bundle)
    before = WizardVersion.objects.count()

    assert name in names(rehash(bundle))
    assert WizardVersion.objects.count() == before


def test_content_that_was_changed_on_the_way_is_refused(bundle: dict[str, Any]) -> None:
    bundle["definition"]["minutes"] = 99

    assert names(json.dumps(bundle)) == ["changed_since_export"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '"x"', "[" * 100_000, "\x00"])
def test_text_that_is_no_bundle_is_refused(text: str) -> None:
    assert names(text)[0] in {"not_json", "not_a_bundle"}


def test_bundle_of_any_length_that_was_cut_is_refused(bundle: dict[str, Any]) -> None:
    whole = json.dumps(bundle)

    for end in range(0, len(whole), max(len(whole) // 60, 1)):
        assert names(whole[:end]) == ["not_json"]


def test_bundle_that_is_too_large_or_too_deep_is_refused(bundle: dict[str, Any]) -> None:
    assert names(" " * 5_000_001) == ["too_large"]
    nested: Any = []
    for _level in range(300):
        nested = [nested]
    assert names(json.dumps({**bundle, "more": nested})) == ["too_deep"]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_text_that_no_database_keeps_is_refused(bundle: dict[str, Any], text: str) -> None:
    assert names(json.dumps({**bundle, "more": [{text: 1}]})) == ["unkeepable_text"]
    bundle["definition"]["title"]["en"] = text
    assert names(json.dumps(bundle)) == ["unkeepable_text"]


def test_random_faults_are_refused_by_name_or_read(bundle: dict[str, Any]) -> None:
    chance = random.Random(7)
    values = [None, 0, -1, 1.5, True, "", "x", "é" * 300, [], {}, [[]], {"en": 5}, {"op": "all"}]
    refused = 0
    for _fault in range(400):
        spoiled = json.loads(json.dumps(bundle))
        places = list(walk(spoiled["definition"]))
        holder, key = chance.choice(places)
        if chance.random() < 0.3:
            del holder[key]
        else:
            holder[key] = chance.choice(values)
        refused += is_refused(rehash(spoiled))
    assert refused > 200


def is_refused(text: str) -> bool:
    """Tell whether a bundle is refused, with what is wrong and where; any other error fails the test."""
    try:
        read_bundle(text)
    except BundleError as error:
        return all(each.name and each.place for each in error.errors)
    return False


def walk(data: Any) -> Any:
    """Yield every place of a JSON value as its holder and key."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from walk(value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "Nothing was imported.\nbundle: not_text. The file is no text in UTF-8"),
        (b"PK\x03\x04\x81", "bundle: not_text. The file is no text in UTF-8"),
        (b"", "bundle: not_json. The file is cut short"),
        (b"{", "Nothing was imported.\nbundle: not_json. The file is cut short"),
        (b" " * 5_000_001, "bundle: too_large. The file is too large."),
    ],
    ids=["encoding", "archive", "empty", "cut", "large"],
)
def test_command_names_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=said):
        call_command("import_wizard", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_wizard", str(tmp_path / "absent"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_wizard", str(tmp_path))


def test_command_takes_a_file_that_an_editor_marked(bundle: dict[str, Any], tmp_path: Path) -> None:
    file, said = tmp_path / "bundle.json", StringIO()
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(bundle).encode())

    call_command("import_wizard", str(file), "--dry-run", stdout=said)

    assert said.getvalue() == "test.renew, changes from the version on offer: 0\n"
