"""Writes the table of roles into Django's groups and Wagtail's page and collection permissions."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.accounts.roles import ROLES, RoleSpec

__all__ = ["sync_roles"]

SECTION_DEPTH = 3  # Wagtail's root has depth 1, a home page 2.
COLLECTION_PERMISSIONS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)


@transaction.atomic
def sync_roles() -> None:
    """Make the groups hold exactly what the table of roles says. Safe to repeat."""
    for role, spec in ROLES.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set(_find_permissions(spec))
        _grant_pages(group, spec)
        if spec.pages:
            _grant_collections(group)


def _find_permissions(spec: RoleSpec) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in spec.permissions:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def _grant_pages(group: Group, spec: RoleSpec) -> None:
    """Give the group the permissions of the table on the tree, or on its section once that is written."""
    place = _find_section(spec.section) if spec.section else Page.get_first_root_node()
    held = GroupPagePermission.objects.filter(group=group)
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=spec.pages if place is not None else ()
    )
    held.exclude(page=place, permission__in=wanted).delete()
    for permission in wanted:
        held.get_or_create(group=group, page=place, permission=permission)


def _find_section(slug: str) -> Page | None:
    """Return the page of that slug below a home page; the first one, where languages have their own."""
    page: Page | None = Page.objects.filter(depth=SECTION_DEPTH, slug=slug).order_by("pk").first()
    return page


def _grant_collections(group: Group) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    for app_label, codename in COLLECTION_PERMISSIONS:
        permission = Permission.objects.filter(
            content_type__app_label=app_label, codename=codename
        ).first()
        if permission is not None:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
