"""What a decision changes, in plain words.

Sentences are made of the stored form of effects, so that a preview and a decision of years ago read
alike; an effect of an unknown kind is named as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.casework.reading import AnswerLine, AnswerSection
from portal.lifecycle.cases import Case, plan_for
from portal.lifecycle.effects import describe

__all__ = ["preview_approval", "sentences"]

_PLACES = {
    "person.first_name": gettext_lazy("First name"),
    "person.middle_name": gettext_lazy("Middle name"),
    "person.last_name": gettext_lazy("Last name"),
    "person.email": gettext_lazy("Email address"),
    "person.phone": gettext_lazy("Phone number"),
    "person.address_line": gettext_lazy("Street address"),
    "person.address_town": gettext_lazy("Town or city"),
    "person.address_state": gettext_lazy("State"),
    "person.address_zip": gettext_lazy("ZIP code"),
}


def preview_approval(case: Case, answers: Iterable[AnswerSection]) -> list[str]:
    """Return what approval today would do, and which differing answers it leaves off the record.

    Raises PluginFailedError where nobody can tell.
    """
    effects = [describe(effect) for effect in plan_for(case, "approved")]
    written = {effect.get("path") for effect in effects}
    kept = [
        _kept(line)
        for section in answers
        for line in section.differences
        if line.path not in written
    ]
    return [*sentences(effects), *kept]


def sentences(effects: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return one sentence an effect, from the form in which decisions store them."""
    return [_WORDING.get(effect["effect"], _unknown)(effect) for effect in effects]


def _kept(line: AnswerLine) -> str:
    return _("%(question)s: the answer is not taken over; the record keeps “%(value)s”.") % {
        "question": line.label,
        "value": line.on_record,
    }


def _extend(effect: Mapping[str, Any]) -> str:
    return _("Certificate %(number)s is extended and then expires on %(day)s.") % {
        "number": effect["credential_number"],
        "day": date_format(date.fromisoformat(effect["expires_on"]), "DATE_FORMAT"),
    }


def _write_back(effect: Mapping[str, Any]) -> str:
    place = _PLACES.get(effect["path"], effect["path"])
    if not effect["value"]:
        return _("%(place)s is removed from the person's record.") % {"place": place}
    return _("%(place)s on the person's record becomes “%(value)s”.") % {
        "place": place,
        "value": effect["value"],
    }


def _file(effect: Mapping[str, Any]) -> str:
    return _("Certificate %(number)s counts as in process until this application is decided.") % {
        "number": effect["credential_number"]
    }


def _close(effect: Mapping[str, Any]) -> str:
    return _("This application no longer keeps certificate %(number)s in process.") % {
        "number": effect["credential_number"]
    }


def _issue_registry_id(_effect: Mapping[str, Any]) -> str:
    return _("The person gets a registry ID, or keeps the one on record.")


def _claim(effect: Mapping[str, Any]) -> str:
    named = ("position", "degree", "course", "organization_name", "institution_name", "provider")
    item = ", ".join(effect[name] for name in named if effect.get(name))
    return _("“%(item)s” is claimed and waits to be verified.") % {"item": item}


def _unknown(effect: Mapping[str, Any]) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in effect.items() if name != "effect")
    return f"{effect['effect']} ({facts})"


_WORDING: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "ClaimExperience": _claim,
    "ClaimQualification": _claim,
    "ClaimTraining": _claim,
    "CloseTimelyFiling": _close,
    "ExtendCredential": _extend,
    "IssueRegistryId": _issue_registry_id,
    "RecordTimelyFiling": _file,
    "WriteBack": _write_back,
}
