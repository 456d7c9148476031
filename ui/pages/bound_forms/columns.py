"""What the list of forms shows of each edition."""

from desktop_app.bound_forms.editing import counts
from desktop_app.bound_forms.records import Form
from desktop_app.i18n import N_, _
from desktop_app.language.orders import order_text
from ui.models.table_model import Align, Column
from ui.theme import Tone


def _state(form: Form) -> str:
    if form.retired_on is not None:
        return _("Not used any more")
    waiting = counts(form.bindings)[1]
    return _("Some columns wait") if waiting else _("Bound")


def _tone(form: Form) -> Tone:
    if form.retired_on is not None:
        return Tone.MUTED
    return Tone.WARN if counts(form.bindings)[1] else Tone.GOOD


FORM_COLUMNS = (
    Column[Form]("name", N_("Name"), lambda form: form.name, width=220, is_stretched=True),
    Column[Form]("edition", N_("Edition"), lambda form: form.edition, width=90, align=Align.RIGHT),
    Column[Form]("valid_from", N_("Holds from"), lambda form: form.valid_from, width=120),
    Column[Form]("order", N_("Order"), lambda form: order_text(form.order_number, form.order_date), width=170),
    Column[Form]("file", N_("File"), lambda form: form.file_name, width=220),
    Column[Form]("bound", N_("Lines bound"), lambda form: counts(form.bindings)[0], width=120, align=Align.RIGHT),
    Column[Form]("state", N_("State"), _state, width=170, tone=_tone),
)
