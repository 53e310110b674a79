"""Who wrote the version of a page that is under review: not whoever only commented on it.

Who may approve it then is the matter of content.editing.workflow.
"""

import contextlib
import json
import re
from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Page

# What a version carries along although it belongs to the page as a whole, or follows from the rest.
BOOKKEEPING = frozenset(
    {
        COMMENTS_RELATION_NAME,
        *("pk", "content_type", "path", "depth", "numchild", "url_path", "translation_key"),
        *("draft_title", "live", "has_unpublished_changes", "expired", "owner"),
        *("locked", "locked_at", "locked_by", "alias_of", "locale"),
        *("latest_revision", "latest_revision_created_at", "live_revision"),
        *("first_published_at", "last_published_at"),
    }
)
BLOCK_KEYS = frozenset({"type", "value", "id"})
PARAGRAPH_KEY = re.compile(r' data-block-key="[^"<>]*"')  # The editor of rich text numbers anew.


def find_writer_id(page: Page) -> int | None:
    """Return who first saved the page as its latest version has it; None where there is no version, or nobody did."""
    writer_id, words = None, None
    for revision in page.revisions.order_by("-created_at", "-pk").iterator(chunk_size=5):
        earlier = read_words(revision.content)
        if words is not None and earlier != words:
            break
        writer_id, words = revision.user_id, earlier
    return writer_id


def read_words(content: dict[str, Any]) -> dict[str, Any]:
    """Return of a version what readers may come to see: neither comments nor bookkeeping, nor numbers of blocks."""
    return {name: _clean(value) for name, value in content.items() if name not in BOOKKEEPING}


def _clean(value: Any) -> Any:
    if isinstance(value, str) and value.startswith('[{"'):  # a stream, as its field writes it
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        return PARAGRAPH_KEY.sub("", value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        dropped = {"id"} if value.keys() == BLOCK_KEYS else set()
        return {name: _clean(each) for name, each in value.items() if name not in dropped}
    return value
