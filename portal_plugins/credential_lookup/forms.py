"""The two questions of the look-up: a name, or a number. What they find belongs to ``search``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.sdk.lookup import MOST_PEOPLE, NUMBER_LENGTH, District, is_well_formed, normalize
from portal_plugins.credential_lookup.districts import districts_of_today
from portal_plugins.credential_lookup.widgets import CONTROLS, LongSelect, TypedInput

__all__ = ["NameForm", "NumberForm"]

# A first and a last name as long as the records hold them, with room between.
LONGEST_NAME = 320
LONGEST_NUMBER = 40
LONGEST_CURSOR = 6


UNSEEN = gettext_lazy(
    "There is a character in it that cannot be seen. It is shown as �: delete it."
)


def check_visible(text: str) -> None:
    """Raise ValidationError where a text holds a control character."""
    if not CONTROLS.keys().isdisjoint(map(ord, text)):
        raise ValidationError(UNSEEN)


class QuestionForm(forms.Form):
    """A form of one question, asked by GET; the server says what is wrong, not the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class NameForm(QuestionForm):
    """The beginning of a name, and a district where somebody narrows the search to its staff."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy(
            "Last name, or both names in either order: the beginning of each is enough."
        ),
        max_length=LONGEST_NAME,
        error_messages={
            "required": gettext_lazy("Type the beginning of a last name."),
            "max_length": gettext_lazy("Type at most %(limit_value)d characters of the name."),
            "null_characters_not_allowed": UNSEEN,
        },
        validators=[check_visible],
        widget=TypedInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "auto"}),
    )
    district = forms.ChoiceField(
        label=gettext_lazy("School district"),
        help_text=gettext_lazy("Only people who are on record as working there today."),
        required=False,
        widget=LongSelect,
        error_messages={
            "invalid_choice": gettext_lazy(
                "We know no such district today. Choose one of the list."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the districts of today."""
        super().__init__(*args, **kwargs)
        self.districts = districts_of_today()
        field = self.fields["district"]
        assert isinstance(field, forms.ChoiceField)
        named = ((each.code, each.name) for each in self.districts.values())
        field.choices = [("", _("All districts")), *named]

    def clean(self) -> None:
        """Read how far earlier pages went; a cursor has no field, so that what is wrong with it is said of the form."""
        cursor = self.data.get("cursor", "")
        is_position = cursor.isascii() and cursor.isdigit() and len(cursor) < LONGEST_CURSOR
        if cursor and not (is_position and int(cursor) < MOST_PEOPLE):
            raise ValidationError(
                _(
                    "The link to more results was cut or changed. Search again to begin with the first."
                )
            )
        self.cleaned_data["after"] = int(cursor or 0)

    @property
    def chosen_district(self) -> District | None:
        """Return the district of a valid form, where one was chosen."""
        return self.districts.get(self.cleaned_data["district"])


class NumberForm(QuestionForm):
    """A certificate number, typed in any of the ways people write one."""

    number = forms.CharField(
        label=gettext_lazy("Certificate number"),
        help_text=gettext_lazy("As printed on the certificate. Spaces and hyphens do not matter."),
        max_length=LONGEST_NUMBER,
        error_messages={
            "required": gettext_lazy("Type the number printed on the certificate."),
            "max_length": gettext_lazy("Type at most %(limit_value)d characters of the number."),
            "null_characters_not_allowed": UNSEEN,
        },
        validators=[check_visible],
        widget=TypedInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )

    def clean_number(self) -> str:
        """Return the normal form of the number."""
        number = normalize(self.cleaned_data["number"])
        if not is_well_formed(number):
            raise ValidationError(
                _(
                    "This is not a certificate number. It has %(count)d letters and digits, none of them"
                    " 0, O, 1, I, L, S or Z. Compare what you typed with the certificate."
                ),
                params={"count": NUMBER_LENGTH},
            )
        return number
