"""Under which name, from which day and by which order a form is kept."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.bound_forms.model import Bindings
from desktop_app.bound_forms.records import Form
from desktop_app.bound_forms.shelf import change_form, save_form
from desktop_app.i18n import _
from desktop_app.spreadsheets.grid_records import Grid
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class SaveDialog(FormDialog):
    """Finished with the Form as it is kept. ``form`` is the edition that was opened, if one was.

    A new edition holds from the ``month`` that it is filled for, unless somebody says otherwise.
    """

    def __init__(self, owner: QWidget, grid: Grid, bindings: Bindings, form: Form | None, *, month: date) -> None:
        is_change = form is not None and form.sha256 == grid.sha256
        intro = (
            _("Edition {edition} is bound anew; its file stays.", edition=form.edition)
            if form is not None and is_change
            else _("The file and what its cells are bound to are kept as the next edition of this name.")
        )
        super().__init__(owner, title=_("Save the form"), intro=intro)
        self._grid, self._bindings, self._form = grid, bindings, form
        self._is_change = is_change
        self.add(TextField("name", _("Name"), is_required=True))
        self.add_row(
            DateField("valid_from", _("Holds from"), is_required=True),
            TextField("order_number", _("Order number")),
            DateField("order_date", _("Order date")),
        )
        self.add(TextField("note", _("Note"), lines=2))
        self.field("name").set_value(form.name if form else grid.file_name.rsplit(".", 1)[0], is_guess=form is None)
        first = form.valid_from if form is not None and is_change else month.replace(day=1)
        self.field("valid_from").set_value(first, is_guess=not is_change)
        if form is not None:
            self.field("order_number").set_value(form.order_number)
            self.field("order_date").set_value(form.order_date)
            self.field("note").set_value(form.note)
        self.field("name").setEnabled(not is_change)

    def submit(self) -> None:
        values, form = self.values(), self._form
        name = values.pop("name")
        if form is not None and self._is_change:
            run_command(
                self,
                lambda centre: centre.write(
                    change_form, form_id=form.id, version=form.version, bindings=self._bindings, **values
                ),
                lambda outcome: self.finish(outcome.value),
            )
        else:
            run_command(
                self,
                lambda centre: centre.write(save_form, name=name, grid=self._grid, bindings=self._bindings, **values),
                lambda outcome: self.finish(outcome.value),
            )
