"""The menus of the designer: what can be added, how things are put in line, and the fields that a text may name."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.certificate_templates.editing import Along, Kind
from desktop_app.certificate_templates.fields import FIELDS
from desktop_app.certificate_templates.grammar import FILTERS, ValueKind
from desktop_app.certificate_templates.naming import KINDS
from desktop_app.i18n import _
from ui.pages.templates.words import ALONGS, field_groups

Choice = TypeVar("Choice")


def kinds_menu(parent: QWidget, choose: Callable[[Kind], object]) -> QMenu:
    return _numbered(parent, [(kind, _(words)) for kind, words in KINDS.items()], choose)


def along_menu(parent: QWidget, choose: Callable[[Along], object]) -> QMenu:
    return _numbered(parent, [(along, _(words)) for along, words in ALONGS.items()], choose)


def fields_menu(parent: QWidget, language: str, choose: Callable[[str], object]) -> QMenu:
    """Every field under its heading, as it stands and through each filter that fits; gives "{starts|from}"."""
    menu = QMenu(parent)
    for title, names in field_groups().items():
        group = menu.addMenu(title)
        for name in names:
            _add_field(group.addMenu(_(FIELDS[name].caption)), name, language, choose)
    return menu


def _add_field(menu: QMenu, name: str, language: str, choose: Callable[[str], object]) -> None:
    _add(menu, _("As it is"), f"{{{name}}}", choose)
    menu.addSeparator()
    for filter_name, caption in filters_for(FIELDS[name].kind, language):
        _add(menu, caption, f"{{{name}|{filter_name}}}", choose)


def filters_for(kind: ValueKind, language: str) -> Iterator[tuple[str, str]]:
    """The filters that mean something behind such a field, with their captions."""
    for name, filter_ in FILTERS.items():
        if filter_.takes is kind and language in filter_.languages:
            yield name, _(filter_.caption)


def _numbered(parent: QWidget, choices: list[tuple[Choice, str]], choose: Callable[[Choice], object]) -> QMenu:
    """Each with a digit as its key."""
    menu = QMenu(parent)
    for number, (value, text) in enumerate(choices, start=1):
        _add(menu, f"&{number}  {text}", value, choose)
    return menu


def _add(menu: QMenu, text: str, value: Choice, choose: Callable[[Choice], object]) -> None:
    menu.addAction(text).triggered.connect(lambda _checked=False: choose(value))
