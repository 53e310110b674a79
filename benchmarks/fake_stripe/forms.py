"""Reads forms as Stripe's API takes them: ``a[b][0]=c`` is a tree of dictionaries."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["read_form"]


def read_form(text: str) -> dict[str, Any]:
    """Return the tree that a form or a query stands for; lists are dictionaries with numbers for keys."""
    tree: dict[str, Any] = {}
    for number, (name, value) in enumerate(parse_qsl(text, keep_blank_values=True)):
        keys = [key or str(number) for key in re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)]
        branch = tree
        for key in keys[:-1]:
            branch = branch.setdefault(key, {})
        branch[keys[-1]] = value
    return tree
