"""Checks of what a plugin says about itself: its metadata, and the addresses it answers under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import override
from django.utils.translation.trans_real import translation

from portal.definitions.texts import FALLBACK_LANGUAGE, LANGUAGES
from portal.plugins.config import CONTRACT_VERSION
from portal.sdk.testing.subject import Finding, Subject
from portal.sdk.urls import CORE_SLUGS

__all__ = ["check_addresses", "check_metadata"]

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_SLUG = re.compile(r"[a-z][a-z0-9-]*\Z")
_VERSION = re.compile(r"\d+(\.\d+)*([a-z]+\d*)?\Z")


def check_metadata(subject: Subject) -> Iterator[Finding]:
    """Look at the id, the title in each language, the version and the range of the contract."""

    def find(name: str, detail: str) -> Finding:
        return Finding("metadata", f"{subject.plugin_id}.{name}", detail)

    config = subject.config
    if not _ID.match(config.label) or config.label != config.name.rpartition(".")[2]:
        yield find(
            "label", f"{config.label!r} must be the last part of {config.name!r}, lower case"
        )
    for language, fault in _title_faults(getattr(config, "title", "")):
        yield find("title", f"{language}: {fault}")
    if not _VERSION.match(str(getattr(config, "version", ""))):
        yield find("version", "a version such as 1.0 is missing")
    contract: Any = getattr(config, "contract", None)
    if not _is_range(contract) or not contract[0] <= CONTRACT_VERSION <= contract[1]:
        yield find("contract", f"{contract!r} is no range around {CONTRACT_VERSION}")


def _is_range(contract: Any) -> bool:
    return (
        isinstance(contract, tuple)
        and len(contract) == 2
        and all(type(version) is int for version in contract)
    )


def _title_faults(title: Any) -> Iterator[tuple[str, str]]:
    """Yield language and fault; equal titles are one only where the plugin's catalog has none."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(title).strip()
        if not said[language]:
            yield language, "the title is empty"
        elif language != FALLBACK_LANGUAGE and said[language] == said[FALLBACK_LANGUAGE]:
            catalog: Any = translation(language)
            if type(title) is str or said[language] not in catalog._catalog:  # noqa: SLF001 (Django offers no other way to ask)
                yield language, "the title is not translated"


def check_addresses(subject: Subject) -> Iterator[Finding]:
    """See that addresses stand under declared slugs only, which are slugs, and not the portal's."""
    for slug in subject.config.url_slugs:
        place = f"{subject.plugin_id}.url_slugs"
        if not _SLUG.match(slug):
            yield Finding("addresses", place, f"{slug!r} is no slug")
        elif slug in CORE_SLUGS:
            yield Finding("addresses", place, f"/{slug}/ belongs to the portal")
    for slug in sorted(subject.urls.keys() - set(subject.config.url_slugs)):
        yield Finding("addresses", f"{subject.plugin_id}.urls", f"/{slug}/ is not declared")
