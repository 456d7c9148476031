"""One field set on many cards: what to set, on whom, and what it would do, told before it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, _n
from desktop_app.people.bulk import BulkChange, BulkField, BulkPreview, LeftOut, preview_bulk
from desktop_app.people.filters import workplaces
from ui import formats
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.people.bulk_ledger import FIELDS, BulkLedger
from ui.pages.people.lists import PeopleLists, read_lists
from ui.widgets.fields import CheckField, ChoiceField, DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Whom = Callable[["Centre"], Sequence[int]]
WIDTH = 640
SHOWN_VALUES = 6
TOLD_LINES = 5
_DAYS = ("category_given_on", "category_valid_to", "category_is_lifetime")
_MOVEMENT = ("is_movement", "since")


@dataclass(frozen=True)
class BulkOrder:
    """What is to be done, as it was counted."""

    change: BulkChange
    whom: Whom
    cards: int


class BulkDialog(FormDialog):
    """Finishes with ``BulkOrder``: the first press of the button counts, the second agrees to what was counted.

    With ``TakeBack`` where an earlier change was chosen to be undone instead.
    """

    def __init__(self, owner: QWidget, *, selected: tuple[int, Whom], everybody: Whom) -> None:
        super().__init__(owner, title=_("Change many cards"), save_text=_("See what would change"))
        self.setMinimumWidth(WIDTH)
        self._lists: PeopleLists | None = None
        self._whom: dict[bool, Whom] = {True: selected[1], False: everybody}
        self._seen: tuple[BulkChange, bool, BulkPreview] | None = None
        count = selected[0]
        chosen = [Choice(True, _n("{n} selected person", "{n} selected people", count))] if count else []
        self.add_row(
            ChoiceField("only_selected", _("Whose cards"), [*chosen, Choice(False, _("All whom the list shows"))]),
            ChoiceField("field", _("Field"), [Choice(BulkField(each), _(name)) for each, name in FIELDS.items()]),
        )
        self.add_row(
            ChoiceField("district", _("District of the workplace")),
            ChoiceField("value", _("New value"), hint=_("Left empty, the field is emptied.")),
        )
        self.add_row(
            DateField("category_given_on", _("Category given on")),
            DateField("category_valid_to", _("Category valid to")),
        )
        self.add(CheckField("category_is_lifetime", _("Category for life")))
        self.add_row(
            CheckField("is_movement", _("The people moved"), hint=_("Their former posts are kept on their cards.")),
            DateField("since", _("Since")),
        )
        self.told = label("", Role.BODY, wrap=True)
        # Room for what will be told, so that nothing moves under the hand that presses Enter twice.
        self.told.setMinimumHeight(TOLD_LINES * self.told.fontMetrics().lineSpacing())
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.told)
        ledger = make_button(self, Action(_("Earlier changes…"), self.show_ledger, icon="undo", key="Ctrl+H"))
        self._buttons.insertWidget(0, ledger)
        self.field("only_selected").set_value(bool(count))
        self.field("field").set_value(BulkField.DISTRICT)
        self.field("field").edited.connect(self._follow_field)
        self.field("district").edited.connect(self._offer_workplaces)
        for name in self.values():
            self.field(name).edited.connect(self._forget)
        self._follow_field()
        run_query(self, read_lists, self._offer, slot="lists")

    def submit(self) -> None:
        """Count first; what was counted is agreed to when nothing was chosen otherwise meanwhile."""
        if self._seen is None:
            self._count()
            return
        change, only_selected, preview = self._seen
        self.finish(BulkOrder(change, self._whom[only_selected], preview.changed))

    def is_changed(self) -> bool:
        return False

    def show_ledger(self) -> None:
        earlier = BulkLedger.ask(self)
        if earlier is not None:
            self.finish(earlier)

    def _count(self) -> None:
        change, only_selected = self._change(), bool(self.field("only_selected").value)
        whom = self._whom[only_selected]

        def read(centre: "Centre") -> BulkPreview:
            return centre.read(preview_bulk, change, person_ids=whom(centre))

        def show(preview: BulkPreview) -> None:
            self.told.setText(preview_words(preview))
            if preview.changed:
                self._seen = (change, only_selected, preview)
                self.save_button.setText(_n("Change {n} card", "Change {n} cards", preview.changed))

        run_query(self, read, show, self.show_error, slot="preview")

    def _change(self) -> BulkChange:
        values: dict[str, Any] = {name: self.field(name).value for name in ("value", *_DAYS, *_MOVEMENT)}
        field: BulkField = self.field("field").value
        asked = ("value", *(_DAYS if field is BulkField.CATEGORY else ()), *(_MOVEMENT if field.is_post else ()))
        return BulkChange(field, **{name: values[name] for name in asked})

    def _forget(self) -> None:
        self._seen = None
        self.told.setText("")
        self.save_button.setText(_("See what would change"))

    def _follow_field(self) -> None:
        """Show only what belongs to the chosen field."""
        field: BulkField | None = self.field("field").value
        self.field("district").setVisible(field is BulkField.WORKPLACE)
        for name in _DAYS:
            self.field(name).setVisible(field is BulkField.CATEGORY)
        for name in _MOVEMENT:
            self.field(name).setVisible(field is not None and field.is_post)
        self.field("is_movement").set_value(field is BulkField.WORKPLACE)
        self._offer_values()

    def _offer(self, lists: PeopleLists) -> None:
        self._lists = lists
        district = self.field("district")
        if isinstance(district, ChoiceField):
            district.set_choices(lists.districts)
        self._offer_values()

    def _offer_values(self) -> None:
        lists, field, value = self._lists, self.field("field").value, self.field("value")
        if lists is None or not isinstance(value, ChoiceField):
            return
        choices = {
            BulkField.DISTRICT: lists.districts,
            BulkField.POSITION: lists.positions,
            BulkField.STAFF_GROUP: lists.staff_groups,
            BulkField.SUBJECT: lists.subjects,
            BulkField.CATEGORY: lists.categories,
            BulkField.EDUCATION: lists.educations,
            BulkField.LANGUAGE: lists.languages,
            BulkField.LOCALITY: lists.localities,
        }
        value.set_choices(choices.get(field, ()))
        value.set_value(None)

    def _offer_workplaces(self) -> None:
        code, value = self.field("district").value, self.field("value")

        def offer(found: dict[int, str]) -> None:
            if isinstance(value, ChoiceField):
                value.set_choices([Choice(each, name) for each, name in found.items()])

        if code is not None:
            run_query(self, lambda centre: centre.read(workplaces, district_code=code), offer, slot="workplaces")


def preview_words(preview: BulkPreview) -> str:
    """How many cards change, from which values, and why others do not."""
    nothing = _("nothing")
    after = preview.after or nothing
    lines = [
        _n("{n} card will say: {value}.", "{n} cards will say: {value}.", preview.changed, value=after)
        if preview.changed
        else _("No card would change.")
    ]
    if preview.changed:
        first = preview.before[:SHOWN_VALUES]
        shown = [f"{value or nothing} ({formats.integer_text(count)})" for value, count in first]
        more = ["…"] if len(preview.before) > SHOWN_VALUES else []
        lines.append(_("Now they say: {values}.", values=", ".join([*shown, *more])))
    lines += [_left_out_words(why, count) for why, count in preview.left_out.items()]
    if preview.named:
        lines.append(", ".join(name for name, _why in preview.named[:SHOWN_VALUES]))
    return "\n".join(lines)


def _left_out_words(why: LeftOut, count: int) -> str:
    match why:
        case LeftOut.ALREADY_SO:
            return _n("{n} card says so already.", "{n} cards say so already.", count)
        case LeftOut.ERASED:
            return _n("{n} card is erased and stays so.", "{n} cards are erased and stay so.", count)
        case LeftOut.GONE:
            return _n("{n} person is no longer in the list.", "{n} people are no longer in the list.", count)
        case LeftOut.POST_BEGAN_LATER:
            return _n(
                "{n} person is left out: the present post began after that day.",
                "{n} people are left out: their present posts began after that day.",
                count,
            )
