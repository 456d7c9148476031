"""The templates that every centre has from its first day."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from desktop_app.certificate_templates.definition import read_definition
from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelving import EDITIONS

# Which is taken for a kind of paper when a programme names none.
DEFAULTS: Mapping[str, str] = {"certificate": "state", "statement": "statement", "participation": "participation"}


@cache
def built_in() -> tuple[Template, ...]:
    """The newest edition of each."""
    return tuple(_read(code) for code in EDITIONS)


def state_layout() -> Template:
    """What certificates issued before there were templates are printed from: its elements are named as their words."""
    return _read("state")


@cache
def _read(code: str) -> Template:
    file = files("resources") / "certificate_templates" / f"{code}.json"
    return read_definition(json.loads(file.read_text(encoding="utf-8")))
