"""The centre's logo: a picture to choose, or none."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.reference.logo import LARGEST_BYTES, set_logo
from desktop_app.whole_file import read_up_to
from ui.operations import run_command
from ui.widgets.fields import CheckField, FileField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

ENDINGS = "*.png *.jpg *.jpeg"


class LogoDialog(FormDialog):
    """Finishes with the Outcome, whose value is the logo before."""

    def __init__(self, owner: QWidget, *, has_logo: bool) -> None:
        intro = _("It stands on attendance sheets and journals, beside the name of the centre.")
        super().__init__(owner, title=_("Logo of the centre"), intro=intro)
        pattern = _("Pictures ({endings})", endings=ENDINGS)
        hint = _("PNG or JPEG, up to 1 MB.")
        self.add(FileField("logo", _("Picture"), pattern=pattern, hint=hint, is_required=not has_logo))
        self._off = self.add(CheckField("is_off", _("Take the logo off"))) if has_logo else None

    def submit(self) -> None:
        file = self.field("logo").value
        is_off = self._off is not None and self._off.value
        if file is None and not is_off:
            self.reject()
            return

        def save(centre: "Centre") -> Outcome[bytes | None]:
            return centre.write(set_logo, None if is_off or file is None else read_up_to(file, LARGEST_BYTES))

        run_command(self, save, self.finish)
