"""Every message of the sources is in the Spanish catalogs, translated, with its placeholders; catalogs name nobody."""

import ast
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.environment import is_ci
from tools import messages
from tools.prepare import ROOT, list_catalogs

CATALOGS = list_catalogs(ROOT)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|</?[a-z]+|%%")
SOURCE_FOLDERS = ("site", "content", "portal_plugins")
FAMILIAR = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}

Key = tuple[str | None, object]


@pytest.fixture
def xgettext() -> None:
    """Need GNU gettext, which collects messages from the sources; CI must have it."""
    if shutil.which("xgettext"):
        return
    reason = "no GNU gettext on this machine (apt-get install gettext)"
    if is_ci():
        pytest.fail(f"CI must collect messages: {reason}")
    pytest.skip(reason)


def read_messages(catalog: Path) -> list[Message]:
    """Return the messages of a catalog."""
    with catalog.open("rb") as file:
        return [message for message in read_po(file, abort_invalid=True) if message.id]


def keys_of(catalog: Path) -> set[Key]:
    """Return what identifies each message of a catalog."""
    return {(message.context, message.id) for message in read_messages(catalog)}


def said_by(found: Iterable[Message]) -> dict[tuple[str, ...], list[str]]:
    """Return the translations by message."""
    return {tuple(forms_of(each.id)): forms_of(each.string) for each in found if each.id}


def forms_of(text: object) -> list[str]:
    """Return the singular and plural forms of one side of a message."""
    return list(text) if isinstance(text, tuple | list) else [str(text)]


def name_of(catalog: Path) -> str:
    """Return the place of a catalog."""
    return str(catalog.relative_to(ROOT))


def test_each_plugin_with_messages_has_a_catalog_of_its_own() -> None:
    assert {name_of(catalog) for catalog in CATALOGS} >= {
        "locale/es/LC_MESSAGES/django.po",
        "portal_plugins/certification/locale/es/LC_MESSAGES/django.po",
        "portal_plugins/credential_lookup/locale/es/LC_MESSAGES/django.po",
    }


@pytest.mark.usefixtures("xgettext")
def test_catalogs_hold_the_messages_of_the_sources_and_no_others(tmp_path: Path) -> None:
    messages.collect(tmp_path)

    collected = {str(path.relative_to(tmp_path)): path for path in list_catalogs(tmp_path)}
    assert set(collected) == {name_of(catalog) for catalog in CATALOGS}
    for catalog in CATALOGS:
        assert keys_of(catalog) == keys_of(collected[name_of(catalog)]), "run make messages"


@pytest.mark.parametrize("catalog", CATALOGS, ids=name_of)
def test_every_message_is_translated(catalog: Path) -> None:
    assert messages.list_untranslated(catalog) == []


@pytest.mark.parametrize("catalog", CATALOGS, ids=name_of)
def test_translations_keep_placeholders_and_markup(catalog: Path) -> None:
    wrong = [
        (original, translation)
        for message in read_messages(catalog)
        for original, translation in zip(
            forms_of(message.id), forms_of(message.string), strict=True
        )
        if Counter(PLACEHOLDER.findall(original)) != Counter(PLACEHOLDER.findall(translation))
    ]

    assert wrong == []


@pytest.mark.parametrize("catalog", CATALOGS, ids=name_of)
def test_catalog_names_no_place_person_or_tool(catalog: Path) -> None:
    text = catalog.read_text()

    assert text.startswith(messages.HEADER.format(language="es", plurals=messages.PLURALS["es"]))
    assert not [line for line in text.splitlines() if line.startswith(("#:", "#~", "# "))]
    assert "@" not in text


@pytest.mark.parametrize("catalog", CATALOGS, ids=name_of)
def test_compiled_catalog_says_what_its_source_says(catalog: Path) -> None:
    with catalog.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)

    assert said_by(compiled) == said_by(read_messages(catalog))


def test_messages_are_marked_by_names_that_are_collected() -> None:
    strange = [
        f"{path.relative_to(ROOT)}: {alias.name} as {alias.asname}"
        for folder in SOURCE_FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FAMILIAR and alias.asname not in {None, "_"}
    ]

    assert strange == []


@pytest.mark.parametrize(
    ("entry", "untranslated"),
    [
        ('msgid "Save"\nmsgstr "Guardar"\n', []),
        ('msgid "Save"\nmsgstr ""\n', ["Save"]),
        ('#, fuzzy\nmsgid "Save"\nmsgstr "Salvar"\n', ["Save"]),
        (
            'msgid "%(n)s part"\nmsgid_plural "%(n)s parts"\nmsgstr[0] "%(n)s parte"\nmsgstr[1] ""\n',
            1,
        ),
    ],
)
def test_missing_translation_is_noticed(
    tmp_path: Path, entry: str, untranslated: list[str] | int
) -> None:
    catalog = tmp_path / "django.po"
    header = messages.HEADER.format(language="es", plurals=messages.PLURALS["es"])
    catalog.write_text(f"{header}\n{entry}")

    found = messages.list_untranslated(catalog)

    assert (len(found) if isinstance(untranslated, int) else found) == untranslated


@pytest.mark.parametrize("catalog", CATALOGS, ids=name_of)
def test_spanish_quotes_as_spanish_does(catalog: Path) -> None:
    said = [text for each in read_messages(catalog) for text in forms_of(each.string)]

    assert [text for text in said if set(text) & set("“”")] == []
