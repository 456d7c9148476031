"""Scenes of the settings for ``tests.screens``."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.database_logins import DatabaseLogin, DatabaseLogins, GivenLogin
from desktop_app.marks.kinds import mark_sets
from desktop_app.marks.records import MarkSet, Recount
from desktop_app.personal_data.past_term import past_terms
from desktop_app.reference import exchange
from desktop_app.reference.records import ListItem, Names
from desktop_app.reference.service import dated_rules, list_items, profile, regions
from desktop_app.reference.territories import rename_territory, territories
from desktop_app.reference.workbook import item_fields, write_entries
from desktop_app.safety.backup import back_up, backups
from desktop_app.safety.restore import preview_restore
from ui.join_dialog import JoinDialog
from ui.pages.settings.calendar import DayDialog
from ui.pages.settings.centre import CentreDialog
from ui.pages.settings.database_logins import DatabaseLoginsCard, GivenLoginDialog
from ui.pages.settings.duty_dialogs import DisclosureDialog, PurposeDialog
from ui.pages.settings.exchange_dialog import ExchangeDialog
from ui.pages.settings.lists import ItemDialog, ListsSection
from ui.pages.settings.mark_kind_dialog import MarkKindDialog
from ui.pages.settings.mark_set_dialog import MarkSetDialog, ReachDialog
from ui.pages.settings.page import SECTIONS
from ui.pages.settings.past_term_dialog import PastTermDialog, TakeOutDialog
from ui.pages.settings.restore_dialog import RestoreDialog
from ui.pages.settings.returns_dialog import ReturnsDialog
from ui.pages.settings.rules import RuleDialog, rule_lines
from ui.pages.settings.server import MoveDialog
from ui.pages.settings.staff import NOBODY, StaffForm
from ui.pages.settings.territory_dialogs import CodeDialog, TerritoryDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
# What the section has in the smallest window.
LOGINS_SIZE = QSize(590, 420)


def _section(name: str) -> Scene:
    return lambda stage: stage.page("settings", name)


def _centre(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    return CentreDialog(stage.page("settings", "centre"), centre.read(profile), centre.read(regions))


def _returns(stage: "Stage") -> QWidget:
    return ReturnsDialog(stage.page("settings", "centre"), stage.workspace.centre.read(profile))


def _rule(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    lines = rule_lines(centre.read(dated_rules), centre.clock.today())
    return RuleDialog(stage.page("settings", "rules"), lines[0], lines)


def _mark_set(stage: "Stage") -> MarkSet:
    return stage.workspace.centre.read(mark_sets)[0]


def _reach(stage: "Stage") -> QWidget:
    dialog = ReachDialog(stage.page("settings", "marks"), Recount(open_cohorts=14, closed_cohorts=96, people=31))
    dialog.field("has_open").set_value(True)
    dialog.field("has_open").edited.emit()
    return dialog


def _item(stage: "Stage") -> QWidget:
    groups = stage.workspace.centre.read(list_items, "staff_group")
    new = ListItem(0, "position", "", Names("", "", ""), {}, stage.workspace.centre.clock.today(), None, 1)
    return ItemDialog(stage.page("settings", "lists"), new, groups)


def _list(name: str) -> Scene:
    def shown(stage: "Stage") -> QWidget:
        page = stage.page("settings", "lists")
        section = page.findChild(ListsSection)
        section.list_box.choose(name)
        section.refresh()
        return page

    return shown


def _restore(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    back_up(centre, reason="on-demand")
    preview = preview_restore(centre.paths, backups(centre.paths.backups)[-1].path)
    return RestoreDialog(stage.page("settings", "backup"), stage.workspace, preview)


def _exchange(stage: "Stage") -> QWidget:
    """A workbook with a new subject, a changed one, one too few and a wrong one."""
    centre = stage.workspace.centre
    path = exchange.export_lists(centre, out=centre.paths.folder / "roʻyxatlar.xlsx", names=["subject"])
    (sheet,) = exchange.preview_lists(centre, path).sheets
    entries = [dict(each.entry) for each in sheet.differences[:-1]]
    entries[2]["ru"] = "Русский язык (для национальных школ)"
    entries += [{"code": "ROBO", "uz": "Robototexnika"}, {"code": "", "uz": "Astronomiya"}]
    write_entries(path, [("Fanlar", item_fields("subject"), entries)], creator="")
    return ExchangeDialog(stage.page("settings", "lists"), exchange.preview_lists(centre, path))


def _renamed_district(stage: "Stage") -> QWidget:
    """A form that tells what the district was called before."""
    page, centre = stage.page("settings", "territories"), stage.workspace.centre
    place = next(place for place in centre.read(territories) if place.code == "1727206")
    if place.names.uz != "Mustaqillik tumani":
        renamed = replace(place, names=Names("Mustaqillik tumani", "", "", ""))
        centre.write(rename_territory, renamed, since=centre.clock.today())
    known = centre.read(territories)
    return TerritoryDialog(page, known, "1727", next(place for place in known if place.code == "1727206"))


def _logins(stage: "Stage") -> QWidget:
    """As they stand in a centre on a server, which no picture opens."""
    card = DatabaseLoginsCard(stage.page("settings", "server"), stage.workspace)
    people = (
        DatabaseLogin(1, "Yusupova Nargiza", "yusupova", "office", "office", True),
        DatabaseLogin(2, "Karimova Dilnoza Shavkatovna", "karimova", "", "reports", False),
        DatabaseLogin(3, "Toʻrayev Gʻayrat Ikromovich", "torayev", "office", "reading", True),
        DatabaseLogin(4, "Hakimova Sevara Husanovna", "hakimova", "administrator", "", True),
    )
    card._show(DatabaseLogins(people, can_change=True))
    card.resize(LOGINS_SIZE)
    return card


def _given_login(stage: "Stage") -> QWidget:
    address = "postgresql://mahorat_yusupova@mahorat-server:5432/mahorat?sslmode=require"
    given = GivenLogin(address, "k7Qm-4hTz-9wXe", is_here=True)
    return GivenLoginDialog(stage.page("settings", "server"), "Karimova Dilnoza Shavkatovna", given)


SCENES: dict[str, Scene] = {
    "settings-database-logins": _logins,
    "settings-given-login": _given_login,
    "settings-move-to-server": lambda stage: MoveDialog(stage.page("settings", "server")),
    "settings-join-server": lambda stage: JoinDialog(stage.page("settings", "server")),
    **{f"settings-{spec.name}": _section(spec.name) for spec in SECTIONS},
    **{f"settings-list-{name}": _list(name) for name in ("order_kind", "permit_requirement", "lesson_kind")},
    "settings-centre-form": _centre,
    "settings-returns": _returns,
    "settings-rule-form": _rule,
    "settings-list-form": _item,
    "settings-mark-set-form": lambda stage: MarkSetDialog(stage.page("settings", "marks"), _mark_set(stage)),
    "settings-mark-kind-form": lambda stage: MarkKindDialog(
        stage.page("settings", "marks"), _mark_set(stage).kinds[1], _mark_set(stage).kinds[:1]
    ),
    "settings-mark-reach-form": _reach,
    "settings-restore": _restore,
    "settings-purpose-form": lambda stage: PurposeDialog(
        stage.page("settings", "personal_data"), stage.workspace.centre.read(past_terms)[0].purpose
    ),
    "settings-disclosure-form": lambda stage: DisclosureDialog(stage.page("settings", "personal_data"), None),
    "settings-past-term": lambda stage: PastTermDialog(
        stage.page("settings", "personal_data"), stage.workspace, stage.workspace.centre.read(past_terms)[0]
    ),
    "settings-past-term-out": lambda stage: TakeOutDialog(
        stage.page("settings", "personal_data"), stage.workspace.centre.read(past_terms)[0], range(14)
    ),
    "settings-staff-form": lambda stage: StaffForm(stage.page("settings", "staff"), NOBODY),
    "settings-day-form": lambda stage: DayDialog(stage.page("settings", "calendar"), None, 2026),
    "settings-district-renamed": _renamed_district,
    "settings-district-form": lambda stage: TerritoryDialog(
        stage.page("settings", "territories"), stage.workspace.centre.read(territories), "1727"
    ),
    "settings-code-form": lambda stage: CodeDialog(
        stage.page("settings", "territories"), stage.workspace.centre.read(territories)[5]
    ),
    "settings-exchange": _exchange,
}
