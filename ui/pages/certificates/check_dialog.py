"""Checking certificates: a scanned or pasted code, a PDF or a picture; what is signed beside what is registered."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.reading import FILE_ENDINGS
from desktop_app.certificates.records import CertificateRecord, CodeCheck
from desktop_app.certificates.service import check_source
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.actions import Action, make_button
from ui.notices import Banner
from ui.operations import run_query
from ui.pages.certificates.columns import STATE_WORDS
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.text import Role, label
from ui.widgets.tone import PillLabel

WIDTH, HEIGHT = 820, 600
VERDICTS = {
    "valid": (N_("Valid"), Tone.GOOD),
    "annulled": (N_("Annulled"), Tone.BAD),
    "replaced": (N_("Replaced"), Tone.BAD),
    "not_in_register": (N_("Not in the register"), Tone.WARN),
    "altered": (N_("Altered"), Tone.BAD),
    "unknown_issuer": (N_("Unknown issuer"), Tone.WARN),
    "unreadable": (N_("Not a certificate"), Tone.WARN),
}


def _period(start: date, end: date) -> str:
    return f"{formats.date_text(start)} – {formats.date_text(end)}"


SIGNED: tuple[tuple[str, Callable[[CertificateClaims], str]], ...] = (
    (N_("Number"), lambda claims: claims.number),
    (N_("Full name"), lambda claims: claims.name),
    (N_("Course"), lambda claims: claims.course),
    (N_("Hours"), lambda claims: formats.integer_text(claims.hours)),
    (N_("Dates"), lambda claims: _period(claims.start, claims.end)),
    (N_("Issued on"), lambda claims: formats.date_text(claims.issued)),
    (N_("Centre"), lambda claims: claims.centre),
)
REGISTERED: dict[str, Callable[[CertificateRecord], str]] = {
    "Number": lambda record: record.full_number,
    "Full name": lambda record: record.holder,
    "Course": lambda record: record.course,
    "Hours": lambda record: formats.integer_text(record.hours),
    "Dates": lambda record: _period(record.starts_on, record.ends_on),
    "Issued on": lambda record: formats.date_text(record.issued_on),
}


class CheckDialog(QDialog):
    """The code field has the focus: a scanner types the code and Enter into it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.setWindowTitle(_("Check a certificate"))
        self.setAcceptDrops(True)
        self.resize(WIDTH, HEIGHT)
        self.banner = Banner(self)
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("Scan the code or paste its text, then Enter"))
        self.code.setAccessibleName(_("Code"))
        self.code.returnPressed.connect(self._check_text)
        self._empty = EmptyPlace()
        self._empty.show_state(
            EmptyState(
                _(
                    "Scan or paste a code, open a PDF or a picture of certificates, or drop the file here. "
                    "No network is needed."
                ),
                icon="certificate",
            )
        )
        self.cards: list[Card] = []
        self._results = QVBoxLayout()
        self._lay_out()
        self.code.setFocus()

    def _lay_out(self) -> None:
        browse = Action(_("Open a file…"), self._browse, icon="folder", key="Ctrl+O")
        close = Action(_("Close"), self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.code, 1)
        row.addWidget(make_button(self, browse))
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._results.setSpacing(GAP_M)
        self._results.setContentsMargins(0, 0, 0, 0)
        self._results.addWidget(self._empty, 1)
        inside.setLayout(self._results)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(make_button(self, close))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(_("Check a certificate"), Role.HEADING))
        outer.addLayout(row)
        outer.addWidget(self.banner)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)

    def check(self, source: Path | str) -> None:
        self.banner.clear()
        run_query(
            self,
            lambda centre: centre.read(check_source, source=source),
            self._show,
            self.show_error,
            slot="check",
        )

    def show_error(self, error: CentreError) -> None:
        self._clear()
        self.banner.show_error(error.text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.check(Path(urls[0].toLocalFile()))

    def _check_text(self) -> None:
        if self.code.text().strip():
            self.check(self.code.text())
            self.code.selectAll()

    def _browse(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in sorted(FILE_ENDINGS))
        words = _("PDF or picture")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Open a file…"), "", f"{words} ({kinds})")
        if chosen:
            self.code.clear()
            self.check(Path(chosen))

    def _clear(self) -> None:
        for card in self.cards:
            self._results.removeWidget(card)
            card.deleteLater()
        self.cards.clear()
        self._empty.show()

    def _show(self, found: Sequence[CodeCheck]) -> None:
        self._clear()
        if not found:
            self.banner.show_warning(_("No code was found."))
            return
        self._empty.hide()
        if len(found) > 1:
            valid = sum(one.is_valid for one in found)
            text = _n("{valid} of {n} code is valid.", "{valid} of {n} codes are valid.", len(found), valid=valid)
            (self.banner.show_outcome if valid == len(found) else self.banner.show_warning)(text)
        for place, one in enumerate(found):
            card = _card(one)
            self.cards.append(card)
            self._results.insertWidget(place, card, 0, Qt.AlignmentFlag.AlignTop)


def _card(found: CodeCheck) -> Card:
    """One code: the verdict, and where the signature holds each field as it was signed and as it is registered."""
    card = Card()
    word, tone = VERDICTS[found.status]
    head = QHBoxLayout()
    head.setSpacing(GAP_M)
    head.addWidget(PillLabel(_(word), tone))
    head.addWidget(label(found.reason, Role.STRONG, wrap=True), 1)
    card.body.addLayout(head)
    if found.claims is not None:
        card.body.addLayout(_fields(found.claims, found.registered))
    return card


def _fields(claims: CertificateClaims, registered: CertificateRecord | None) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_L)
    grid.setVerticalSpacing(GAP_S)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    grid.addWidget(label(_("In the code"), Role.SMALL), 0, 1)
    grid.addWidget(label(_("In the register"), Role.SMALL), 0, 2)
    for line, (title, signed) in enumerate(SIGNED, start=1):
        told = REGISTERED.get(title)
        kept = told(registered) if told is not None and registered is not None else ""
        is_other = bool(kept) and kept != signed(claims)
        grid.addWidget(label(_(title), Role.MUTED), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(signed(claims), wrap=True), line, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(kept, wrap=True, tone="bad" if is_other else ""), line, 2, Qt.AlignmentFlag.AlignTop)
    if registered is not None:
        grid.addWidget(label(_("State"), Role.MUTED), len(SIGNED) + 1, 0)
        grid.addWidget(label(_(STATE_WORDS[registered.state])), len(SIGNED) + 1, 2)
    return grid
