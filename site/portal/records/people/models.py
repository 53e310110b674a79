"""Person and former names; credentials, evidence and applications hang on a person elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.people.fields import CodePointField, FoldedNameField
from portal.records.people.names import FOLDED_LENGTH, fold_name
from portal.records.people.slips import variants_of

__all__ = ["FormerName", "NameVariant", "Person", "VariantRow"]

NAME_LENGTH = 150


class NamedRow(models.Model):
    """First and last name, with the folded forms that serve the look-up.

    A person with one name only has it as the last name.
    """

    first_name = models.CharField(_("first name"), max_length=NAME_LENGTH, blank=True)
    last_name = models.CharField(_("last name"), max_length=NAME_LENGTH)
    folded_first = FoldedNameField(source="first_name")
    folded_last = FoldedNameField(source="last_name")

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["folded_last", "folded_first", "id"], name="%(class)s_by_name")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(last_name=""), name="%(class)s_has_last_name")
        ]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Store the row; a partial save takes the folded names along."""
        if update_fields is not None:
            update_fields = {*update_fields, "folded_first", "folded_last"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Person(NamedRow):
    """Somebody known to the bureau, with or without an account."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        verbose_name=_("account"),
    )
    ein = models.CharField(
        _("educator identification number"), max_length=10, unique=True, null=True, blank=True
    )
    registry_id = models.CharField(
        _("registry ID"), max_length=12, unique=True, null=True, blank=True
    )
    middle_name = models.CharField(_("middle name"), max_length=NAME_LENGTH, blank=True)
    published_first_name = models.CharField(
        _("first name in the public look-up"), max_length=NAME_LENGTH, null=True, blank=True
    )
    folded_published = FoldedNameField(source="published_first_name", null=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address_line = models.CharField(_("street address"), max_length=200, blank=True)
    address_town = models.CharField(_("town"), max_length=100, blank=True)
    address_state = models.CharField(_("state of address"), max_length=2, blank=True)
    address_zip = models.CharField(_("ZIP code"), max_length=10, blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("view_person_record", "Can read a person's record")]
        indexes = [
            # with the last column, so that a search needs nothing but the index
            models.Index(
                fields=["folded_last", "folded_first", "id", "folded_published"],
                name="person_by_name",
            ),
            models.Index(
                fields=["folded_last", "folded_published", "id"],
                condition=Q(folded_published__isnull=False),
                name="person_by_published_name",
            ),
        ]
        constraints = [
            *NamedRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(published_first_name=""), name="person_published_not_blank"
            ),
            models.CheckConstraint(condition=~Q(ein=""), name="person_ein_not_blank"),
            models.CheckConstraint(condition=~Q(registry_id=""), name="person_registry_not_blank"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Store the person, and the variants of a name that is new."""
        if update_fields is not None:
            update_fields = {*update_fields, "folded_published"}
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or not {"first_name", "last_name"}.isdisjoint(update_fields):
            NameVariant.objects.remember([self])
        if self.published_first_name and (
            update_fields is None or "published_first_name" in update_fields
        ):
            NameVariant.objects.remember_first_name(self.published_first_name)

    @property
    def mail_address(self) -> str:
        """Return where to write to: the address on record, else that of the account; empty where there is neither."""
        return self.email or (self.account.email if self.account else "")

    @property
    def full_name(self) -> str:
        """Return the legal name as printed: first, middle, last."""
        return " ".join(
            part for part in (self.first_name, self.middle_name, self.last_name) if part
        )


class FormerName(NamedRow):
    """A name the person bore before; it helps the look-up find, and is never shown there."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_names")
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Named(Protocol):
    """What the variants of names are made from; a person has it."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def folded_first(self) -> str: ...
    @property
    def folded_last(self) -> str: ...


class VariantRow(NamedTuple):
    """The columns of a name variant."""

    kind: str
    variant: str
    name: str
    shown: str


class NameVariantManager(models.Manager["NameVariant"]):
    """Keeps the variants of names."""

    def remember(self, people: Iterable[Named]) -> None:
        """Keep the variants of the names of people; 1 SQL where no name is new. Whoever writes in bulk calls it."""
        self._keep(self.list_missing(people))

    def remember_first_name(self, name: str) -> None:
        """Keep the variants of a first name."""
        self._keep(self._list_missing({(NameVariant.Kind.FIRST, fold_name(name)): name}))

    def list_missing(self, people: Iterable[Named]) -> list[VariantRow]:
        """Return the rows that the names of people lack, in order; for who writes them in a way of its own. 1 SQL."""
        shown: dict[tuple[str, str], str] = {}
        for person in people:
            shown.setdefault((NameVariant.Kind.FIRST, person.folded_first), person.first_name)
            shown.setdefault((NameVariant.Kind.LAST, person.folded_last), person.last_name)
        return self._list_missing(shown)

    def _list_missing(self, shown: Mapping[tuple[str, str], str]) -> list[VariantRow]:
        wanted = {name for _kind, name in shown if variants_of(name)}
        known = self.filter(variant__in=wanted, name=models.F("variant"))
        new = shown.keys() - set(known.values_list("kind", "name"))
        return [
            VariantRow(str(kind), variant, name, shown[kind, name])
            for kind, name in sorted(new)
            for variant in sorted(variants_of(name))
        ]

    def _keep(self, rows: Iterable[VariantRow]) -> None:
        self.bulk_create(
            (NameVariant(**row._asdict()) for row in rows), batch_size=2_000, ignore_conflicts=True
        )


class NameVariant(models.Model):
    """A name that somebody bears, under one of the ways to write it with a letter missing.

    It says of nobody in particular that they bear it; names stay when their last bearer changes theirs.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("first name")
        LAST = "last", _("last name")

    kind = models.CharField(max_length=5, choices=Kind.choices)
    variant = CodePointField(max_length=FOLDED_LENGTH)
    name = CodePointField(max_length=FOLDED_LENGTH)
    shown = models.CharField(max_length=NAME_LENGTH)

    objects = NameVariantManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "variant", "name"], name="namevariant_once_a_name"
            )
        ]

    def __str__(self) -> str:
        return str(self.variant)
