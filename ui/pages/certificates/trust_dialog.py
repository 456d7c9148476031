"""What makes checking possible elsewhere: own keys and lists to give out, those of other centres to take in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.errors import CentreError, Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.verification.keys import key_list_text, own_key_list, read_key_list, take_in_keys
from desktop_app.verification.records import KeyList, KnownCentre, WithdrawnList
from desktop_app.verification.revocations import MOST_BYTES, current_list, known_centres, take_in_withdrawn
from desktop_app.verification.verifier import verifier_page
from desktop_app.whole_file import read_up_to, whole_bytes, whole_text
from ui import formats
from ui.actions import Action, make_button
from ui.files import JSON, FileKind, choose_target
from ui.models.table_model import Column
from ui.notices import Banner
from ui.operations import run_command, run_query
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Tone
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

WIDTH, HEIGHT = 1000, 560
OLD_AFTER_DAYS = 60
PAGE = FileKind(".html", N_("Web pages"))
WITHDRAWN = FileKind(".cose", N_("Lists of withdrawn certificates"))


@dataclass(frozen=True)
class Known:
    """The fingerprint is None before the centre has a key of its own."""

    fingerprint: str | None
    centres: list[KnownCentre]


def _known(centre: Centre) -> Known:
    try:
        fingerprint = centre.read(own_key_list).fingerprint
    except Refused:
        fingerprint = None
    return Known(fingerprint, centre.read(known_centres))


def _read(file: Path) -> KeyList | bytes:
    """Told by content, not by name: messengers rename files."""
    content = read_up_to(file, MOST_BYTES)
    return read_key_list(content) if content[:1] == b"{" else content


def _years(row: KnownCentre) -> str:
    return ", ".join(str(key.year) for key in row.keys.keys)


def _list_text(row: KnownCentre) -> str:
    if row.withdrawn is None:
        return _("Not taken in yet")
    return _("No. {number} of {day}", number=row.withdrawn.number, day=formats.date_text(row.withdrawn.dated_on))


class TrustDialog(QDialog):
    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.setWindowTitle(_("Keys and lists"))
        self.resize(WIDTH, HEIGHT)
        self.banner = Banner(self)
        today = self.workspace.centre.clock.today()
        self.fingerprint = label("", Role.HEADING)
        self.table: RecordTable[KnownCentre] = RecordTable(
            self.workspace,
            "known_centres",
            (
                Column("name", N_("Centre"), lambda row: row.keys.name, width=260, is_stretched=True),
                Column("years", N_("Keys of the years"), _years, width=130),
                Column(
                    "withdrawn",
                    N_("Withdrawn certificates"),
                    _list_text,
                    tone=lambda row: _age(row, today.toordinal()),
                    width=190,
                ),
                Column("fingerprint", N_("Digits"), lambda row: row.keys.fingerprint, width=290),
            ),
            empty=EmptyState(
                _("No other centre is known yet. Its list of keys makes its certificates checkable here.")
            ),
            has_filter=False,
        )
        self._give_out = [
            make_button(self, Action(text, self._saving(name, kind, write), icon=icon, hint=hint))
            for text, name, kind, write, icon, hint in (
                (
                    _("Page for schools…"),
                    _("Check a certificate"),
                    PAGE,
                    _write_page,
                    "people",
                    _("One file that checks certificates in any browser, on a phone too, with no network"),
                ),
                (
                    _("Public keys…"),
                    _("Public keys"),
                    JSON,
                    _write_keys,
                    "lock",
                    _("For other centres, so that they can check your certificates"),
                ),
                (
                    _("Withdrawn certificates…"),
                    _("Withdrawn certificates"),
                    WITHDRAWN,
                    _write_withdrawn,
                    "list",
                    _("For other centres: the annulled and replaced numbers, signed"),
                ),
            )
        ]
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        run_query(self, _known, self._show, self._tell, slot="refresh")

    def take_in(self, file: Path) -> None:
        self.banner.clear()
        run_query(self, lambda _centre: _read(file), self._taken, self._tell)

    def _lay_out(self) -> None:
        give = Card(_("To give out"))
        give.body.addWidget(label(_("Your digits, to read out by telephone when another centre asks:"), Role.MUTED))
        give.body.addWidget(self.fingerprint)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for button in self._give_out:
            row.addWidget(button)
        row.addStretch(1)
        give.body.addLayout(row)
        take = Card(_("Other centres"))
        take.add_action(
            Action(
                _("Take in a file…"),
                self._choose,
                icon="download",
                key="Ctrl+O",
                hint=_("Keys or withdrawn certificates"),
            )
        )
        take.body.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(make_button(self, Action(_("Close"), self.accept)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(self.banner)
        outer.addWidget(give)
        outer.addWidget(take, 1)
        outer.addLayout(buttons)

    def _show(self, known: Known) -> None:
        none_yet = _("The centre has no key yet: the first certificate issued in a year makes that year's.")
        self.fingerprint.setText(known.fingerprint or none_yet)
        for button in self._give_out:
            button.setEnabled(known.fingerprint is not None)
        self.table.set_rows(known.centres)

    def _saving(self, name: str, kind: FileKind, write: Callable[[Centre, Path], Path]) -> Callable[[], None]:
        def save() -> None:
            target = choose_target(self, name, name=name, kind=kind)
            if target is not None:
                run_query(self, lambda centre: write(centre, target), self._saved, self._tell)

        return save

    def _saved(self, file: Path) -> None:
        self.banner.show_outcome(_("Saved: {file}", file=file))

    def _choose(self) -> None:
        kinds = _("Keys or withdrawn certificates")
        endings = f"*{JSON.ending} *{WITHDRAWN.ending}"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Take in a file…"), "", f"{kinds} ({endings})")
        if chosen:
            self.take_in(Path(chosen))

    def _taken(self, found: KeyList | bytes) -> None:
        """A list of withdrawn certificates vouches for itself; whose the keys are must be asked."""
        if isinstance(found, KeyList):
            self._ask(found)
            return
        run_command(
            self,
            lambda centre: centre.write(take_in_withdrawn, content=found),
            lambda outcome: self._withdrawn_taken(outcome.value),
            self._tell,
        )

    def _ask(self, keys: KeyList) -> None:
        is_agreed = confirm(
            self,
            _("Did {centre} read out these digits by telephone?", centre=keys.name) + f"\n\n{keys.fingerprint}",
            action=_("They are the same: trust the keys"),
            details=_("Call a number of the centre that you know, not one from the message that the file came with."),
            is_danger=True,
        )
        if is_agreed:
            run_command(
                self,
                lambda centre: centre.write(take_in_keys, keys=keys),
                lambda outcome: self._keys_taken(keys.name, outcome.value),
                self._tell,
            )

    def _keys_taken(self, name: str, count: int) -> None:
        self.refresh()
        self.banner.show_outcome(
            _n("{n} key of {centre} taken in.", "{n} keys of {centre} taken in.", count, centre=name)
        )

    def _withdrawn_taken(self, listed: WithdrawnList) -> None:
        self.refresh()
        self.banner.show_outcome(
            _n(
                "List {number} of {centre} of {day}: {n} withdrawn certificate.",
                "List {number} of {centre} of {day}: {n} withdrawn certificates.",
                len(listed.entries),
                number=listed.number,
                centre=listed.centre,
                day=formats.date_text(listed.dated_on),
            )
        )

    def _tell(self, error: CentreError) -> None:
        self.banner.show_error(error.text)


def _age(row: KnownCentre, today: int) -> Tone:
    if row.withdrawn is None:
        return Tone.WARN
    return Tone.BAD if today - row.withdrawn.dated_on.toordinal() > OLD_AFTER_DAYS else Tone.GOOD


def _write_page(centre: Centre, target: Path) -> Path:
    return whole_text(target, centre.read(verifier_page))


def _write_keys(centre: Centre, target: Path) -> Path:
    return whole_text(target, centre.read(key_list_text))


def _write_withdrawn(centre: Centre, target: Path) -> Path:
    return whole_bytes(target, centre.write(current_list).value)
