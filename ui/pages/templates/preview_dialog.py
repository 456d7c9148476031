"""A template as it comes out of the printer, with a made-up name or with that of somebody in a cohort."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.certificate_templates.checking import SAMPLE_CODE, faults
from desktop_app.certificate_templates.designing import material
from desktop_app.certificate_templates.document import PaperSheet, sheet_pictures
from desktop_app.certificate_templates.fields import Sample, sample_values, words
from desktop_app.certificate_templates.model import CodeElement, Template, text_in
from desktop_app.certificates.trying import TriedPerson, people_to_try
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _, language
from ui.models.choices_model import Choice
from ui.operations import Owner, run_query
from ui.pages.templates.words import SAMPLES, language_name
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.chooser import Chooser
from ui.widgets.fields import ChoiceField
from ui.widgets.text import OneLine, Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SHARE_OF_WINDOW = 0.94
LEAST_DPI, MOST_DPI = 60.0, 200.0
OF_COHORT = "cohort"
COHORTS_OFFERED = 300


class PreviewDialog(QDialog):
    def __init__(self, owner: Owner, template: Template) -> None:
        assert isinstance(owner, QWidget)
        super().__init__(owner)
        self.workspace = owner.workspace
        self.template = template
        self.setWindowTitle(_("Preview"))
        self.side = Chooser(_("Side"), [Choice(n, _("Side {n}", n=n + 1)) for n in range(len(template.sides))])
        self.language = Chooser(_("Language"), [Choice(code, language_name(code)) for code in template.languages])
        self.language.choose(language())
        people = [Choice(sample, _(text)) for sample, text in SAMPLES.items()]
        self.sample = Chooser(_("Tried with"), [*people, Choice(OF_COHORT, _("Somebody in a cohort"))])
        self.cohort = ChoiceField("cohort", "")
        self.cohort.editor.setAccessibleName(_("Cohort"))
        self.cohort.editor.lineEdit().setPlaceholderText(_("Cohort"))
        self.person = Chooser(_("Person"))
        self.blank = QCheckBox(_("As on the blank"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(1, 1)
        self._pictures: Sequence[QPixmap] = ()
        self._people: Sequence[TriedPerson] = ()
        self._lay_out()
        self.side.chosen.connect(lambda _side: self._show_picture())
        self.sample.chosen.connect(lambda _sample: self._choose_sample())
        self.person.chosen.connect(lambda _person: self._draw())
        self.cohort.edited.connect(self._ask_people)
        self.language.chosen.connect(lambda _language: self._ask_people() if self._is_of_cohort else self._draw())
        self.blank.toggled.connect(lambda _is_on: self._draw())
        self._choose_sample()

    @classmethod
    def show_template(cls, owner: Owner, template: Template) -> None:
        """Nothing can be drawn of a text that breaks the grammar: that is told in its place."""
        problem = next(faults(template), None)
        if problem is not None:
            owner.workspace.show_notice(problem.text)
            return
        dialog = cls(owner, template)
        dialog.exec()
        dialog.deleteLater()

    @property
    def _is_of_cohort(self) -> bool:
        return bool(self.sample.value == OF_COHORT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_picture()

    def _lay_out(self) -> None:
        title = OneLine(Role.HEADING)
        title.setText(text_in(self.template.title, language()))
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for part in (self.side, self.language, self.sample, self.cohort, self.person, self.blank):
            top.addWidget(part)
        top.addStretch(1)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(label(_("This is what the printer gives."), Role.MUTED), 1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(title)
        outer.addLayout(top)
        outer.addWidget(self.picture, 1)
        outer.addLayout(foot)
        self.side.setVisible(len(self.template.sides) > 1)
        self.resize(self.parentWidget().window().size() * SHARE_OF_WINDOW)

    def _choose_sample(self) -> None:
        self.cohort.setVisible(self._is_of_cohort)
        self.person.setVisible(self._is_of_cohort)
        if not self._is_of_cohort:
            self._draw()
        elif self.cohort.value is None:
            run_query(self, _cohorts_offered, self._offer_cohorts, slot="cohorts")

    def _offer_cohorts(self, choices: Sequence[Choice]) -> None:
        self.cohort.set_choices(choices)
        if choices:
            self.cohort.set_value(choices[0].value)
            self._ask_people()

    def _ask_people(self) -> None:
        cohort_id, spoken, kind = self.cohort.value, self.language.value, self.template.kind
        if cohort_id is not None:
            run_query(
                self,
                lambda centre: centre.read(people_to_try, cohort_id=cohort_id, kind=kind, language=spoken),
                self._offer_people,
                slot="people",
            )

    def _offer_people(self, people: Sequence[TriedPerson]) -> None:
        self._people = people
        self.person.set_choices([Choice(place, person.holder) for place, person in enumerate(people)])
        self._draw()

    def _draw(self) -> None:
        template, spoken, with_background = self.template, self.language.value, not self.blank.isChecked()
        if self._is_of_cohort:
            if not self._people:
                return
            values = dict(self._people[self.person.value].values)
        else:
            values = dict(sample_values(Sample(self.sample.value), language=spoken))

        dpi = self._dpi()

        def draw(centre: "Centre") -> list[bytes]:
            found = centre.read(material, chosen=template)
            said = words(template, {**values, "logo": found.logo}, language=spoken)
            has_code = any(isinstance(element, CodeElement) for element in template.elements())
            sheet = PaperSheet(template, said, SAMPLE_CODE if has_code else "")
            return sheet_pictures(sheet, dpi=dpi, files=found.files, with_background=with_background)

        run_query(self, draw, self._take, slot="draw")

    def _dpi(self) -> float:
        """As fine as can be seen at this size of the window."""
        across, down = self.width() / self.template.width, self.height() / self.template.height
        return min(max(min(across, down) * 25.4 * self.devicePixelRatioF(), LEAST_DPI), MOST_DPI)

    def _take(self, pictures: Sequence[bytes]) -> None:
        found = []
        for content in pictures:
            picture = QPixmap()
            picture.loadFromData(content)
            found.append(picture)
        self._pictures = found
        self._show_picture()

    def _show_picture(self) -> None:
        """As large as there is room."""
        if self._pictures:
            ratio = self.devicePixelRatioF()
            picture = self._pictures[self.side.value or 0].scaled(
                self.picture.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture.setDevicePixelRatio(ratio)
            self.picture.setPixmap(picture)


def _cohorts_offered(centre: "Centre") -> list[Choice]:
    page = centre.read(cohorts, rows=COHORTS_OFFERED)
    return [Choice(row.id, row.code, row.programme_title) for row in page.rows]
