"""Links between pages in running text: remembered by the process until the page they lead to changes."""

from functools import partial

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from content.keeping import EVERYWHERE, page_tag, translations_tag
from portal.sdk.freshness import made_from, remember, remembers

AFTER_WAGTAIL = 100


class RememberedPageLinks(PageLinkHandler):
    """Wagtail's links to pages, each looked up once."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tag of each link; one that leads nowhere has no address."""
        if not remembers():
            found: list[str] = super().expand_db_attributes_many(attrs_list)
            return found
        language = get_language()
        return [
            remember(("link", attrs.get("id"), language), partial(cls._look_up, attrs))
            for attrs in attrs_list
        ]

    @classmethod
    def _look_up(cls, attrs: dict[str, str]) -> str:
        made_from(page_tag(attrs.get("id", "")), *EVERYWHERE)
        page = cls.get_many([attrs])[0]
        if page is None:
            return "<a>"
        shown = page.localized
        made_from(page_tag(shown.pk), translations_tag(page.translation_key))
        return f'<a href="{escape(shown.url)}">'


def register_links(features: FeatureRegistry) -> None:
    """Put these links in the place of Wagtail's."""
    features.register_link_type(RememberedPageLinks)


hooks.register("register_rich_text_features", register_links, order=AFTER_WAGTAIL)
