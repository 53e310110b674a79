"""Clashes read in the editor's language, with what steps, questions and settings are called and never raw values."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.utils.translation import override

from portal.definitions.clash_words import describe_clashes
from portal.definitions.merging import merge_definitions
from portal.definitions.rules import to_data
from portal.definitions.rules.build import answer, eq
from portal.definitions.serialization import load_wizard

Data = dict[str, Any]
FIRST, SECOND, THIRD = ("Uno", "Dos", "Tres")


def question(name: str, label: str, **said: Any) -> Data:
    """Return a question in canonical form."""
    return {"id": name, "type": "text", "label": {"en": label, "es": label}, **said}


BASE: Data = {
    "schema_version": 1,
    "key": "bureau.one",
    "title": {"en": "One", "es": "Uno"},
    "summary": {"en": "One.", "es": "Uno."},
    "minutes": 10,
    "steps": [
        {
            "id": "about",
            "title": {"en": "About", "es": "Acerca"},
            "kind": "fields",
            "fields": [
                question("first", FIRST, options={"max_length": 10}),
                question("second", SECOND),
                question("third", THIRD, type="yes_no"),
            ],
        }
    ],
}


def changed(*order: int, length: int, many: bool, title: str) -> Data:
    """Return the definition as one side changed it."""
    data = deepcopy(BASE)
    fields = data["steps"][0]["fields"]
    fields[0]["options"]["max_length"] = length
    fields[1]["condition"] = to_data(eq(answer("first"), title))
    fields[2]["optional"] = many
    data["drafts"] = "many" if many else "one_under_way"
    data["steps"][0]["title"]["es"] = title
    data["steps"][0]["fields"] = [fields[place] for place in order]
    return data


def told(ours: Data, theirs: Data) -> list[tuple[Any, ...]]:
    """Return the clashes in Spanish."""
    clashes = merge_definitions(BASE, ours, theirs).clashes
    specs = [load_wizard(each) for each in (BASE, ours, theirs)]
    with override("es"):
        lines = describe_clashes(clashes, specs=specs, language="es")
    return [(each.where, each.what, each.base, each.ours, each.theirs) for each in lines]


def test_clashes_of_every_kind_are_told_in_words() -> None:
    ours = changed(0, 2, 1, length=20, many=True, title="Nuestro")
    theirs = changed(0, 1, length=1500, many=False, title="Suyo")
    here = "Nuestro › Tres"

    assert told(ours, theirs) == [
        (
            "El servicio en conjunto",
            "Cuántas solicitudes a la vez",
            ("una que aún no se haya enviado",),
            ("tantas como se quiera",),
            ("una, hasta que se decida",),
        ),
        ("Nuestro", "Título (Español)", ("Acerca",), ("Nuestro",), ("Suyo",)),
        ("Nuestro › Uno", "Límites: Máximo de caracteres", ("10",), ("20",), ("1500",)),
        (
            here,
            "Quitado en un lado, cambiado en el otro",
            ("Está.",),
            (f"{here}: Pregunta trasladada", f"{here}: Puede quedar vacía: no → sí"),
            ("Quitado",),
        ),
        (
            "Nuestro › Dos",
            "Se pregunta solo si",
            ("nada",),
            ("Uno es Nuestro",),
            ("Uno es Suyo",),
        ),
    ]


def test_orders_are_told_by_what_stands_in_them() -> None:
    alike = {"length": 10, "many": False, "title": "Uno"}

    (clash,) = told(changed(1, 0, 2, **alike), changed(0, 2, 1, **alike))

    assert clash == (
        "Uno",
        "Orden de las preguntas",
        ("1. Uno", "2. Dos", "3. Tres"),
        ("1. Dos", "2. Uno", "3. Tres"),
        ("1. Uno", "2. Tres", "3. Dos"),
    )
