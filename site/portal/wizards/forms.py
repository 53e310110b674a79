"""Forms that belong to the run itself, not to a definition."""

from __future__ import annotations

from typing import Any

from django import forms

__all__ = ["ReviewForm"]


class ReviewForm(forms.Form):
    """The read-back page asks nothing: posting it is the submit."""

    def __init__(
        self,
        *args: Any,
        context: Any = None,
        earlier: Any = None,
        kept: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
