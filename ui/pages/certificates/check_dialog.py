"""Checking certificates: a scanned or pasted code, a number, a PDF or a picture; signed beside registered."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.reading import FILE_ENDINGS
from desktop_app.certificates.records import CertificateRecord
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n
from desktop_app.verification.checking import check_source
from desktop_app.verification.open_badges import open_badge
from desktop_app.verification.records import CodeCheck, Finding
from desktop_app.whole_file import whole_text
from ui import formats
from ui.actions import Action, make_button
from ui.files import JSON, choose_target
from ui.icons import pixmap
from ui.notices import Banner
from ui.operations import run_query
from ui.pages.certificates.columns import STATE_WORDS
from ui.pages.certificates.trust_dialog import TrustDialog
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.text import Role, flowing, label

WIDTH, HEIGHT = 860, 640
SIGN_SIDE = 32
VERDICTS = {
    Finding.VALID: (N_("Valid"), Tone.GOOD),
    Finding.ANNULLED: (N_("Annulled"), Tone.BAD),
    Finding.REPLACED: (N_("Replaced"), Tone.BAD),
    Finding.NOT_IN_REGISTER: (N_("Not in the register"), Tone.WARN),
    Finding.ALTERED: (N_("Altered"), Tone.BAD),
    Finding.UNKNOWN_ISSUER: (N_("Unknown issuer"), Tone.WARN),
    Finding.UNREADABLE: (N_("Not a certificate"), Tone.WARN),
}
SIGNS = {Tone.GOOD: "success", Tone.WARN: "warning", Tone.BAD: "error"}


def _period(start: date, end: date) -> str:
    return f"{formats.date_text(start)} – {formats.date_text(end)}"


# The title, the names that a difference may have, and the words of both sides.
FIELDS: tuple[
    tuple[str, frozenset[str], Callable[[CertificateClaims], str], Callable[[CertificateRecord], str]], ...
] = (
    (N_("Number"), frozenset({"number"}), lambda claims: claims.number, lambda record: record.full_number),
    (N_("Full name"), frozenset({"name"}), lambda claims: claims.name, lambda record: record.holder),
    (N_("Course"), frozenset({"course"}), lambda claims: claims.course, lambda record: record.course),
    (
        N_("Hours"),
        frozenset({"hours"}),
        lambda claims: formats.integer_text(claims.hours),
        lambda record: formats.integer_text(record.hours),
    ),
    (
        N_("Dates"),
        frozenset({"start", "end"}),
        lambda claims: _period(claims.start, claims.end),
        lambda record: _period(record.starts_on, record.ends_on),
    ),
    (
        N_("Issued on"),
        frozenset({"issued"}),
        lambda claims: formats.date_text(claims.issued),
        lambda record: formats.date_text(record.issued_on),
    ),
    (N_("Centre"), frozenset(), lambda claims: claims.centre, lambda _record: _("this centre")),
)


class CheckDialog(QDialog):
    """The code field has the focus: a scanner types the code and Enter into it, on whatever layout."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.setWindowTitle(_("Check a certificate"))
        self.setAcceptDrops(True)
        self.resize(WIDTH, HEIGHT)
        self.banner = Banner(self)
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("Scan the code, or type the number or the short code, then Enter"))
        self.code.setAccessibleName(_("Code"))
        self.code.returnPressed.connect(self._check_text)
        self._empty = EmptyPlace()
        self._empty.show_state(
            EmptyState(
                _(
                    "Scan or paste a code, open a PDF, a scan or a photo of certificates, or drop the file here. "
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
        trust = Action(
            _("Keys and lists…"),
            self._open_trust,
            icon="lock",
            key="Ctrl+L",
            hint=_("Keys of centres, withdrawn certificates, the page for schools"),
        )
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
        buttons.addWidget(make_button(self, trust))
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
            card = self._card(one, is_alone=len(found) == 1)
            self.cards.append(card)
            self._results.insertWidget(place, card, 0, Qt.AlignmentFlag.AlignTop)

    def _card(self, found: CodeCheck, *, is_alone: bool) -> Card:
        card = Card()
        if not is_alone and found.page:
            card.body.addWidget(label(_("Page {page}", page=found.page), Role.SMALL))
        card.body.addWidget(_verdict(found))
        if found.claims is not None:
            if found.differences:
                sentence = _("The register says other things than were signed: they are marked.")
                card.body.addWidget(flowing(sentence, Role.STRONG, tone="bad"))
            card.body.addLayout(_fields(found, found.claims))
        if found.is_valid and found.registered is not None:
            number = found.registered.full_number
            save = Action(
                _("Save as an Open Badge…"),
                lambda: self._save_badge(number),
                icon="save",
                hint=_("A file of the form Open Badges 3.0, for whoever asks for it. It is not an ERI."),
            )
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(make_button(self, save))
            card.body.addLayout(row)
        return card

    def _save_badge(self, number: str) -> None:
        target = choose_target(self, _("Save as an Open Badge…"), name=number, kind=JSON)
        if target is not None:
            run_query(
                self,
                lambda centre: whole_text(target, centre.read(open_badge, number=number)),
                lambda file: self.banner.show_outcome(_("Saved: {file}", file=file)),
                self.banner_error,
            )

    def banner_error(self, error: CentreError) -> None:
        self.banner.show_error(error.text)

    def _open_trust(self) -> None:
        dialog = TrustDialog(self)
        dialog.exec()
        dialog.deleteLater()
        self.code.setFocus()


def _verdict(found: CodeCheck) -> QFrame:
    """A band with the sign, the word and the sentence: told by shape and words as well as by colour."""
    word, tone = VERDICTS[found.finding]
    band = QFrame()
    band.setProperty("role", "banner")
    band.setProperty("tone", tone.value)
    sign = QLabel()
    sign.setPixmap(pixmap(SIGNS[tone], tone.value, SIGN_SIDE, band.devicePixelRatioF()))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(_(word), Role.TITLE, tone=tone.value))
    words.addWidget(flowing(found.reason))
    inside = QHBoxLayout(band)
    inside.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
    inside.setSpacing(GAP_M)
    inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    inside.addLayout(words, 1)
    return band


def _fields(found: CodeCheck, claims: CertificateClaims) -> QGridLayout:
    """Each field as it was signed and as it is registered; a difference has a sign as well as a colour."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_L)
    grid.setVerticalSpacing(GAP_S)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    record = found.registered
    grid.addWidget(label(_("In the code"), Role.SMALL), 0, 1)
    if record is not None:
        grid.addWidget(label(_("In the register"), Role.SMALL), 0, 2)
    for line, (title, names, signed, registered) in enumerate(FIELDS, start=1):
        grid.addWidget(label(_(title), Role.MUTED), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(flowing(signed(claims)), line, 1, Qt.AlignmentFlag.AlignTop)
        if record is not None:
            is_other = bool(names & found.differences)
            words = f"≠ {registered(record)}" if is_other else registered(record)
            kept = flowing(words, Role.STRONG if is_other else Role.BODY, tone="bad" if is_other else "")
            grid.addWidget(kept, line, 2, Qt.AlignmentFlag.AlignTop)
    if record is not None:
        grid.addWidget(label(_("State"), Role.MUTED), len(FIELDS) + 1, 0)
        grid.addWidget(flowing(_state_text(record)), len(FIELDS) + 1, 2)
    return grid


def _state_text(record: CertificateRecord) -> str:
    if record.annulled_on is None:
        return _(STATE_WORDS[record.state])
    day = formats.date_text(record.annulled_on)
    return _("Annulled on {day}: {reason}", day=day, reason=record.annulling_reason)
