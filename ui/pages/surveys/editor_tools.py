"""The buttons under the outline of the editor, its menu of kinds, and the form that a part is written in."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.editing import Place, asked_before, part_at
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section
from ui.actions import Action, make_action, make_button, tooltip
from ui.pages.surveys.editor_condition import askable_before
from ui.pages.surveys.editor_form import PartForm, SectionForm, WholeForm
from ui.pages.surveys.editor_item import ItemForm
from ui.pages.surveys.editor_words import KINDS

DIGITS = 10


def tool_button(parent: QWidget, action: Action, *, keys_of: QWidget, group: str) -> QPushButton:
    """Of an icon only. A key that means something else in a line of text is one of the outline alone."""
    button = make_button(parent, Action("", action.run, icon=action.icon))
    button.setToolTip(tooltip(action))
    button.setAccessibleName(action.text)
    key = Action(action.text, button.click, key=action.key)
    make_action(keys_of, key, group=group, is_local=keys_of is not parent)
    return button


def kinds_menu(parent: QWidget, choose: Callable[[ItemKind], object]) -> QMenu:
    """Kinds of questions, each with a digit as its key, but for those that come after the tenth."""
    menu = QMenu(parent)
    for number, (kind, words) in enumerate(KINDS.items(), start=1):
        text = f"&{number % DIGITS}  {_(words)}" if number <= DIGITS else f"    {_(words)}"
        menu.addAction(text).triggered.connect(lambda _checked=False, kind=kind: choose(kind))
    return menu


def form_for(parent: QWidget, questionnaire: Questionnaire, place: Place) -> PartForm:
    """The form in which the part at the place is written."""
    askable = askable_before(asked_before(questionnaire, place))
    match part_at(questionnaire, place):
        case Questionnaire():
            return WholeForm(parent, questionnaire)
        case Section() as section:
            return SectionForm(parent, section, questionnaire.languages, askable)
        case Item() as item:
            return ItemForm(parent, item, questionnaire, askable)
