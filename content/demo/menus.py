"""The demo's main menu and footer, in both languages. A link names a page by its path from the home page."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4, uuid5

from wagtail.models import Locale, Page

from content.demo.loading import NAMESPACE
from content.demo.writing import PageReference, link
from content.menus.models import Navigation

OFFICE = (
    "<p>Bureau of Educator Standards and Certification<br/>P.O. Box 150471<br/>"
    "Hartford, CT 06115-0471</p>"
)
LINES: dict[str, dict[str, str]] = {
    "es": {
        "Educators": "Educadores",
        "Certified educators": "Educadores certificados",
        "Moving to Connecticut": "Venir a Connecticut",
        "Becoming an educator": "Ser educador",
        "Coaches": "Entrenadores",
        "Early childhood": "Primera infancia",
        "Districts": "Distritos",
        "Look up a certificate": "Consultar un certificado",
        "Help": "Ayuda",
        "Write to us": "Escríbanos",
        "Contact": "Contacto",
        "Services": "Servicios",
        "My account": "Mi cuenta",
        "Create an account": "Crear una cuenta",
        "Fees and payment": "Tarifas y pagos",
        "About this site": "Sobre este sitio",
        "<p>Works in any browser, with the keyboard alone and without script.</p>": (
            "<p>Funciona en cualquier navegador, solo con el teclado y sin scripts.</p>"
        ),
        OFFICE: (
            "<p>Oficina de Normas y Certificación de Educadores<br/>P.O. Box 150471<br/>"
            "Hartford, CT 06115-0471</p>"
        ),
        "Notices": "Avisos",
        "Privacy": "Privacidad",
        "Accessibility": "Accesibilidad",
    }
}
EDUCATORS = (
    link("Certified educators", page="certified-educators"),
    link("Moving to Connecticut", page="out-of-state"),
    link("Becoming an educator", page="aspiring-educators"),
    link("Coaches", page="coaches"),
)
MAIN = [
    {"type": "group", "value": {"title": "Educators", "links": EDUCATORS}},
    {"type": "link", "value": link("Early childhood", page="early-childhood")},
    {"type": "link", "value": link("Districts", page="district-resources")},
    {"type": "link", "value": link("Look up a certificate", page="look-up")},
    {"type": "link", "value": link("Help", page="help")},
]
FOOTER = [
    ("Write to us", OFFICE, (link("Contact", page="contact"),)),
    (
        "Services",
        "",
        (
            link("My account", address="/account/"),
            link("Create an account", address="/account/signup/"),
            link("Look up a certificate", page="look-up"),
            link("Fees and payment", page="help/fees-and-payment"),
        ),
    ),
    (
        "About this site",
        "<p>Works in any browser, with the keyboard alone and without script.</p>",
        (
            link("Notices", address="/notices/"),
            link("Privacy", page="privacy"),
            link("Accessibility", page="accessibility"),
        ),
    ),
]


def load_demo_menus(*, overwrite: bool = False) -> int:
    """Write the menus that are missing, or all with `overwrite`; return how many."""
    written = 0
    first: Navigation | None = None
    for locale in _list_locales():
        kept = Navigation.objects.filter(locale=locale).first()
        if kept is not None and not overwrite:
            first = first or kept
            continue
        navigation = kept or Navigation(locale=locale)
        if first is not None:
            navigation.translation_key = first.translation_key
        words, pages = LINES.get(locale.language_code, {}), _find_pages(locale)
        navigation.main = _store(MAIN, words, pages)
        navigation.footer = _store([_to_column(*column) for column in FOOTER], words, pages)
        navigation.save()
        navigation.save_revision().publish()
        first, written = first or navigation, written + 1
    return written


def _list_locales() -> Iterator[Locale]:
    """Yield the site's own language first, then those that the menus are written in."""
    default = Locale.get_default()
    yield default
    yield from Locale.objects.filter(language_code__in=LINES).exclude(pk=default.pk)


def _find_pages(locale: Locale) -> dict[Any, int]:
    """Return the pages of a language by their keys; where it has none, those of the site's own."""
    found = Page.objects.filter(depth__gt=1, locale__in=[Locale.get_default(), locale])
    ordered = sorted(found, key=lambda page: page.locale_id == locale.pk)
    return {page.translation_key: page.pk for page in ordered}


def _to_column(heading: str, text: str, links: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {"type": "column", "value": {"heading": heading, "text": text, "links": links}}


def _store(node: Any, words: dict[str, str], pages: dict[Any, int]) -> Any:
    """Return the stored form: words in one language, pages by number, lists of links as items."""
    if isinstance(node, PageReference):
        return pages.get(uuid5(NAMESPACE, node.path))
    if isinstance(node, str):
        return words.get(node, node)
    if isinstance(node, tuple):
        return [
            {"type": "item", "value": _store(each, words, pages), "id": str(uuid4())}
            for each in node
        ]
    if isinstance(node, list):
        return [_store(each, words, pages) for each in node]
    if isinstance(node, dict):
        return {key: _store(value, words, pages) for key, value in node.items()}
    return node
