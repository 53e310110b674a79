"""What questions have in common that are answered in several controls, each with a label of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from portal.definitions.fields.base import FieldType, Stored

__all__ = ["ComposedType", "ComposedWidget"]


class ComposedWidget(forms.MultiWidget):
    """Controls below each other, posted as ``name_part``; ``components/composed.html`` draws them."""

    def __init__(self, controls: dict[str, forms.Widget | type[forms.Widget]]) -> None:
        self.parts = tuple(controls)
        super().__init__(controls)

    def decompress(self, value: Any) -> list[str]:
        """Return what stands in each control for a stored answer."""
        given = value if isinstance(value, Mapping) else {}
        return [str(given.get(part) or "") for part in self.parts]


class ComposedType(FieldType):
    """A question whose stored answer is a mapping from the names of its parts to texts."""

    first_control = "_0"
    parts: ClassVar[tuple[str, ...]]

    def split(self, stored: Stored) -> list[str]:
        """Return what stands in each control for a stored answer."""
        given = stored if isinstance(stored, Mapping) else {}
        return [str(given.get(part) or "") for part in self.parts]

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return the contents of the controls."""
        texts = zip(self.parts, self.split(stored), strict=True)
        return {f"{name}_{part}": text for part, text in texts}

    def to_control(self, stored: Stored) -> Any:
        """Return the contents of the controls."""
        return self.split(stored)

    def initial(self, raw: Mapping[str, list[str]], name: str) -> Any:
        """Return the contents of the controls."""
        return [(raw.get(f"{name}_{part}") or [""])[0] for part in self.parts]
