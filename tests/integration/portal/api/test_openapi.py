"""The OpenAPI document is what was agreed, and answers are what it says.

After a meant change: pytest tests/integration/portal/api/test_openapi.py --snapshot-update
"""

import json
from typing import Any

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.integration.portal.api.conftest import Ask, Hold


@pytest.fixture
def document(ask: Ask) -> dict[str, Any]:
    """Return the document as it is published."""
    return json.loads(ask("/openapi.json").content)


def test_document_is_the_agreed_one(document: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    assert document == snapshot(extension_class=JSONSnapshotExtension)


def test_document_asks_for_no_key_and_knows_only_reading(document: dict[str, Any]) -> None:
    assert "securitySchemes" not in document["components"]
    assert {method for methods in document["paths"].values() for method in methods} == {"get"}


@pytest.mark.parametrize(
    ("path", "query", "template", "status"),
    [
        ("/services", {}, "/services", 200),
        ("/services/credential_lookup.search", {}, "/services/{key}", 200),
        ("/services/nothing", {}, "/services/{key}", 404),
        ("/look-up", {"name": "voss"}, "/look-up", 200),
        ("/look-up", {"name": "v"}, "/look-up", 422),
        ("/certificates/{number}", {}, "/certificates/{number}", 200),
        ("/certificates/C2MNKQ4627", {}, "/certificates/{number}", 404),
        ("/certificates/nonsense", {}, "/certificates/{number}", 422),
    ],
)
def test_answer_keeps_to_the_document(
    ask: Ask,
    hold: Hold,
    document: dict[str, Any],
    path: str,
    query: dict[str, str],
    template: str,
    status: int,
) -> None:
    number = hold().number

    response = ask(path.format(number=number), **query)

    answers = document["paths"][f"/api/v1{template}"]["get"]["responses"]
    schema = answers[str(status)]["content"]["application/json"]["schema"]
    assert response.status_code == status
    jsonschema.validate(response.json(), {**schema, "components": document["components"]})
