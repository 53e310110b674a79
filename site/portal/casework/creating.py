"""A form of the admin that makes one row, although autosave sends it as well while somebody presses a button.

The form carries a key. A draft that autosave made of it gives way when the form itself is sent; an autosave that
comes after the form saves nothing. What is in a row is no concern of this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import TranslatableMixin
from wagtail.snippets.views.snippets import CreateView

__all__ = ["KEY_FIELD", "CreateOnceView", "FormKey", "is_untouched", "read_form_key"]

KEY_FIELD = "form_key"
SENT = "sent"


@dataclass(frozen=True, slots=True)
class FormKey:
    """The key of a form: what autosave makes of it is known by ``saved``, what the form itself makes by ``sent``."""

    saved: UUID

    @property
    def sent(self) -> UUID:
        """Return the key of what the form makes when somebody sends it."""
        return uuid5(self.saved, SENT)

    def any(self) -> tuple[UUID, UUID]:
        """Return both."""
        return self.saved, self.sent


def read_form_key(request: HttpRequest) -> FormKey | None:
    """Return the key that a form carries, if it is one."""
    try:
        return FormKey(UUID(request.POST.get(KEY_FIELD, "")))
    except ValueError:
        return None


def is_untouched(row: Any, user: Any) -> bool:
    """Tell whether a row is a draft that somebody saved once: never sent, changed or opened to readers since."""
    return (
        not row.live
        and row.first_published_at is None
        and [revision.user_id for revision in row.revisions.all()] == [user.pk]
        and not getattr(row, "workflow_in_progress", False)
    )


class CreateOnceView(CreateView):
    """Wagtail's view, of whose every form comes at most one row, however often it is sent.

    ``key_column`` names the column that keeps the key. A template of the view includes
    ``portal/casework/form_key.html`` within the form.
    """

    key_column: ClassVar[str] = "form_key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the key of the form beside it: a new one, or the one that came back."""
        key = read_form_key(self.request) or FormKey(uuid4())
        return {**super().get_context_data(**kwargs), KEY_FIELD: key.saved}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Save the row, after the draft of the same form is gone; an autosave that comes late saves nothing."""
        row, key = form.instance, read_form_key(self.request)
        if key is not None:
            self._hold()
            earlier = list(self._list_earlier(row, key))
            if self.expects_json_response and self._is_sent(earlier, key):
                return self._refuse()
            if all(is_untouched(each, self.request.user) for each in earlier):
                for each in earlier:
                    each.delete()
                given = key.saved if self.expects_json_response else key.sent
                setattr(row, self.key_column, given)
            elif self.expects_json_response:
                return self._refuse()
        response: HttpResponse = super().form_valid(form)
        return response

    def _hold(self) -> None:
        """Let nobody else make a row of the model before this transaction ends."""
        held = ContentType.objects.get_for_model(self.model)
        ContentType.objects.select_for_update().get(pk=held.pk)

    def _list_earlier(self, row: Any, key: FormKey) -> QuerySet[Any]:
        """Return what was made of the same form; of a model with languages, in the language of the row."""
        made = {f"{self.key_column}__in": key.any()}
        found: QuerySet[Any] = self.model._default_manager.filter(**made)
        return found.filter(locale=row.locale) if isinstance(row, TranslatableMixin) else found

    def _is_sent(self, earlier: Iterable[Any], key: FormKey) -> bool:
        return any(getattr(each, self.key_column) == key.sent for each in earlier)

    def _refuse(self) -> HttpResponse:
        answer: HttpResponse = self.json_error_response(
            "saved_already", _("This form was saved already.")
        )
        return answer
