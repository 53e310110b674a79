"""The tool of this plugin: the search, drawn inside the page that attaches it."""

from portal.sdk.tools import Tool, text
from portal_plugins.credential_lookup.search import fill_search

TOOLS = [
    Tool(
        key="credential_lookup.search",
        title=text("Look up a certificate", "Consultar un certificado"),
        summary=text(
            "See who holds a certificate, what it covers and until when.",
            "Vea quién tiene un certificado, qué abarca y hasta cuándo.",
        ),
        template_name="credential_lookup/search.html",
        context=fill_search,
        search_parameter="name",
    )
]
