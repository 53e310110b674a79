"""A wagtail-modeladmin that only reads: no address to create, edit or delete exists at all.

Stock modeladmin writes past operations, audit and four eyes, filters by any column that a query
string names, counts three times, and puts every write of a registered model into Wagtail's
reference index. None of that happens here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, re_path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, WMABaseView

from portal.casework.lean import LeanPage
from portal.casework.paging import ROWS_A_PAGE, PlacePaginator
from portal.casework.registered.alike import ALIKE, describe_alike
from portal.casework.registered.narrowing import (
    ORDERING,
    ListFilter,
    narrow_rows,
    narrowing_form,
    read_narrowing,
    turn_order,
)
from portal.casework.registered.record_page import OpenInspectView
from portal.casework.saved import list_filters

__all__ = ["PrefixSearch", "ReadOnlyAdmin", "ReadOnlyPermissions"]


class ReadOnlyPermissions(PermissionHelper):
    """Nobody creates, edits or deletes, whoever they are; one named permission reads."""

    view_permission: ClassVar[str]

    def user_can_list(self, user: Any) -> bool:
        """Ask the permission."""
        return bool(user.has_perm(self.view_permission))

    def user_can_inspect_obj(self, user: Any, _obj: Any) -> bool:
        """Ask the permission."""
        return self.user_can_list(user)

    def user_can_create(self, _user: Any) -> bool:
        """Refuse."""
        return False

    def user_can_edit_obj(self, _user: Any, _obj: Any) -> bool:
        """Refuse."""
        return False

    def user_can_delete_obj(self, _user: Any, _obj: Any) -> bool:
        """Refuse."""
        return False


class PrefixSearch:
    """Turns what was typed into a condition of ours; shows no box where a model has none."""

    def __init__(self, condition: Callable[[str], Q] | None, *, is_by_name: bool = False) -> None:
        self.condition, self.is_by_name = condition, is_by_name

    @property
    def show_search_form(self) -> bool:
        """Tell whether there is anything to search by."""
        return self.condition is not None

    def search_queryset(
        self, queryset: QuerySet[Any], search_term: str, **_kwargs: Any
    ) -> QuerySet[Any]:
        """Return the rows that are meant."""
        if not search_term.strip() or self.condition is None:
            return queryset
        return queryset.filter(self.condition(search_term))


class BoundedIndexView(LeanPage, IndexView):
    """The list in one fixed order, paged by place, with one count that stops at a bound; exported by our own jobs."""

    paginator_class = PlacePaginator
    sortable_by = ()
    FORMATS = ()

    def get_page_title(self) -> str:
        """Return the words of the menu, which are translated; a model's own name is not."""
        return str(self.model_admin.get_menu_label())

    def get_filters(self, _request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool]:
        """Filter by nothing but our own: a query string may not probe columns that the list does not show."""
        return [], False, {}, False

    def get_base_queryset(self, request: HttpRequest | None = None) -> QuerySet[Any]:
        """Return the rows that the filters of the list let through."""
        rows: QuerySet[Any] = super().get_base_queryset(request)
        if self.asks_alike:
            return rows.none()
        return narrow_rows(rows, self.narrowed)

    def get_ordering(self, request: HttpRequest, _queryset: QuerySet[Any]) -> list[str]:
        """Keep to the order that an index serves, or turn it round."""
        return turn_order(self.model_admin.get_ordering(request), self.narrowed)

    @property
    def asks_alike(self) -> bool:
        """Tell whether names spelled alike are asked for in place of rows."""
        return self.search_handler.is_by_name and bool(self.query) and ALIKE in self.request.GET

    @cached_property
    def narrowed(self) -> dict[str, str]:
        """Return by what the list is narrowed and turned."""
        admin = self.model_admin
        return read_narrowing(admin.filters, admin.turned, self.request.GET.dict())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page, counting once."""
        paginator = self.paginator_class(self.queryset, self.items_per_page)
        page = paginator.get_page(self.request.GET.get("p"))
        listing, parameters = self.model_admin.export_key(), {"q": self.query, **self.narrowed}
        context: dict[str, Any] = WMABaseView.get_context_data(
            self,
            all_count=paginator.count or bool(self.query or self.narrowed),
            result_count=paginator.count,
            paginator=paginator,
            page_obj=page,
            export=listing if self.model_admin.exported else "",
            listing=listing,
            parameters=parameters,
            saved_filters=list_filters(owner_id=self.request.user.pk, listing=listing),
            may_save=any(parameters.values()),
            narrowing=narrowing_form(
                self.model_admin.filters, self.model_admin.turned, self.narrowed
            ),
            acts=self.model_admin.list_acts(self.request.user),
            object_list=page.object_list,
            user_can_create=self.permission_helper.user_can_create(self.request.user),
            show_search=self.search_handler.show_search_form,
            **kwargs,
        )
        if self.search_handler.is_by_name:
            is_empty = not paginator.count
            context |= describe_alike(
                self.query, self.narrowed, is_asked=self.asks_alike, is_empty=is_empty
            )
        return context


class ReadOnlyAdmin(ModelAdmin):
    """Lists and shows rows of one model; subclasses name columns, order, search and permission."""

    view_permission: ClassVar[str]
    permissions_class: ClassVar[type[ReadOnlyPermissions]] = ReadOnlyPermissions
    search: ClassVar[PrefixSearch] = PrefixSearch(None)
    related: ClassVar[Sequence[str]] = ()
    unread: ClassVar[Sequence[str]] = ()
    exported: ClassVar[Sequence[str]] = ()
    filters: ClassVar[Sequence[ListFilter]] = ()
    turned: ClassVar[Sequence[Any]] = ()
    index_template_name = "portal/casework/records_index.html"
    inspect_view_enabled = True
    inspect_view_class = OpenInspectView
    history_view_enabled = False
    list_per_page = ROWS_A_PAGE
    index_view_class = BoundedIndexView

    def get_permission_helper_class(self) -> type[ReadOnlyPermissions]:
        """Return the permissions under this model's name."""
        return type(
            "Permissions", (self.permissions_class,), {"view_permission": self.view_permission}
        )

    def get_menu_label(self) -> Any:
        """Return the words of the menu, in the language of whoever reads it; stock ones capitalize every word, once."""
        return self.menu_label or capfirst(self.opts.verbose_name_plural)

    @classmethod
    def name_row(cls, row: Any) -> str:
        """Return what a row is called on its page."""
        return str(row)

    def get_search_handler(
        self, _request: HttpRequest, _search_fields: Sequence[str] | None = None
    ) -> PrefixSearch:
        """Return our own search."""
        return self.search

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows with what they name, without what the list does not read."""
        rows: QuerySet[Any] = super().get_queryset(request)
        rows = rows.filter(self.open_to(request.user))
        return rows.select_related(*self.related).defer(*self.unread)

    @classmethod
    def open_to(cls, _user: Any) -> Q:
        """Return the condition on the rows that somebody with the permission reads; all, unless a list narrows it."""
        return Q()

    @classmethod
    def select_rows(cls) -> QuerySet[Any]:
        """Return all rows that the list shows."""
        rows: QuerySet[Any] = cls.model._default_manager.all()
        return rows

    @classmethod
    def select_narrowed(cls, user: Any, parameters: Mapping[str, str]) -> QuerySet[Any]:
        """Return the rows that the list shows somebody under a search, filters and order."""
        chosen = read_narrowing(cls.filters, cls.turned, parameters)
        open_rows = cls.select_rows().filter(cls.open_to(user))
        rows = cls.search.search_queryset(open_rows, parameters.get("q", ""))
        return narrow_rows(rows, chosen).order_by(*turn_order(cls.ordering, chosen))

    def list_acts(self, _user: Any) -> list[tuple[str, Any]]:
        """Return what somebody may do to ticked rows, as addresses and words; nothing unless a list has ticks."""
        return []

    @classmethod
    def export_key(cls) -> str:
        """Return the key under which the list is exported."""
        return f"records.{cls.model._meta.model_name}"

    @classmethod
    def kept_parameters(cls) -> tuple[str, ...]:
        """Return what of the list's address chooses and orders its rows."""
        return ("q", *(each.column for each in cls.filters), ORDERING)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Return the addresses to list and to inspect: there are no others."""
        helper = self.url_helper
        return (
            re_path(
                helper.get_action_url_pattern("index"),
                self.index_view,
                name=helper.get_action_url_name("index"),
            ),
            re_path(
                rf"^{helper.base_url_path}/inspect/(?P<instance_pk>[0-9]{{1,18}})/$",
                self.inspect_view,
                name=helper.get_action_url_name("inspect"),
            ),
        )

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Offer no permission in the group editor: roles are a table, and none here can write."""
        return Permission.objects.none()

    def register_admin_url_finders(self) -> None:
        """Offer no edit address to the rest of the admin."""

    def register_indexing(self) -> None:
        """Stay out of the reference index, which would add statements to every write."""
