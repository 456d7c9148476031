"""What the people of a group need most, in one quiet line under their names."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from desktop_app.surveys.profile import Circle, NeedProfile, need_profile
from ui import formats
from ui.operations import run_query
from ui.widgets.text import Role, label
from ui.workspace import Workspace

OF_SUBJECT = {
    Circle.WORK_AND_DISTRICT: N_("same subject and district"),
    Circle.WORK_AND_CATEGORY: N_("same subject and category"),
    Circle.WORK: N_("same subject"),
    Circle.DISTRICT: N_("same district"),
    Circle.EVERYBODY: N_("everybody who answered"),
}
OF_POSITION = OF_SUBJECT | {
    Circle.WORK_AND_DISTRICT: N_("same position and district"),
    Circle.WORK_AND_CATEGORY: N_("same position and category"),
    Circle.WORK: N_("same position"),
}


class GroupNeeds(QWidget):
    """Not there while nothing is known: nobody, or too few like them, answered a survey in the last twelve months."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.line = label("", Role.SMALL, wrap=True)
        self.line.setToolTip(
            _("By the answers of the last twelve months. The number is the mean need gap, 0 to 20 points.")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.line)
        self.hide()

    def show_people(self, person_ids: Sequence[int]) -> None:
        run_query(
            self,
            lambda centre: centre.read(need_profile, person_ids=tuple(person_ids)),
            self._show,
            slot="needs",
            is_aside=True,
        )

    def _show(self, profile: NeedProfile | None) -> None:
        self.setVisible(profile is not None)
        if profile is None:
            return
        whose = (OF_SUBJECT if profile.has_subject else OF_POSITION)[profile.circle]
        needs = "; ".join(f"{need.text} ({formats.decimal_text(need.gap)})" for need in profile.needs)
        self.line.setText(
            _("What this group needs: {needs} (answers: {n}, {whose}).", needs=needs, n=profile.people, whose=_(whose))
        )
