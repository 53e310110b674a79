"""The conformance kit passes a sound plugin, and each of its checks notices a plugin spoiled in its way."""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from portal.definitions import publishing
from portal.definitions.readback import ReadBackSection, read_back
from portal.records.people.models import Person
from portal.records.wizards.models import WizardVersion
from portal.sdk.testing import CHECKS, Finding, check_plugin, effects, reinstalling
from portal.sdk.testing.effects import DatabaseAskedError, no_database
from portal.users.models import User
from portal.wizards import presentation, running
from tests.contracts.sound_plugin import SOUND
from tests.unit.portal.plugins.conftest import Install

pytestmark = pytest.mark.django_db

SHARED = 'eq(answer("shared"), True)'
ASKING = "from portal.records.models import Person\nPerson.objects.count()\n"
SPOILS: list[tuple[str, str, str, str, str]] = [
    # check, module, what is replaced, by what, the place that must be named
    ("metadata", "apps", 'lazy_text("Parking", "Aparcamiento")', '"Parking"', "{name}.title"),
    ("metadata", "apps", '"Aparcamiento"', '""', "{name}.title"),
    ("metadata", "apps", 'version = "1.0"', 'version = "new"', "{name}.version"),
    ("metadata", "apps", "(1, 1)", "(2, 3)", "{name}"),
    ("keys", "wizards", '"{name}.permit"', '"elsewhere.permit"', "elsewhere.permit"),
    ("keys", "wizards", "    )\n]", "    )\n] * 2", "{name}.permit"),
    ("keys", "effects", '"{name}.permit"', '"certification.permit"', "certification.permit"),
    ("addresses", "apps", '("parking",)', '("streets",)', "{name}.urls"),
    ("addresses", "apps", '("parking",)', '("parking", "admin")', "{name}.url_slugs"),
    ("addresses", "apps", '("parking",)', '("parking", "Two/3")', "{name}.url_slugs"),
    ("definitions", "wizards", 'id="names"', 'id="seats"', "{name}.permit.others.seats"),
    ("definitions", "wizards", '"shared"), True', '"shared"), 7', "{name}.permit.others"),
    (
        "definitions",
        "wizards",
        'id="plate"',
        'id="plate", binding="person.x"',
        "{name}.permit.car.plate",
    ),
    (
        "definitions",
        "wizards",
        'steps=("car", "promise")',
        'steps=("car",)',
        '{name}.permit.scenario "alone"',
    ),
    ("scenarios", "wizards", "scenarios=(ALONE,)", "scenarios=()", "{name}.permit"),
    ("texts", "wizards", '"Conduce sin compañía"', '""', "{name}.permit.alone.name"),
    ("texts", "wizards", '"Sobre el coche."', '""', "{name}.permit.car.introduction"),
    (
        "definitions",
        "wizards",
        SHARED,
        "all_of(eq(SEATS, 3), eq(SEATS, 4))",
        "{name}.permit.others",
    ),
    ("reach", "wizards", SHARED, "gt(SEATS, 10**9)", "{name}.permit.others"),
    ("effects", "effects", "[PHONE]", "['renew it']", "{name}.permit.on_approved"),
    ("effects", "effects", "[PHONE]", '[WriteBack("person.ein", "")]', "{name}.permit.on_approved"),
    ("effects", "effects", "[PHONE]", '[CloseTimelyFiling("X")]', "{name}.permit.on_approved"),
    ("effects", "effects", "[PHONE]", "[PHONE][:next(COUNT)]", "{name}.permit.on_approved"),
    (
        "effects",
        "effects",
        "[PHONE]",
        "[][case.answers['paint'] == 'red']",
        "{name}.permit.on_approved",
    ),
    ("effects", "effects", "def on_denied", "def on_refused", "{name}.permit.on_denied"),
    ("fees", "fees", '"{name}.permit"', '"{name}.nothing"', "{name}.nothing"),
    ("fees", "fees", "ServiceFees(", "dict(", "{name}.permit"),
    ("fees", "fees", 'usual=(FeeRequest("duplicate"),)', 'usual=("duplicate",)', "{name}.permit"),
    ("fees", "fees", "quantity=1)]", "quantity=1)] * 21", "{name}.permit"),
    ("fees", "fees", "quantity=1)]", "quantity=0)]", "{name}.permit"),
    ("fees", "fees", "quantity=1)]", "quantity=next(COUNT))]", "{name}.permit"),
    ("fees", "fees", "quantity=1)]", "quantity=ask_database())]", "{name}.permit"),
    ("fees", "fees", "una copia", "", "{name}.permit"),
    ("no_queries", "effects", "[PHONE]", "[PHONE] * ask_database()", "{name}.permit.on_approved"),
    ("no_queries", "wizards", "CAR =", f"{ASKING}CAR =", "{name}.wizards"),
    ("resumes", "wizards", '"long_text"', '"integer", options=IMPOSSIBLE', "{name}.permit.car"),
    (
        "private",
        "wizards",
        'id="fits", type="integer"',
        'id="fits", type="integer", options=IMPOSSIBLE',
        "{name}.permit.private.fits",
    ),
    ("read_back", "wizards", '"Blue"', '"Red"', "{name}.permit.paint"),
    ("fields", "fields", '"{name}.meters"', '"elsewhere.meters"', "elsewhere.meters"),
    ("fields", "fields", "ValueType.INTEGER", "ValueType.DATE", "{name}.meters"),
    ("fields", "fields", "(question, language)", "(question, 'en')", "{name}.meters"),
    ("fields", "fields", "max_value=50", "max_value=-50", "{name}.meters"),
    ("fields", "fields", "IntegerField", "DecimalField", "{name}.meters"),
    ("functions", "rules", '"{name}.area"', '"area"', "area"),
    ("functions", "rules", '"{0} por {1}"', '""', "{name}.area"),
    ("functions", "rules", "width * length", "width // length", "{name}.area"),
    ("functions", "rules", "width * length", "width / 2", "{name}.area"),
    ("functions", "rules", "width * length", "next(COUNT)", "{name}.area"),
    ("blocks", "blocks", 'default="P"', "default=5, template='nowhere.html'", "{name}.sign"),
    ("dashboard", "dashboard", '"Aparcado"', '""', "{name}.count"),
    ("dashboard", "dashboard", '"Puede aparcar."', '""', "{name}.count"),
    ("dashboard", "dashboard", '"/parking/"', '"http://elsewhere.example/"', "{name}.count"),
    ("dashboard", "dashboard", '"/parking/"', '"javascript:0"', "{name}.count"),
    ("dashboard", "dashboard", '"/parking/"', '"//elsewhere.example/"', "{name}.count"),
    ("dashboard", "dashboard", '"Plazas"', '""', "{name}.count"),
    (
        "dashboard",
        "dashboard",
        "return Card(",
        "facts.certificates[0]\n    return Card(",
        "{name}.count",
    ),
    (
        "dashboard",
        "dashboard",
        '"Parked"',
        "str(__import__('time').perf_counter_ns())",
        "{name}.count",
    ),
    (
        "dashboard",
        "dashboard",
        "return Card(",
        f"{ASKING.replace(chr(10), ';')}\n    return Card(",
        "{name}.count",
    ),
    ("messages", "messages", '"{name}.permit"', '"{name}.nothing"', "{name}.nothing"),
    ("messages", "messages", "ServiceMessages(", "dict(", "{name}.permit"),
    ("messages", "messages", '"Aparque en el A"', '" "', "{name}.permit.approved"),
    ("messages", "messages", '"Park in lot "', "5 ", "{name}.permit.approved"),
    ("messages", "messages", '"A"', '"A" * 2_000', "{name}.permit.approved"),
    ("messages", "messages", '"A"', "str(next(COUNT))", "{name}.permit.approved"),
    ("messages", "messages", '"A"', "ask_database()", "{name}.permit.approved"),
    ("jobs", "jobs", "LOTS.append(at)", "1 / 0", "{name}.count_lots"),
    ("jobs", "jobs", "run=count_lots)]", "run=count_lots)] * 2", "{name}.count_lots"),
    ("jobs", "jobs", "run=count_lots)]", "run=count_lots), count_lots]", "{name}"),
    (
        "jobs",
        "jobs",
        "LOTS.append(at)\n\n\nJOBS = [RegularJob(",
        "sleep(0.01)\n\n\nJOBS = [RegularJob(longest=timedelta(microseconds=1), ",
        "{name}.count_lots",
    ),
    ("payment_methods", "payment_methods", '"{name}.coins"', '"other.coins"', "other.coins"),
    ("payment_methods", "payment_methods", '"Monedas"', '""', "{name}.coins"),
    ("payment_methods", "payment_methods", '"Está doblada."', '" "', "{name}.coins"),
    (
        "payment_methods",
        "payment_methods",
        'https://coins.example.org"]',
        'http://coins"]',
        "{name}.coins",
    ),
    ("payment_methods", "payment_methods", "CoinMethod()]", "CoinMethod()] * 2", "{name}.coins"),
    ("payment_methods", "payment_methods", "CoinMethod()]", "CoinMethod]", "{name}"),
    ("webhooks", "webhooks", 'raise ForgedNoticeError("not from a meter")', "pass", "{name}/meter"),
    ("webhooks", "webhooks", "raise ForgedNoticeError(", "raise KeyError(", "{name}/meter"),
    ("webhooks", "webhooks", "Webhook(read=read)", "read", "{name}/meter"),
    ("checks", "checks", '"stays"', '"long stays"', "{name}.long stays"),
    ("checks", "checks", "return [", "return 1 / 0, [", "{name}.stays"),
    ("checks", "checks", '(car, "stays too long")', "(5, car)", "{name}.stays"),
    (
        "checks",
        "checks",
        "return [",
        "from portal.users.models import User; User.objects.update(last_name='X'); return [",
        "{name}.stays",
    ),
    ("admin", "admin", '"Plazas"', '""', "{name}/lots"),
    ("admin", "admin", "permission=VIEW_QUEUE", 'permission="park.cars"', "{name}/lots"),
    ("admin", "admin", '"all lots"', '"all lots", status=404', "{name}/lots"),
    ("admin", "admin", '"all lots"', "1 / 0", "{name}/lots"),
    ("reports", "reports", '"Aparcamientos llenos"', '""', "{name}.full_lots"),
    ("reports", "reports", '"De hoy."', '""', "{name}.full_lots"),
    ("reports", "reports", '"Coches"', '""', "{name}.full_lots"),
    ("reports", "reports", "permission=VIEW_QUEUE", 'permission="park.cars"', "{name}.full_lots"),
    ("reports", "reports", '("South", None)', '("South",)', "{name}.full_lots"),
    ("reports", "reports", '("South", None)', '("South", 1.5)', "{name}.full_lots"),
    ("reports", "reports", "    return [", "    return 1 / 0, [", "{name}.full_lots"),
    ("reports", "reports", '"Coches"))', '"Coches")) * 11', "{name}.full_lots"),
    ("reports", "reports", "    )\n]", "    )\n] * 2", "{name}.full_lots"),
    ("reports", "reports", "    )\n]", "    ),\n    full_lots,\n]", "{name}"),
    ("demo", "demo", "    return [", "    return 1 / 0, [", "{name}"),
    ("demo", "demo", '"applicant"', '"nobody"', "{name}"),
    ("demo", "demo", '"{name}.permit"', '"{name}.nothing"', "{name}"),
    ("demo", "demo", '"plate"', '"place"', "{name}"),
    ("demo", "demo", '{"car": car,', '{"bike": car,', "{name}"),
    ("demo", "demo", '"AB 123"', "str(next(COUNT))", "{name}"),
    ("demo", "demo", "DemoFiling(\n", "dict(\n", "{name}"),
    ("api", "api", "ROUTER.get", "ROUTER.post", "{name}/lots"),
    ("api", "api", "Return how many there are.", "", "{name}/lots"),
    ("api", "api", "return 5", "return 1 / 0", "{name}/lots"),
    ("reinstall", "wizards", '"Ask for one."', "str(perf_counter_ns())", "{name}.permit"),
]


@pytest.fixture
def write(tmp_path: Path, write_plugin: Callable[..., str], install: Install) -> Callable[..., str]:
    """Return a function that writes and installs the sound plugin, or one spoiled by a changed text."""

    def write_and_install(name: str, module: str = "", old: str = "", new: str = "") -> str:
        sources = dict(SOUND)
        if module:
            assert old in sources[module], "the spoil changes nothing"
            sources[module] = sources[module].replace(old, new)
        named = {key: source.replace("{name}", name) for key, source in sources.items()}
        apps = named.pop("apps")
        write_plugin(name, **named)
        (tmp_path / name / "apps.py").write_text(apps)
        install(name)
        return name

    return write_and_install


def test_sound_plugin_passes(write: Callable[..., str]) -> None:
    assert check_plugin(write("sound_plugin")) == []


@pytest.mark.proof
@pytest.mark.parametrize("number", range(len(SPOILS)), ids=[spoil[-1] for spoil in SPOILS])
def test_spoiled_plugin_is_noticed_and_the_place_named(
    write: Callable[..., str], number: int
) -> None:
    check, module, old, new, place = SPOILS[number]
    name = write(f"spoiled_{number}", module, old, new)

    findings = check_plugin(name)

    named = (check, place.replace("{name}", name))
    assert named in places(findings), findings


def test_each_check_has_a_plugin_that_it_notices() -> None:
    assert {spoil[0] for spoil in SPOILS} == set(CHECKS)


def test_plugin_that_is_not_installed_is_no_plugin_that_passes() -> None:
    (finding,) = check_plugin("nobody_wrote_it")

    assert str(finding) == "metadata: nobody_wrote_it: no plugin of this id runs on this portal"


def test_plugin_whose_id_is_not_the_name_of_its_package_is_noticed(
    write: Callable[..., str],
) -> None:
    write("package_name", "apps", 'label = "{name}"', 'label = "another"')

    assert ("metadata", "another.label") in places(check_plugin("another"))


def test_kit_leaves_nothing_in_the_database(write: Callable[..., str]) -> None:
    before = (WizardVersion.objects.count(), Person.objects.count(), User.objects.count())

    check_plugin(write("tidy_plugin"))

    assert (WizardVersion.objects.count(), Person.objects.count(), User.objects.count()) == before


def test_kit_notices_a_portal_that_forgets_what_was_answered(
    write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "initial_values", lambda run, step, record: {})

    findings = check_plugin(write("forgotten_plugin"), checks=["resumes"])

    assert ("resumes", "forgotten_plugin.permit.car.plate") in places(findings)


def test_kit_notices_a_read_back_that_leaves_an_answer_out(
    write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_less(*arguments: Any) -> list[ReadBackSection]:
        return [replace(each, lines=each.lines[1:]) for each in read_back(*arguments)]

    monkeypatch.setattr(presentation, "read_back", read_less)

    findings = check_plugin(write("silent_plugin"), checks=["read_back"])

    assert ("read_back", "silent_plugin.permit.car.plate") in places(findings)


def test_kit_notices_a_portal_that_publishes_twice(
    write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_known(definition: object) -> str:
        return uuid4().hex

    monkeypatch.setattr(publishing, "content_hash", never_known)

    findings = check_plugin(write("repeated_plugin"), checks=["reinstall"])

    assert ("reinstall", "repeated_plugin") in places(findings)


def test_kit_notices_a_portal_that_serves_what_no_plugin_offers(
    write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reinstalling, "without_plugin", lambda plugin_id: nullcontext())

    findings = check_plugin(write("undead_plugin"), checks=["reinstall"])

    assert ("reinstall", "undead_plugin.permit") in places(findings)


def test_closed_database_names_what_was_asked_even_where_the_error_is_swallowed() -> None:
    with no_database() as asked, suppress(DatabaseAskedError):
        Person.objects.count()

    assert len(asked) == 1
    assert Person.objects.count() == 0


def test_kit_notices_a_block_that_lets_statements_through(
    write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects, "no_database", lambda: nullcontext([]))

    findings = check_plugin(write("open_plugin"), checks=["no_queries"])

    assert places(findings) == {("no_queries", "open_plugin")}


def places(findings: list[Finding]) -> set[tuple[str, str]]:
    """Return the check and the place of each finding."""
    return {(each.check, each.place) for each in findings}
