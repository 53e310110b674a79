"""The documentation page: written from the document, and nothing on it comes from elsewhere."""

import json
import re

from tests.integration.portal.api.conftest import Ask


def test_page_tells_every_operation_parameter_and_shape(ask: Ask) -> None:
    document = json.loads(ask("/openapi.json").content)

    html = ask("/docs").content.decode()

    for path, methods in document["paths"].items():
        assert f"<code>GET {path}</code>" in html
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in html
    for name, schema in document["components"]["schemas"].items():
        assert f'id="{name}"' in html
        assert all(f"<code>{field}</code>" in html for field in schema.get("properties", {}))


def test_page_loads_nothing_from_elsewhere_and_runs_no_inline_script(ask: Ask) -> None:
    html = ask("/docs").content.decode()

    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', html) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert " style=" not in html


def test_links_of_the_page_have_their_targets(ask: Ask) -> None:
    html = ask("/docs").content.decode()

    targets = set(re.findall(r'\bid="([^"]+)"', html))

    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets


def test_page_names_the_document(ask: Ask) -> None:
    assert 'href="/api/v1/openapi.json"' in ask("/docs").content.decode()
