"""Writes the table of roles into Django's groups and Wagtail's page and collection permissions."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.accounts.roles import ROLES, RoleSpec

__all__ = ["follow_sections", "sync_roles"]

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
        _sync_pages(group, spec)
        if spec.pages:
            _grant_collections(group)


def _find_permissions(spec: RoleSpec) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in spec.permissions:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


@transaction.atomic
def follow_sections() -> None:
    """Give editors of sections what the table says on pages that stand for their section by now; take nothing away."""
    for role, spec in ROLES.items():
        group = Group.objects.filter(name=role.value).first() if spec.section else None
        if group is not None:
            _grant_pages(group, spec, _list_section(spec.section))


def _sync_pages(group: Group, spec: RoleSpec) -> None:
    """Make the group hold the permissions of the table on the tree, or on its section once that is written."""
    root = Page.get_first_root_node()
    places = _list_section(spec.section) if spec.section else [root] if root else []
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(page__in=places, permission__codename__in=spec.pages).delete()
    _grant_pages(group, spec, places)


def _grant_pages(group: Group, spec: RoleSpec, places: list[Page]) -> None:
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=spec.pages
    )
    for place in places:
        for permission in wanted:
            GroupPagePermission.objects.get_or_create(
                group=group, page=place, permission=permission
            )


def _list_section(slug: str) -> list[Page]:
    """Return the page of that slug below a home page, and its counterparts in all languages, whatever their slugs."""
    page = Page.objects.filter(depth=SECTION_DEPTH, slug=slug).order_by("pk").first()
    return [] if page is None else list(page.get_translations(inclusive=True))


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
