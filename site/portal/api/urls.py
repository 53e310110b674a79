"""The portal's own API, mounted at /api/v1/: its version, its routers and its description."""

from __future__ import annotations

from functools import partial
from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.views.generic.base import RedirectView
from ninja import NinjaAPI, Router

from portal.api.answers import with_manners
from portal.api.catalog import router as services
from portal.api.docs import show_docs
from portal.api.keys import router as keys
from portal.api.lookup import router as lookup
from portal.api.offered import add_offered_routers
from portal.api.problems import answer_problems_with

__all__ = ["api"]

DESCRIPTION = """\
Services on offer, the public look-up and the validity of a certificate, for programs.
Everything here is public and read-only: no key is needed and no cookie is set. Texts come in the
language of Accept-Language. What is refused is answered with a Problem: a code, a message and the
parameter at fault. Unknown parameters are ignored.
Answers of the look-up and of one certificate are signed (RFC 9421, Ed25519): with Content-Digest, Signature-Input and
Signature anybody can prove later what was answered, by the keys at /api/v1/keys. 304 is not signed: the answer that was
kept has its own signature."""

SIGNED = frozenset({"look_up", "certificate"})


class PortalAPI(NinjaAPI):
    """Ninja's API with our own page of documentation and the manners of HTTP on every address."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        docs = path("docs", partial(show_docs, api=self), name="docs")
        index = path("", RedirectView.as_view(pattern_name="portal_api:docs"), name="index")
        return with_manners(self, [docs, index, *patterns], signed=SIGNED)


nowhere = Router()


@nowhere.get("/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> NoReturn:
    """Answer for every address that the API does not have."""
    raise Http404(rest)


api = PortalAPI(
    title="State Educator Portal",
    version="1.0",
    description=DESCRIPTION,
    urls_namespace="portal_api",
    docs_url=None,
)
answer_problems_with(api)
api.add_router("/services", services)
api.add_router("", lookup)
api.add_router("/keys", keys)
add_offered_routers(api)
api.add_router("", nowhere)
