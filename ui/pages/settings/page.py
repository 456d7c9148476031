"""The settings: sections at the left, the chosen one beside them."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from ui import rights
from ui.icons import icon
from ui.navigation import load
from ui.pages.settings.section import Section
from ui.theme import GAP_L, GAP_S
from ui.widgets.page import Page
from ui.workspace import Workspace

SECTIONS_WIDTH = 254
SECTION_HEIGHT = 36


@dataclass(frozen=True)
class SectionSpec:
    """``factory`` is imported when the section is first shown; ``name`` is the argument of a Target.

    Whoever lacks the ``right`` (see ui/rights.py) does not find the section.
    """

    name: str
    title: str
    icon: str
    factory: str
    right: str = ""


HERE = "ui.pages.settings"
SECTIONS = (
    SectionSpec("centre", N_("Centre"), "building", f"{HERE}.centre:CentreSection"),
    SectionSpec("staff", N_("Staff and rights"), "people", f"{HERE}.staff:StaffSection"),
    SectionSpec("rules", N_("Rules"), "check", f"{HERE}.rules:RulesSection", right="edit_rules"),
    SectionSpec("marks", N_("Marks of attendance"), "attendance", f"{HERE}.mark_sets:MarkSetsSection"),
    SectionSpec("turns", N_("Table of turns"), "clock", f"{HERE}.turns:TurnsSection", right="see_plan"),
    SectionSpec("calendar", N_("Calendar"), "calendar", f"{HERE}.calendar:CalendarSection"),
    SectionSpec("lists", N_("Lists"), "list", f"{HERE}.lists:ListsSection"),
    SectionSpec("territories", N_("Districts and cities"), "place", f"{HERE}.territories:TerritoriesSection"),
    SectionSpec("wording", N_("Wording of papers"), "order", f"{HERE}.wording:WordingSection", right="see_papers"),
    SectionSpec("backup", N_("Backup"), "backup", f"{HERE}.backup:BackupSection", right="back_up"),
    SectionSpec("protection", N_("Protection"), "lock", f"{HERE}.protection:ProtectionSection", right="back_up"),
    SectionSpec("server", N_("Several PCs"), "link", f"{HERE}.server:ServerSection", right="protect"),
    SectionSpec("years", N_("Closed years"), "lock", f"{HERE}.years:YearsSection", right="close_year"),
    SectionSpec("check", N_("Data check"), "search", f"{HERE}.check:CheckSection", right="check_data"),
    SectionSpec("journal", N_("Journal of changes"), "clock", f"{HERE}.journal:JournalSection", right="see_journal"),
    SectionSpec(
        "personal_data", N_("Personal data"), "person", f"{HERE}.personal_data:PersonalDataSection", right="see_duties"
    ),
    SectionSpec("appearance", N_("Language and look"), "language", f"{HERE}.appearance:AppearanceSection"),
    SectionSpec("about", N_("About the program"), "info", f"{HERE}.about:AboutSection"),
)


class SettingsPage(Page):
    """``open("backup")`` goes to a section by its name."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Settings"))
        self._specs = [spec for spec in SECTIONS if rights.may(spec.right)]
        self._made: dict[str, Section] = {}
        self.sections = QListWidget(self)
        self.sections.setAccessibleName(_("Sections of the settings"))
        self.sections.setProperty("role", "sections")
        self.sections.setIconSize(QSize(20, 20))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for spec in self._specs:
            item = QListWidgetItem(icon(spec.icon, "muted"), _(spec.title))
            item.setSizeHint(QSize(0, SECTION_HEIGHT))
            self.sections.addItem(item)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        row.addWidget(_framed(self.sections, width=SECTIONS_WIDTH))
        row.addWidget(_framed(self._stack), 1)
        self.body.addLayout(row, 1)
        self.sections.currentRowChanged.connect(self._show)
        self.sections.itemActivated.connect(lambda _item: self._enter())
        self.sections.setCurrentRow(0)

    @property
    def section(self) -> Section:
        """The section in front."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def open(self, argument: object) -> None:
        names = [spec.name for spec in self._specs]
        if argument in names:
            self.sections.setCurrentRow(names.index(str(argument)))

    def first_focus(self) -> QWidget | None:
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus() and self.section.isAncestorOf(focus):
            # The key of the settings, pressed in one of their sections, leads to the others.
            return self.sections
        inside = self.section.first_focus()
        return inside if inside is not None and inside.isEnabled() else self.sections

    def refresh(self) -> None:
        self.section.make_stale()

    def _enter(self) -> None:
        """From the list into what it shows."""
        focus = self.section.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextChild()

    def _show(self, place: int) -> None:
        spec = self._specs[place]
        if spec.name not in self._made:
            self._made[spec.name] = load(spec.factory)(self.workspace)
            self._stack.addWidget(self._made[spec.name])
        self.banner.clear()
        self.set_context(_(spec.title))
        self._stack.setCurrentWidget(self._made[spec.name])


def _framed(content: QWidget, *, width: int = 0) -> QFrame:
    """The content on a card; of a fixed width where one is given."""
    card = QFrame()
    card.setProperty("role", "card")
    gap = GAP_S if width else GAP_L
    layout = QVBoxLayout(card)
    layout.setContentsMargins(gap, gap, gap, gap)
    layout.addWidget(content)
    if width:
        card.setFixedWidth(width)
    return card
