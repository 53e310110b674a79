"""What a decision changes, in plain words.

Sentences are made of the stored form of effects, so that a preview and a decision of years ago read
alike; an effect of an unknown kind is named as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.record_paths import SSN
from portal.lifecycle.cases import Case, plan_for
from portal.lifecycle.changes import RECORD_KEPT, ProposedChange, propose_changes
from portal.lifecycle.effects import describe

__all__ = ["ApprovalPreview", "name_change", "preview_approval", "sentences"]

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
    SSN: gettext_lazy("Social Security number"),
}


@dataclass(frozen=True, slots=True)
class ApprovalPreview:
    """What approval today would do whatever is chosen, and the changes of the record to choose among."""

    consequences: list[str]
    changes: list[ProposedChange]


def preview_approval(case: Case) -> ApprovalPreview:
    """Return what approval today would do; raise PluginFailedError where nobody can tell."""
    effects = plan_for(case, "approved")
    changes = propose_changes(case, effects)
    chosen = {change.path for change in changes}
    others = [describe(each) for each in effects if getattr(each, "path", None) not in chosen]
    return ApprovalPreview(sentences(others), changes)


def name_change(change: ProposedChange) -> str:
    """Return a proposed change as whoever decides reads it."""
    place = _PLACES.get(change.path, change.path)
    if not change.before:
        text = _("%(place)s: “%(after)s”; nothing is on record")
    elif not change.after:
        text = _("%(place)s: remove “%(before)s” from the record")
    else:
        text = _("%(place)s: “%(after)s” in place of “%(before)s”")
    return text % {"place": place, "before": change.before, "after": change.after}


def sentences(effects: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return one sentence an effect, from the form in which decisions store them."""
    return [_WORDING.get(effect["effect"], _unknown)(effect) for effect in effects]


def _kept(effect: Mapping[str, Any]) -> str:
    place = _PLACES.get(effect["path"], effect["path"])
    return _("%(place)s: the answer was not taken over; the record keeps what it had.") % {
        "place": place
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


def _issue_credential(effect: Mapping[str, Any]) -> str:
    named = (f"{code} ({subject})" if subject else code for code, subject in effect["endorsements"])
    return _("A certificate of type “%(type)s” is issued, with endorsement %(endorsements)s.") % {
        "type": effect["type_key"],
        "endorsements": ", ".join(named),
    }


def _issue_duplicate(effect: Mapping[str, Any]) -> str:
    return _("A duplicate of certificate %(number)s is issued.") % {
        "number": effect["credential_number"]
    }


def _issue_registry_id(_effect: Mapping[str, Any]) -> str:
    return _("The person gets a registry ID, or keeps the one on record.")


def _claim(effect: Mapping[str, Any]) -> str:
    named = (
        *("position", "degree", "course", "test_code"),
        *("organization_name", "institution_name", "provider"),
    )
    item = ", ".join(effect[name] for name in named if effect.get(name))
    return _("“%(item)s” is claimed and waits to be verified.") % {"item": item}


def _unknown(effect: Mapping[str, Any]) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in effect.items() if name != "effect")
    return f"{effect['effect']} ({facts})"


_WORDING: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "ClaimExperience": _claim,
    "ClaimQualification": _claim,
    "ClaimTestResult": _claim,
    "ClaimTraining": _claim,
    "CloseTimelyFiling": _close,
    "ExtendCredential": _extend,
    "IssueCredential": _issue_credential,
    "IssueDuplicate": _issue_duplicate,
    "IssueRegistryId": _issue_registry_id,
    RECORD_KEPT: _kept,
    "RecordTimelyFiling": _file,
    "WriteBack": _write_back,
}
