"""The journal: who changed what, when, at which PC; what it was before and what it became."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.accounts.chain import Verified
from desktop_app.accounts.field_words import field_name, is_silent
from desktop_app.accounts.journal import (
    FieldChange,
    JournalChoices,
    JournalFilter,
    JournalRecord,
    count_journal,
    journal_choices,
    journal_page,
)
from desktop_app.accounts.named_values import named_values
from desktop_app.accounts.record_words import TABLE_NAMES, TECHNICAL_TABLES, action_name, sight_name, table_name
from desktop_app.accounts.value_words import value_name
from desktop_app.centre import Centre
from desktop_app.errors import NotFound, Refused
from desktop_app.i18n import N_, _
from desktop_app.journal_check import check_journal
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import sort_key
from desktop_app.people.meant_person import meant_person
from ui import failures, formats, rights
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.paged_model import Order, PagedModel
from ui.models.table_model import Column
from ui.operations import run_long, run_query
from ui.pages.settings.section import Section
from ui.theme import GAP_S, Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

DETAILS_HEIGHT = 200
SHOWN_DIGITS = 4
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_NOBODY = "0"
TONES = {"create": Tone.GOOD, "delete": Tone.BAD, "annul": Tone.BAD, "cancel": Tone.WARN, "change": Tone.ACCENT}


@dataclass(frozen=True)
class _Change:
    """A line of the details, already in words."""

    field: str
    before: str
    after: str


def _day(text: str) -> date | None:
    """A day as the journal keeps it, which is text as in ISO 8601; None for any other text."""
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    """A moment as the journal keeps it, with its zone; None for any other text."""
    try:
        moment = datetime.fromisoformat(text) if ISO_MOMENT.match(text) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def value_text(change: FieldChange, value: Any, entity: str = "") -> str:
    """A value of the journal in words; of a JSHSHIR only the last digits are shown."""
    match value:
        case str() if (word := value_name(entity, change.field, value)) is not None:
            return word
        case None | "":
            return formats.NOTHING
        case str() if change.field == "what" and change.before is None:
            return sight_name(value)
        case str() if change.field == "jshshir":
            return "•" * (len(value) - SHOWN_DIGITS) + value[-SHOWN_DIGITS:]
        case int() if change.field == "year" or change.field.endswith("_year"):
            # A year is no count: 2026, not 2 026.
            return str(value)
        case list() if not any(isinstance(each, dict | list) for each in value):
            return ", ".join(map(str, value)) or formats.NOTHING
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case str() if (day := _day(value)) is not None:
            return formats.date_text(day)
        case str() if (moment := _moment(value)) is not None:
            return formats.moment_text(moment)
        case _:
            return formats.shown(value)


def _told(change: FieldChange, value: Any, entity: str, names: Mapping[str, str]) -> str:
    """With what its code stands for, where that is known."""
    if isinstance(value, list) and names:
        return ", ".join(names.get(str(each), str(each)) for each in value)
    return names.get(str(value)) or value_text(change, value, entity)


def _wanted(centre: Centre, chosen: JournalFilter, text: str) -> JournalFilter:
    """What is chosen, and what was typed: a day, or the number or the name of one person."""
    typed = text.strip()
    if not typed:
        return chosen
    day = parse_date(typed).date if "." in typed else None
    if day is not None:
        return replace(chosen, day=day)
    try:
        return replace(chosen, entity="person", entity_id=str(centre.read(meant_person, typed)))
    except (NotFound, Refused):
        return replace(chosen, entity="person", entity_id=_NOBODY)


def _summary(record: JournalRecord) -> str:
    told = [change for change in record.changes if not is_silent(record.entity, change.field)]
    names = [field_name(change.field) for change in told[:4]]
    return ", ".join(names) + (" …" if len(told) > len(names) else "")


COLUMNS: tuple[Column[JournalRecord], ...] = (
    Column("at", N_("When"), lambda record: record.at, width=130),
    Column(
        "who",
        N_("Who"),
        lambda record: record.actor_name or _("The program"),
        width=140,
        hint=lambda record: record.actor_name,
    ),
    Column(
        "action",
        N_("Action"),
        lambda record: action_name(record.action),
        width=166,
        tone=lambda record: TONES.get(record.action, Tone.MUTED),
    ),
    Column(
        "entity",
        N_("Kind of record"),
        lambda record: table_name(record.entity),
        width=160,
        is_told_whole=True,
    ),
    Column("what", N_("What"), _summary, is_stretched=True, is_told_whole=True),
)
CHANGE_COLUMNS: tuple[Column[_Change], ...] = (
    Column("field", N_("Field"), lambda change: change.field, width=180),
    Column(
        "before",
        N_("Before"),
        lambda change: change.before,
        width=180,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column(
        "after",
        N_("After"),
        lambda change: change.after,
        width=180,
        is_stretched=True,
        is_told_whole=True,
    ),
)


class JournalSection(Section):
    changes_that_matter = frozenset(TABLE_NAMES) - TECHNICAL_TABLES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Journal of changes"),
            intro=_("Written with every change in one step; nobody can edit it or leave it out."),
        )
        self._filter = JournalFilter()
        self._paged: PagedModel[JournalRecord] = PagedModel(
            self, COLUMNS, count=self._count, fetch=self._fetch, page_size=100
        )
        self.add_action(Action(_("Verify the journal"), self.verify, icon="check", key="Ctrl+E"))
        self.table = RecordTable(
            workspace,
            "settings.journal",
            COLUMNS,
            paged=self._paged,
            # Whoever may see nobody looks for nobody.
            filter_hint=_("Person or day") if rights.may("see_people") else _("Day, such as 28.12.2024"),
            has_export_button=True,
            # Entries stand in the order in which they were written; another order would tell another story.
            is_sortable=False,
            empty=EmptyState(_("No entry fits."), icon="clock"),
        )
        self.actor_box, self.entity_box = Chooser(_("Who")), Chooser(_("Kind of record"))
        self.action_box, self.host_box = Chooser(_("Action")), Chooser(_("PC"))
        choices = QHBoxLayout()
        choices.setSpacing(GAP_S)
        for box in (self.actor_box, self.action_box, self.entity_box, self.host_box):
            box.chosen.connect(lambda _value: self._narrow())
            choices.addWidget(box, 1)
        self.table.selection_changed.connect(self._show_changes)
        self._paged.counted.connect(self._show_first)
        self.details = RecordTable(workspace, "settings.journal.changes", CHANGE_COLUMNS, has_filter=False)
        self.caption = label("", Role.STRONG, wrap=True)
        self._place = label("", Role.MUTED)
        self.withheld = label(
            _("What was written tells of people: you see who wrote it and when, as your roles allow."),
            Role.MUTED,
            wrap=True,
        )
        self.withheld.hide()
        self.details.setFixedHeight(DETAILS_HEIGHT)
        words = QHBoxLayout()
        words.addWidget(self.caption, 1)
        words.addWidget(self._place)
        self.body.addLayout(choices)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(words)
        self.body.addWidget(self.withheld)
        self.body.addWidget(self.details)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(journal_choices), self._offer, slot="choices")
        self._paged.reload()

    # Both run in the worker; a filter is one immutable record, replaced whole.
    def _count(self, centre: Centre, text: str) -> int:
        return centre.read(count_journal, _wanted(centre, self._filter, text))

    def _fetch(self, centre: Centre, _order: Order, text: str, offset: int, limit: int) -> Sequence[JournalRecord]:
        return centre.read(journal_page, _wanted(centre, self._filter, text), offset=offset, limit=limit)

    def _offer(self, choices: JournalChoices) -> None:
        tables = [Choice(table, table_name(table)) for table in choices.entities if table not in TECHNICAL_TABLES]
        tables.sort(key=lambda choice: sort_key(choice.text))
        self.actor_box.set_choices([Choice("", _("Everybody")), *(Choice(name, name) for name in choices.actors)])
        self.entity_box.set_choices([Choice("", _("Everything")), *tables])
        actions = [Choice(action, action_name(action)) for action in choices.actions]
        self.action_box.set_choices([Choice("", _("Every action")), *actions])
        self.host_box.set_choices([Choice("", _("Every PC")), *(Choice(host, host) for host in choices.hosts)])
        self.host_box.setVisible(len(choices.hosts) > 1)

    def _narrow(self) -> None:
        self._filter = JournalFilter(
            self.actor_box.value, self.entity_box.value, action=self.action_box.value, host=self.host_box.value or ""
        )
        self._paged.reload()

    def verify(self) -> None:
        """Recompute every seal, and compare all the heads that are known from elsewhere."""
        run_long(self, _("Verifying the journal"), lambda centre, _progress: check_journal(centre), self._tell)

    def _tell(self, found: Verified) -> None:
        if found.ok:
            self.workspace.show_notice(found.text)
        else:
            failures.show(self, Refused("journal_broken", "{what}", what=found.text))

    def _show_first(self, count: int) -> None:
        if count:
            self.table.select_place(0)
        else:
            self._show_changes()

    def _show_changes(self) -> None:
        record = self.table.current()
        self.caption.setText(f"{table_name(record.entity)} {record.entity_id}" if record is not None else "")
        self.withheld.setVisible(record is not None and record.is_withheld)
        self._place.setText(_("At the PC {host}", host=record.host) if record is not None else "")
        self._show_details(record, {})
        if record is not None and record.changes:
            # The codes are there at once; what they stand for comes after.
            run_query(
                self,
                lambda centre: centre.read(named_values, record=record),
                lambda named: self._show_details(record, named) if named else None,
                slot="names",
            )

    def _show_details(self, record: JournalRecord | None, named: Mapping[str, Mapping[str, str]]) -> None:
        entity, changes = ("", ()) if record is None else (record.entity, record.changes)

        def line(change: FieldChange) -> _Change:
            names = named.get(change.field, {})
            before, after = (_told(change, value, entity, names) for value in (change.before, change.after))
            return _Change(field_name(change.field), before, after)

        self.details.set_rows([line(each) for each in changes if not is_silent(entity, each.field)])
