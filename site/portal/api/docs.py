"""The documentation page, written from the OpenAPI document; it loads nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI

__all__ = ["Field", "Operation", "Shape", "describe", "show_docs"]

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of an answer."""

    name: str
    kind: str
    description: str
    shape: str = ""
    where: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back with a status."""

    status: str
    shape: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address and what it does."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the answers; ``values`` where it is one of a list of words."""

    name: str
    description: str
    fields: tuple[Field, ...]
    values: tuple[str, ...] = ()


def show_docs(request: HttpRequest, *, api: NinjaAPI) -> HttpResponse:
    """Answer with the documentation of the API."""
    document: Document = api.get_openapi_schema()
    context = {
        "info": document["info"],
        "operations": describe(document),
        "shapes": describe_shapes(document),
        "openapi_url": reverse(f"{api.urls_namespace}:openapi-json"),
    }
    return render(request, "portal/api/docs.html", context)


def describe(document: Document) -> tuple[Operation, ...]:
    """Return the operations in the order of the document."""
    return tuple(
        _operation(path, method, each)
        for path, methods in document["paths"].items()
        for method, each in methods.items()
    )


def describe_shapes(document: Document) -> tuple[Shape, ...]:
    """Return the objects that answers are made of, by name."""
    return tuple(
        Shape(
            name=name,
            description=schema.get("description", ""),
            fields=tuple(_field(*each) for each in schema.get("properties", {}).items()),
            values=tuple(map(str, schema.get("enum", ()))),
        )
        for name, schema in sorted(document["components"]["schemas"].items())
    )


def _operation(path: str, method: str, operation: Document) -> Operation:
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
        answers=tuple(_answer(*each) for each in operation["responses"].items()),
    )


def _parameter(parameter: Document) -> Field:
    schema = parameter["schema"]
    kind, shape = _kind(schema)
    limits = [
        each["maxLength"] for each in [schema, *schema.get("anyOf", ())] if "maxLength" in each
    ]
    return Field(
        name=parameter["name"],
        kind=kind.removesuffix(" or null"),
        shape=shape,
        description=parameter.get("description") or schema.get("description", ""),
        where=parameter["in"],
        limits=str(limits[0]) if limits else "",
    )


def _answer(status: str | int, answer: Document) -> Answer:
    schemas = [each["schema"] for each in answer.get("content", {}).values()]
    return Answer(str(status), _kind(schemas[0])[1] if schemas else "")


def _field(name: str, schema: Document) -> Field:
    kind, shape = _kind(schema)
    return Field(name, kind, schema.get("description", ""), shape)


def _kind(schema: Document) -> tuple[str, str]:
    """Return the kind of a value in words and the name of the shape it has, if any."""
    if "$ref" in schema:
        shape = schema["$ref"].rpartition("/")[2]
        return shape, shape
    for several in ("anyOf", "allOf"):
        if several in schema:
            kinds = [_kind(each) for each in schema[several]]
            return " or ".join(kind for kind, _ in kinds), "".join(shape for _, shape in kinds)
    if schema.get("type") == "array":
        kind, shape = _kind(schema["items"])
        return f"list of {kind}", shape
    if "enum" in schema:
        return " or ".join(f'"{value}"' for value in schema["enum"]), ""
    return str(schema.get("format") or schema.get("type", "")), ""
