"""Which parameters an address of the content API knows. Wagtail ignores others: a misspelled filter would list all."""

from functools import cache

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.v3.urls import api
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import get_page_models

ANYWHERE = frozenset({"format"})
"""What asks for nothing that is listed."""


def find_unknown(request: HttpRequest, name: str) -> str:
    """Return a parameter that an address, by its name, does not know; empty where all are known."""
    asked = set(request.GET) - ANYWHERE
    if not asked:
        return ""
    return min(asked - _list_declared(name) - _list_filters(name), default="")


@cache
def _list_declared(name: str) -> frozenset[str]:
    """Return the parameters that the API's own description names."""
    described = api.get_openapi_schema()["paths"]
    root = reverse("wagtailapi_v3:api-root")
    route = next(str(each.pattern) for each in api.urls[0] if each.name == name)
    operation = described.get(root + route.replace("<", "{").replace(">", "}"), {}).get("get", {})
    return frozenset(each["name"] for each in operation.get("parameters", ()))


@cache
def _list_filters(name: str) -> frozenset[str]:
    """Return the fields by which a list can be filtered."""
    if name == "list_pages":
        told = {
            field.name for model in get_page_models() for field in getattr(model, "api_fields", ())
        }
        return frozenset(told | set(BASE_PAGE_READ_FIELDS))
    models: dict[str, type[Model]] = {
        "list_images": get_image_model(),
        "list_documents": get_document_model(),
        "list_redirects": Redirect,
    }
    if name not in models:
        return frozenset()
    return frozenset(field.name for field in models[name]._meta.get_fields())
