"""What stands beside the page: the properties of what is chosen, the elements in their order, the problems."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop_app.certificate_templates.model import AnyElement, Template
from desktop_app.errors import Invalid
from desktop_app.i18n import _, _n
from ui.pages.templates.form import ElementForm
from ui.pages.templates.lists import ElementList, ProblemList
from ui.pages.templates.page_form import PageForm
from ui.pages.templates.words import ALONGS
from ui.theme import GAP_S
from ui.widgets.growing_area import GrowingArea
from ui.widgets.text import Role, flowing, label

WIDTH = 330
PROPERTIES, ELEMENTS, PROBLEMS = range(3)


class SeveralForm(QWidget):
    """For more than one element: how they are put in line."""

    along_wanted = Signal(object)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_S)
        rows.addWidget(label(_n("{n} element", "{n} elements", count), Role.STRONG))
        rows.addWidget(flowing(_("Drag them or press the arrows to move all of them."), Role.SMALL))
        for along, words in ALONGS.items():
            button = QPushButton(_(words))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, along=along: self.along_wanted.emit(along))
            rows.addWidget(button)

    def set_read_only(self) -> None:
        for button in self.findChildren(QPushButton):
            button.setEnabled(False)


class SidePanel(QTabWidget):
    element_changed = Signal(object, str)
    template_changed = Signal(object, str)
    along_wanted = Signal(object)
    font_wanted = Signal()
    picture_wanted = Signal()
    field_wanted = Signal(QWidget)
    language_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setFixedWidth(WIDTH)
        self.form: ElementForm | PageForm | SeveralForm | None = None
        self._shape: object = None
        self._area = GrowingArea(self)
        self.elements = ElementList(self)
        self.problems = ProblemList(self)
        self.addTab(self._area, _("Properties"))
        self.addTab(self.elements, _("Elements"))
        self.addTab(self.problems, _("Problems"))

    def show_chosen(
        self,
        template: Template,
        chosen: Sequence[AnyElement],
        *,
        language: str,
        fonts: Mapping[str, str],
        is_read_only: bool,
    ) -> None:
        """A form is made anew only for something else, so that what is typed in keeps its place."""
        names = tuple((element.id, type(element)) for element in chosen)
        # The form of an element has the texts of all languages.
        languages = template.languages if chosen else (language,)
        shape = (names, languages, tuple(fonts), is_read_only)
        if shape != self._shape or self.form is None:
            self._shape = shape
            self._put(self._made(template, chosen, language, fonts), is_read_only=is_read_only)
        elif isinstance(self.form, PageForm):
            self.form.show_template(template)
        elif isinstance(self.form, ElementForm):
            self.form.show_element(chosen[0])
        if isinstance(self.form, ElementForm):
            self.form.language = language

    def show_problems(self, problems: Sequence[Invalid]) -> None:
        self.problems.show_problems(problems)
        count = len(problems)
        self.setTabText(PROBLEMS, _("Problems ({n})", n=count) if count else _("Problems"))
        if isinstance(self.form, ElementForm):
            self.form.show_faults([each.text for each in problems if each.field == self.form.element.id])

    def write_words(self) -> bool:
        """Put the hand on the words of the element; tells whether it has any."""
        if not isinstance(self.form, ElementForm) or self.form.words is None:
            return False
        self.setCurrentIndex(PROPERTIES)
        self.form.words.setFocus()
        self.form.words.selectAll()
        return True

    def _made(
        self, template: Template, chosen: Sequence[AnyElement], language: str, fonts: Mapping[str, str]
    ) -> ElementForm | PageForm | SeveralForm:
        if not chosen:
            page = PageForm(self._area.widget(), template, language)
            page.changed.connect(self.template_changed)
            return page
        if len(chosen) > 1:
            several = SeveralForm(self._area.widget(), len(chosen))
            several.along_wanted.connect(self.along_wanted)
            return several
        form = ElementForm(self._area.widget(), chosen[0], language, template.languages, fonts)
        form.changed.connect(self.element_changed)
        form.font_wanted.connect(self.font_wanted)
        form.picture_wanted.connect(self.picture_wanted)
        form.field_wanted.connect(self.field_wanted)
        form.language_wanted.connect(self.language_wanted)
        return form

    def _put(self, form: ElementForm | PageForm | SeveralForm, *, is_read_only: bool) -> None:
        while (old := self._area.body.takeAt(0)) is not None:
            if old.widget() is not None:
                # Hidden now, deleted later: what is being pressed may be in it.
                old.widget().hide()
                old.widget().deleteLater()
        if is_read_only:
            form.set_read_only()
        self._area.body.addWidget(form)
        self._area.body.addStretch(1)
        form.show()
        self._area.verticalScrollBar().setValue(0)
        self.form = form
