"""The columns of the fourteen regions and of what was found in their returns."""

from dataclasses import dataclass
from datetime import date

from desktop_app.consolidation.records import CentreLine, Country, FileState, Finding
from desktop_app.consolidation.words import NOT_SENT, STATES
from desktop_app.i18n import N_, _
from desktop_app.inspection.model import Severity
from desktop_app.reference.records import TerritoryRecord
from desktop_app.returns.figures import value_of
from desktop_app.returns.records import PLAN_FORM
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

TONES = {
    FileState.ACCEPTED: Tone.GOOD,
    FileState.DISPUTED: Tone.WARN,
    FileState.SUPERSEDED: Tone.MUTED,
    FileState.REPEATED: Tone.MUTED,
}


@dataclass(frozen=True)
class RegionRow:
    """A region with one of its files, or without any; a file of no region stands alone."""

    region: TerritoryRecord | None
    line: CentreLine | None
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        if self.region is not None:
            return self.region.names.text
        return (self.line.read.region_name if self.line is not None else "") or formats.NOTHING

    @property
    def file(self) -> str:
        return self.line.read.name if self.line is not None else ""

    @property
    def state(self) -> str:
        return _(STATES[self.line.state]) if self.line is not None else _(NOT_SENT)

    @property
    def tone(self) -> Tone:
        return TONES.get(self.line.state, Tone.BAD) if self.line is not None else Tone.PLAIN

    @property
    def made_on(self) -> date | None:
        own = self.line.read.own if self.line is not None else None
        return date.fromisoformat(own.made_at) if own is not None else None

    @property
    def told(self) -> str:
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        return _("errors: {errors}, warnings: {warnings}", errors=errors, warnings=len(self.findings) - errors)

    def figure(self, code: str) -> int | float | None:
        form = self.line.read.form(PLAN_FORM) if self.line is not None and self.line.state.is_counted else None
        return value_of(form.total, form.column(code)) if form is not None else None


def rows_of(country: Country) -> list[RegionRow]:
    """In the ministry's order; a region that sent several files has a row for each."""
    rows = []
    for region in country.regions:
        lines = [line for line in country.lines if line.region == region] or [None]
        found = country.findings_of(region.code)
        for line in lines:
            own = [each for each in found if line is None or each.file == line.read.name]
            rows.append(RegionRow(region, line, tuple(own)))
    for line in country.lines:
        if line.region is None:
            own = [each for each in country.findings if each.file == line.read.name]
            rows.append(RegionRow(None, line, tuple(own)))
    return rows


def _percent(value: float | None) -> str:
    return formats.NOTHING if value is None else f"{formats.decimal_text(value)}%"


def _figure(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.shown(value)


REGION_COLUMNS: tuple[Column[RegionRow], ...] = (
    Column("region", N_("Region"), lambda row: row.name, width=210),
    Column("state", N_("State"), lambda row: row.state, width=190, tone=lambda row: row.tone),
    Column("number", "№", lambda row: row.line.read.number or None if row.line else None, width=45),
    Column("made_on", N_("Made on"), lambda row: row.made_on, width=110),
    Column("people", N_("People"), lambda row: row.line.read.people if row.line else None, width=100),
    Column("plan", N_("Plan"), lambda row: row.figure("year_plan"), _figure, width=75, align=Align.RIGHT),
    Column("actual", N_("Actual"), lambda row: row.figure("year_actual"), _figure, width=85, align=Align.RIGHT),
    Column("percent", "%", lambda row: row.figure("percent"), _percent, width=75, align=Align.RIGHT),
    Column("found", N_("Remarks"), lambda row: len(row.findings) or None, width=90, hint=lambda row: row.told),
    Column("file", N_("File"), lambda row: row.file, width=130, is_stretched=True, is_told_whole=True),
)

FINDING_COLUMNS: tuple[Column[Finding], ...] = (
    Column(
        "severity",
        N_("Kind"),
        lambda finding: _("Error") if finding.severity is Severity.ERROR else _("Warning"),
        width=150,
        tone=lambda finding: Tone.BAD if finding.severity is Severity.ERROR else Tone.WARN,
    ),
    Column("place", N_("Place in the file"), lambda finding: finding.cell, width=170, hint=lambda each: each.place),
    Column("text", N_("What was found"), lambda finding: finding.text, is_stretched=True, is_told_whole=True),
    Column("said", N_("Stated"), lambda finding: finding.said, width=110, align=Align.RIGHT),
    Column("true", N_("Should be"), lambda finding: finding.true, width=120, align=Align.RIGHT),
)
