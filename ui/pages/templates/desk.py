"""The designer's desk: the bar, the page and the properties, and every act between them, done and undone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.certificate_templates.checking import faults, sample_problems
from desktop_app.certificate_templates.designing import Material
from desktop_app.certificate_templates.editing import (
    Along,
    Box,
    Kind,
    added,
    aligned,
    beside,
    blank_element,
    box_of,
    boxed,
    by_id,
    changed,
    on_free_ground,
    page_box,
    removed,
    restacked,
    side_of,
)
from desktop_app.certificate_templates.fields import Sample, sample_values
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.model import AnyElement, PictureElement, Template, TextElement
from desktop_app.errors import Invalid
from desktop_app.i18n import _, language
from ui.actions import Action, make_action, open_under
from ui.draft_history import History
from ui.pages.templates.bar import DesignerBar
from ui.pages.templates.canvas import Canvas
from ui.pages.templates.clipboard import copied_elements, copy_elements
from ui.pages.templates.form import ElementForm
from ui.pages.templates.menus import along_menu, fields_menu, kinds_menu
from ui.pages.templates.side_panel import PROPERTIES, SidePanel
from ui.pages.templates.trial import Trial
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card

CHECK_AFTER_MS = 150
NOTHING = Material(Files(), "", {})


class Desk(QWidget):
    """``start`` shows a template; ``changed`` says that it is another one now."""

    changed = Signal()
    font_wanted = Signal()
    picture_wanted = Signal()
    """For the chosen element, by the buttons of its form."""

    def __init__(self, parent: QWidget, group: str) -> None:
        super().__init__(parent)
        self.history: History[Template, tuple[str, ...]] | None = None
        self.is_read_only = False
        self.problems: tuple[Invalid, ...] = ()
        self.bar = DesignerBar(self)
        self.canvas = Canvas(self)
        self.panel = SidePanel(self)
        self._material = NOTHING
        self._side = 0
        self._trial = Trial({}, language())
        self._check_soon = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._check_soon.timeout.connect(self.check)
        self._lay_out()
        self._fill_bar(group)
        self._connect()

    @property
    def template(self) -> Template:
        assert self.history is not None
        return self.history.now.draft

    @property
    def chosen(self) -> list[AnyElement]:
        assert self.history is not None
        known = by_id(self.template)
        return [known[name] for name in self.history.now.place if name in known]

    @property
    def language(self) -> str:
        """That of the texts that are seen and written."""
        return str(self.bar.language.value)

    def start(self, template: Template, material: Material, *, is_read_only: bool) -> None:
        self.history, self._material, self._side = History(template, ()), material, 0
        self.is_read_only = self.canvas.is_read_only = is_read_only
        self.bar.show_template(template)
        self.bar.language.choose(language())
        self._look()

    def adopt(self, material: Material) -> None:
        """Other files: a picture or a font was added, or the one that was missing is here."""
        self._material = material
        self._look()

    def use_file(self, sha256: str) -> None:
        """Give the chosen element this picture or font."""
        for element in self.chosen[:1]:
            if isinstance(element, PictureElement):
                self._do(changed(self.template, [replace(element, file=sha256)]))
            elif isinstance(element, TextElement):
                self._do(changed(self.template, [replace(element, typeface=sha256)]))

    def choose(self, names: tuple[str, ...]) -> None:
        if self.history is not None and names != self.history.now.place:
            self.history.look_at(names)
            self._show_moment()

    def add(self, kind: Kind) -> None:
        if self._may_change():
            made = blank_element(kind, self.template, text=_("Text"), language=self.language)
            self._put([on_free_ground(made, self.template.sides[self._side].elements, page_box(self.template))])
            if kind is Kind.TEXT:
                self.panel.write_words()
            elif kind is Kind.PICTURE:
                self.picture_wanted.emit()

    def put_in_line(self, along: Along) -> None:
        boxes = {element.id: box_of(element) for element in self.chosen if not element.is_locked}
        if boxes and self._may_change():
            self._do(boxed(self.template, aligned(boxes, along, page_box(self.template))))

    def delete(self) -> None:
        if self._may_change():
            self._do(removed(self.template, {element.id for element in self.chosen}), chosen=())

    def copy(self) -> None:
        if self.history is not None and self.chosen:
            copy_elements(self.template, self.chosen)

    def cut(self) -> None:
        self.copy()
        self.delete()

    def paste(self) -> None:
        if self._may_change():
            self._put(beside(copied_elements()))

    def duplicate(self) -> None:
        if self._may_change():
            self._put(beside(self.chosen))

    def restack(self, step: int) -> None:
        if self._may_change():
            self._do(restacked(self.template, {element.id for element in self.chosen}, step))

    def lock(self) -> None:
        """Lock them, or unlock where all of them are locked."""
        if self._may_change():
            wanted = not all(element.is_locked for element in self.chosen)
            self._do(changed(self.template, [replace(element, is_locked=wanted) for element in self.chosen]))

    def choose_all(self) -> None:
        if self.history is not None:
            self.choose(tuple(element.id for element in self.canvas.page.elements if not element.is_locked))

    def undo(self) -> None:
        if self.history is not None and self.history.undo():
            self._show_moment(is_changed=True)

    def redo(self) -> None:
        if self.history is not None and self.history.redo():
            self._show_moment(is_changed=True)

    def pause(self) -> None:
        if self.history is not None:
            self.history.pause()

    def to_next_problem(self) -> None:
        """Around in a circle."""
        if self.history is None:
            return
        blamed = list(dict.fromkeys(each.field for each in self.problems if each.field in by_id(self.template)))
        here = next((blamed.index(name) for name in self.history.now.place if name in blamed), -1)
        if blamed:
            self.choose((blamed[(here + 1) % len(blamed)],))

    def check(self) -> None:
        """Everything for which it could not be printed, with the longest name."""
        if self.history is None:
            return
        found = tuple(faults(self.template))
        files = self._material.files
        self.problems = found or sample_problems(self.template, files, Sample.LONGEST)
        self.panel.show_problems(self.problems)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undoing is of the whole template, not of the letters of one line."""
        keys = QKeySequence.StandardKey
        is_asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if is_asked and (event.matches(keys.Undo) or event.matches(keys.Redo)):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _guard(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, (QLineEdit, QPlainTextEdit)) and self.panel.isAncestorOf(now):
            now.installEventFilter(self)

    def _lay_out(self) -> None:
        left, right = Card(), Card()
        left.body.addWidget(self.canvas, 1)
        right.body.addWidget(self.panel, 1)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addWidget(left, 1)
        parts.addWidget(right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.bar)
        outer.addLayout(parts, 1)

    def _fill_bar(self, group: str) -> None:
        bar, here = self.bar, self.canvas
        add = Action(_("Add an element"), self._offer_kinds, icon="plus", key="Ctrl+N")
        bar.add_tool("add", add, keys_of=self, group=group)
        for name, action in self._acts():
            keys_of = self if name in ("undo", "redo") else here
            bar.add_tool(name, action, keys_of=keys_of, group=group)
            if keys_of is here:
                self.panel.elements.addAction(bar.tools[name].defaultAction())
        bar.add_gap()
        for name, action, is_on in self._ways_to_look():
            bar.add_tool(name, action, keys_of=self, group=group, is_toggle=is_on is not None)
            bar.tools[name].defaultAction().setChecked(bool(is_on))
        bar.end()
        for action in self._acts_without_a_button():
            command = make_action(here, action, group=group, is_local=True)
            self.panel.elements.addAction(command)
        make_action(self, Action(_("To the page, and then to no element"), self._step_back, key="Esc"), group=group)
        make_action(self, Action(_("Next problem"), self.to_next_problem, key="F8"), group=group)

    def _acts(self) -> tuple[tuple[str, Action], ...]:
        return (
            ("undo", Action(_("Undo"), self.undo, icon="undo", key="Ctrl+Z")),
            ("redo", Action(_("Do again"), self.redo, icon="redo", key="Ctrl+Y")),
            ("copy", Action(_("A second one"), self.duplicate, icon="copy", key="Ctrl+D")),
            ("delete", Action(_("Delete"), self.delete, icon="delete", key="Delete")),
            ("along", Action(_("Put in line…"), self._offer_along, icon="align", key="Ctrl+L")),
            ("up", Action(_("One higher"), lambda: self.restack(1), icon="chevron-up", key="PgUp")),
            ("down", Action(_("One lower"), lambda: self.restack(-1), icon="chevron-down", key="PgDown")),
            ("lock", Action(_("Lock or unlock"), self.lock, icon="lock", key="Ctrl+Shift+L")),
        )

    def _acts_without_a_button(self) -> tuple[Action, ...]:
        return (
            Action(_("Copy"), self.copy, key="Ctrl+C"),
            Action(_("Cut"), self.cut, key="Ctrl+X"),
            Action(_("Paste"), self.paste, key="Ctrl+V"),
            Action(_("Choose all"), self.choose_all, key="Ctrl+A"),
            Action(_("Larger"), lambda: self.canvas.zoom_by(1), key="Ctrl++"),
            Action(_("Smaller"), lambda: self.canvas.zoom_by(-1), key="Ctrl+-"),
        )

    def _ways_to_look(self) -> tuple[tuple[str, Action, bool | None], ...]:
        return (
            ("grid", Action(_("Grid"), self._look, icon="grid", key="Ctrl+G"), True),
            ("snap", Action(_("Draw to edges and middles"), self._look, icon="snap", key="Ctrl+M"), True),
            (
                "blank",
                Action(_("As on the blank: without the background"), self._look, icon="blank", key="Ctrl+Shift+B"),
                False,
            ),
            ("fit", Action(_("The whole page"), self.canvas.fit, icon="fit", hint=_("The whole page (Ctrl+0)")), None),
            ("real", Action(_("In its real size"), self._show_real_size, icon="ruler", key="Ctrl+Alt+0"), None),
        )

    def _connect(self) -> None:
        self.canvas.chosen.connect(self.choose)
        self.canvas.boxes_wanted.connect(self._move)
        self.canvas.text_wanted.connect(self._write_words)
        self.bar.looked.connect(self._look)
        panel = self.panel
        panel.elements.chosen.connect(self.choose)
        panel.problems.element_wanted.connect(lambda name: self.choose((name,)))
        panel.element_changed.connect(lambda element, name: self._do(changed(self.template, [element]), going_on=name))
        panel.template_changed.connect(lambda template, name: self._do(template, going_on=name))
        panel.along_wanted.connect(self.put_in_line)
        panel.font_wanted.connect(self.font_wanted)
        panel.picture_wanted.connect(self.picture_wanted)
        panel.field_wanted.connect(self._offer_fields)
        panel.language_wanted.connect(self._look_in)
        QApplication.instance().focusChanged.connect(self._guard)

    def _may_change(self) -> bool:
        return self.history is not None and not self.is_read_only

    def _put(self, elements: list[AnyElement]) -> None:
        if elements:
            template, names = added(self.template, self._side, elements)
            self._do(template, chosen=names)

    def _move(self, boxes: dict[str, Box], is_going_on: bool) -> None:
        if self._may_change():
            self._do(boxed(self.template, boxes), going_on="arrows" if is_going_on else "")

    def _do(self, template: Template, *, chosen: tuple[str, ...] | None = None, going_on: str = "") -> None:
        assert self.history is not None
        if self._may_change():
            self.history.do(template, self.history.now.place if chosen is None else chosen, going_on=going_on)
            self._show_moment(is_changed=True)

    def _look(self) -> None:
        """Shown anew in another language, with another sample, on another side."""
        if self.history is None:
            return
        tools = self.bar.tools
        self.canvas.page.has_grid = tools["grid"].defaultAction().isChecked()
        self.canvas.has_snap = tools["snap"].defaultAction().isChecked()
        self._trial = self._tried()
        side = self.bar.side.value or 0
        if side != self._side:
            self._side = side
            self.history.look_at(())
        self._show_moment()

    def _tried(self) -> Trial:
        values = {**sample_values(self.bar.chosen_sample, language=self.language), "logo": self._material.logo}
        return Trial(values, self.language, self._material.files)

    def _look_in(self, language: str) -> None:
        """The page follows to the language that is being written."""
        if language != self.language and self.bar.language.choose(language):
            self._look()

    def _show_moment(self, *, is_changed: bool = False) -> None:
        assert self.history is not None
        template, chosen = self.template, self.chosen
        self.bar.show_template(template)
        if self.language != self._trial.language:
            self._trial = self._tried()
        self._side = side_of(template, chosen[0].id) if chosen else min(self._side, len(template.sides) - 1)
        self.bar.side.choose(self._side)
        is_on_blank = self.bar.tools["blank"].defaultAction().isChecked()
        self.canvas.show_template(template, self._side, self._trial, is_on_blank=is_on_blank)
        self.canvas.choose(tuple(element.id for element in chosen))
        self.panel.elements.show_elements(template.sides[self._side].elements, self.history.now.place, self.language)
        self.panel.show_chosen(
            template,
            chosen,
            language=self.language,
            fonts=self._material.fonts,
            is_read_only=self.is_read_only,
        )
        self._offer()
        self._check_soon.start()
        if is_changed:
            self.changed.emit()

    def _offer(self) -> None:
        assert self.history is not None
        tools, may, is_any = self.bar.tools, not self.is_read_only, bool(self.chosen)
        tools["add"].setEnabled(may)
        tools["undo"].defaultAction().setEnabled(self.history.can_undo)
        tools["redo"].defaultAction().setEnabled(self.history.can_redo)
        for name in ("copy", "delete", "along", "up", "down", "lock"):
            tools[name].defaultAction().setEnabled(may and is_any)

    def _write_words(self) -> None:
        self.panel.setCurrentIndex(PROPERTIES)
        if not self.panel.write_words() and isinstance(self.panel.form, ElementForm):
            self.panel.form.inputs["x"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_back(self) -> None:
        if self.canvas.hasFocus():
            self.canvas.give_up()
        else:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_kinds(self) -> None:
        self._open("add", lambda: kinds_menu(self, self.add))

    def _offer_along(self) -> None:
        self._open("along", lambda: along_menu(self, self.put_in_line))

    def _open(self, tool: str, make: Callable[[], QMenu]) -> None:
        if self._may_change():
            open_under(self.bar.tools[tool], make())

    def _offer_fields(self, button: QWidget) -> None:
        form = self.panel.form
        if isinstance(form, ElementForm) and self._may_change():
            open_under(button, fields_menu(self, self.language, form.insert))

    def _show_real_size(self) -> None:
        self.canvas.zoom_to(self.canvas.real_zoom)
