"""Links by which somebody without an account comes back to a draft: mail one, use it once, mail another in its place.

Of any number of uses at once one gets past: the application is held, and the link's row is claimed by one UPDATE.
Whoever uses it is given a new key, so that the browser before is shut out.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.events import resume_link_sent
from portal.lifecycle.request_links import digest_of, make_token
from portal.lifecycle.visits import digest_of_key, new_key
from portal.records.applications.links import ResumeLink
from portal.records.applications.models import Application
from portal.records.audit.operations import record_event

__all__ = [
    "MOST_A_DAY",
    "RESUMING",
    "LinkOverError",
    "Resumed",
    "UnknownLinkError",
    "WhyOver",
    "can_mail_again",
    "check_usable",
    "find_link",
    "mail_again",
    "mail_link",
    "mail_lost_links",
    "use_link",
]

RESUMING = b"portal.lifecycle.resuming"
"""What the tokens of these links are made for."""
MOST_A_DAY = 5
"""How many links go to one address within a day, whoever asks."""
MOST_DRAFTS = 3
LONGEST_TOKEN = 100
DAY = timedelta(days=1)


class UnknownLinkError(LifecycleError):
    """No link has this token, or what it led to is gone."""


class WhyOver(StrEnum):
    """Why a link does nothing any more."""

    SENT = "sent"
    USED = "used"
    RETIRED = "retired"
    EXPIRED = "expired"


class LinkOverError(LifecycleError):
    """The link does nothing any more; ``why`` tells."""

    def __init__(self, link: ResumeLink, why: WhyOver) -> None:
        super().__init__(link.pk)
        self.link, self.why = link, why


@dataclass(frozen=True, slots=True)
class Resumed:
    """The draft that a link led to, and the key that opens it from now on."""

    public_id: uuid.UUID
    key: str


@transaction.atomic
def mail_link(*, public_id: uuid.UUID, email: str, language: str, at: datetime) -> bool:
    """Mail a new link to a visitor's draft, whose former link ends; tell whether it is on its way.

    Nothing is mailed of what was sent or is gone, nor to an address that was sent MOST_A_DAY within a day.
    """
    drafts = Application.objects.select_for_update()
    draft = drafts.filter(public_id=public_id, submitted_at=None, person=None).first()
    email = email.strip().lower()
    if draft is None or _is_sent_enough(email, at):
        return False
    _mail(draft, email, language, at)
    return True


@transaction.atomic
def mail_again(*, token: str, language: str, at: datetime) -> bool:
    """Mail a new link to the address that a link went to; raise UnknownLinkError.

    Nothing is mailed where ``can_mail_again`` says so: an address that was given up brings nobody back.
    """
    link = find_link(token)
    if not can_mail_again(link):
        return False
    return mail_link(
        public_id=link.application.public_id, email=link.email, language=language, at=at
    )


def mail_lost_links(*, email: str, language: str, at: datetime) -> int:
    """Mail a new link for each of the latest drafts that links went to an address for; return how many."""
    email = email.strip().lower()
    drafts = Application.objects.filter(
        pk__in=ResumeLink.objects.filter(email=email).values("application"),
        contact_email=email,
        submitted_at=None,
    )
    keys = list(drafts.order_by("-id").values_list("public_id", flat=True)[:MOST_DRAFTS])
    return sum(mail_link(public_id=key, email=email, language=language, at=at) for key in keys)


def find_link(token: str) -> ResumeLink:
    """Return the link of a token, with its application; raise UnknownLinkError."""
    rows = ResumeLink.objects.select_related("application__version")
    found = (
        rows.filter(token_digest=digest_of(token)).first() if len(token) <= LONGEST_TOKEN else None
    )
    if found is None:
        raise UnknownLinkError
    return found


def can_mail_again(link: ResumeLink) -> bool:
    """Tell whether the address of a link is still the one that the draft's owner gave last."""
    application = link.application
    return application.submitted_at is None and application.contact_email == link.email


def check_usable(link: ResumeLink, *, at: datetime) -> None:
    """Raise LinkOverError unless the link leads to its draft now."""
    reasons = {
        WhyOver.SENT: link.application.submitted_at is not None,
        WhyOver.USED: link.used_at is not None,
        WhyOver.RETIRED: link.retired_at is not None,
        WhyOver.EXPIRED: link.expires_at <= at,
    }
    for why, is_over in reasons.items():
        if is_over:
            raise LinkOverError(link, why)


@transaction.atomic
def use_link(*, token: str, at: datetime) -> Resumed:
    """Use a link up, and return a new key in place of the former; raise UnknownLinkError or LinkOverError."""
    link = find_link(token)
    draft = hold_draft(link.application_id)
    unused = ResumeLink.objects.filter(pk=link.pk, used_at=None, retired_at=None, expires_at__gt=at)
    if draft is None or not claim(unused, at):
        link = find_link(token)
        check_usable(link, at=at)
        raise LinkOverError(link, WhyOver.USED)
    key = new_key()
    draft.visitor_key, draft.lock_version = digest_of_key(key), draft.lock_version + 1
    draft.save(update_fields=["visitor_key", "lock_version"])
    _note("application.resumed", draft, link, at)
    return Resumed(draft.public_id, key)


def hold_draft(application_id: int) -> Application | None:
    """Return the draft, held until the transaction ends; None where it was sent."""
    drafts = Application.objects.select_for_update()
    return drafts.filter(pk=application_id, submitted_at=None).first()


def claim(unused: QuerySet[ResumeLink], at: datetime) -> bool:
    """Use the link up while it is unused; of many that try, one does."""
    return bool(unused.update(used_at=at))


def _is_sent_enough(email: str, at: datetime) -> bool:
    sent = ResumeLink.objects.filter(email=email, sent_at__gt=at - DAY)
    return sent.count() >= MOST_A_DAY


def _mail(draft: Application, email: str, language: str, at: datetime) -> None:
    links = ResumeLink.objects.filter(application=draft)
    links.filter(used_at=None, retired_at=None).update(retired_at=at)
    number = (links.aggregate(last=Max("number"))["last"] or 0) + 1
    link = ResumeLink(
        application=draft,
        number=number,
        email=email,
        language=language,
        sent_at=at,
        expires_at=at + timedelta(days=settings.RESUME_LINK_DAYS),
    )
    link.token_digest = digest_of(make_token(str(link.public_id), number, purpose=RESUMING))
    link.save()
    if draft.contact_email != email:
        draft.contact_email = email
        draft.save(update_fields=["contact_email"])
    _note("application.link_sent", draft, link, at)
    resume_link_sent.send(sender=ResumeLink, link=link, at=at)


def _note(action: str, draft: Application, link: ResumeLink, at: datetime) -> None:
    record_event(
        action=action,
        record_type="application",
        record_id=str(draft.pk),
        state={"service": draft.service_key, "link": link.number},
        actor_id=None,
        at=at,
    )
