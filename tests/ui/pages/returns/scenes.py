"""Scenes of the returns for ``tests.screens``."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.models.returns import DispatchWay, ReturnDispatch, ReturnState, ReturnStep
from desktop_app.returns.editions import FORMS_EDITION
from desktop_app.returns.figures import lines_of
from desktop_app.returns.kept_people import pack, packed_people, unpack
from desktop_app.returns.service import compose_return, people_behind
from desktop_app.returns.states import kept_return, way_of
from tests import factories
from ui.pages.returns.exceptions import ExceptionDialog
from ui.pages.returns.inspect_dialog import InspectDialog
from ui.pages.returns.known_dialog import KnownDialog
from ui.pages.returns.month_page import MonthPage
from ui.pages.returns.named_list_dialog import NamedListDialog
from ui.pages.returns.people_dialog import PeopleDialog
from ui.pages.returns.send_dialog import SendDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
MONTH = (2026, 10)
INSPECTED = (
    "2024-yilda 9 000 nafar rahbarni oʻqitish rejalashtirilgan boʻlib, 6 000 nafari (109,2%) oʻqitildi.\n"
    "Kurslarda 120 nafar rahbar, 340 nafar oʻqituvchi, jami 480 nafar qatnashdi.\n"
    "2024-yil 3-5-dekabr kunlari 36 soatlik kurs boʻldi."
)


def _tab(name: str) -> Scene:
    def show(stage: "Stage") -> QWidget:
        page = stage.page("return", MONTH)
        assert isinstance(page, MonthPage)
        stage.settle()
        page.tabs.choose(name)
        return page

    return show


def _people(stage: "Stage") -> QWidget:
    people = stage.workspace.centre.read(
        people_behind, year=2026, month=10, form="2-PMM", row="JAMI", column="certificate"
    )
    return PeopleDialog(stage.page("return", MONTH), stage.workspace, "2-PMM", people)


def _inspection(stage: "Stage") -> QWidget:
    dialog = InspectDialog(stage.page("return", MONTH), stage.workspace)
    QGuiApplication.clipboard().setText(INSPECTED)
    dialog.paste()
    stage.settle()
    return dialog


def _board(name: str) -> Scene:
    def show(stage: "Stage") -> QWidget:
        return stage.page("returns", name)

    return show


def _send(stage: "Stage") -> QWidget:
    page = stage.page("return", MONTH)
    kept = factories.return_snapshot(year=2026, month=9, state=ReturnState.APPROVED)
    centre = stage.workspace.centre
    snapshot_id = factories.write(centre, kept).id
    return SendDialog(page, centre.read(kept_return, snapshot_id=snapshot_id))


def _exception(stage: "Stage") -> QWidget:
    return ExceptionDialog(stage.page("return", MONTH), date(2026, 10, 1))


def _sent(stage: "Stage") -> QWidget:
    """August is sent and has changed since: one person less."""
    centre = stage.workspace.centre
    of_month = {"year": 2026, "month": 8}
    if centre.read(way_of, **of_month).sent is None:
        content = centre.read(compose_return, **of_month)
        lines = [asdict(line) for line in lines_of(content.forms)]
        for line in lines:
            if line["column"] == "certificate" and line["value"]:
                line["value"] += 1
        people = unpack(centre.read(packed_people, content.period))
        figures = {"digest": content.digest, "edition": FORMS_EDITION, "errors": 0, "warnings": 0}
        figures |= {"people": len(people), "lines": lines}
        gone = people[0]._replace(standing="absent", is_of_month=0)
        row = factories.return_snapshot(**of_month, figures=figures, people=pack([gone, *people[2:]]))
        row.state, row.number = ReturnState.SENT, 1
        sent = factories.write(centre, row)
        now = centre.clock.now()
        factories.write(centre, ReturnStep(snapshot_id=sent.id, state=ReturnState.SENT, at=now, by=row.made_by))
        facts = {"sent_to": "Vazirlik", "sent_at": now, "sent_by": row.made_by, "file_name": row.file_name}
        factories.write(centre, ReturnDispatch(snapshot_id=sent.id, way=DispatchWay.DRIVE, sha256="", **facts))
    page = stage.page("return", (2026, 8))
    assert isinstance(page, MonthPage)
    stage.settle()
    page.tabs.choose("changed")
    return page


def _names(stage: "Stage") -> QWidget:
    dialog = NamedListDialog(stage.page("return", MONTH), date(2026, 10, 1))
    stage.settle()
    return dialog


def _known(stage: "Stage") -> QWidget:
    dialog = KnownDialog(stage.page("return", MONTH), stage.workspace, date(2026, 10, 1))
    stage.settle()
    return dialog


SCENES: dict[str, Scene] = {
    "returns-months": _board("months"),
    "returns-plan": _tab("1-PMM"),
    "returns-districts": _tab("2-PMM"),
    "returns-movement": _tab("4-PMM"),
    "returns-checks": _tab("findings"),
    "returns-chart": _tab("chart"),
    "returns-changed": _sent,
    "returns-register": _board("sent"),
    "returns-exceptions": _board("exceptions"),
    "returns-send": _send,
    "returns-exception": _exception,
    "returns-names": _names,
    "returns-people": _people,
    "returns-known": _known,
    "returns-inspection": _inspection,
}
