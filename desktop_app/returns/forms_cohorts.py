"""4-, 7- and 8-PMM: cohorts one by one, how their people moved, attended and learnt."""

from collections.abc import Sequence

from sqlalchemy import func, select

from db.models.cohorts import Cohort, CohortModule
from desktop_app.i18n import _
from desktop_app.indicators.model import Span
from desktop_app.returns.columns import figure_column, share_columns
from desktop_app.returns.records import (
    ATTENDANCE_FORM,
    MOVEMENT_FORM,
    QUALITY_FORM,
    TOTAL,
    CellKind,
    Column,
    Form,
    Row,
)
from desktop_app.returns.sources import Sources, Tables, Values, added, completed, values_of, values_of_all

_MODULES = "modules"


def movement_columns() -> tuple[Column, ...]:
    came, went = _("Came in the month"), _("Went in the month")
    return (
        figure_column("month_start", Span.MONTH),
        figure_column("admitted", Span.MONTH, group=came),
        figure_column("transferred_in", Span.MONTH, title=_("By transfer"), group=came),
        figure_column("transferred_out", Span.MONTH, title=_("By transfer"), group=went),
        figure_column("expelled", Span.MONTH, group=went),
        figure_column("finishes", Span.MONTH, title=_("Finished"), group=went),
        figure_column("month_end", Span.DAY),
    )


def attendance_columns() -> tuple[Column, ...]:
    attended = figure_column("hours_attended", Span.MONTH)
    counted = figure_column("hours_counted", Span.MONTH)
    return (
        figure_column("hours_planned", Span.MONTH),
        figure_column("hours_held", Span.MONTH),
        counted,
        attended,
        figure_column("hours_excused", Span.MONTH),
        figure_column("hours_unexcused", Span.MONTH),
        *share_columns(attended, counted),
    )


def quality_columns() -> tuple[Column, ...]:
    return (
        figure_column("finishes", Span.MONTH, title=_("Finished")),
        figure_column("entry_score", Span.MONTH),
        figure_column("final_score", Span.MONTH),
        figure_column("score_growth", Span.MONTH),
        figure_column("not_passed", Span.MONTH),
        figure_column("satisfaction", Span.MONTH),
        Column(
            _MODULES,
            _("Elective modules chosen"),
            _("Elective modules that the cohort chose by its needs."),
            _("Programmes and the needs survey"),
        ),
    )


def build_movement(sources: Sources) -> Form:
    columns = movement_columns()
    tables = sources.tables(columns, "cohort")
    rows = _rows(tables, columns, [column.code for column in columns])
    total = Row(TOTAL, _("Total"), completed(values_of_all(tables), columns), parent="")
    return Form(MOVEMENT_FORM, _("Movement of the contingent"), _("Cohort"), columns, rows, total)


def build_attendance(sources: Sources) -> Form:
    columns = attendance_columns()
    tables = sources.tables(columns, "cohort")
    rows = _rows(tables, columns, ["hours_planned", "hours_held"])
    total = Row(TOTAL, _("Total"), completed(values_of_all(tables), columns), parent="")
    return Form(ATTENDANCE_FORM, _("Hours and attendance"), _("Cohort"), columns, rows, total)


def build_quality(sources: Sources) -> Form:
    columns = quality_columns()
    tables = {**sources.tables(columns, "cohort"), _MODULES: _modules(sources)}
    rows = _rows(tables, columns, ["finishes"])
    means = [column for column in columns if column.kind is CellKind.MEAN]
    values = values_of_all(tables) | sources.whole(means)
    values |= {_MODULES: added(row.values[_MODULES] for row in rows)}
    total = Row(TOTAL, _("Total"), completed(values, columns), parent="")
    return Form(QUALITY_FORM, _("Quality of the courses that ended"), _("Cohort"), columns, rows, total)


def _rows(tables: Tables, columns: Sequence[Column], wanted: Sequence[str]) -> tuple[Row, ...]:
    """Those cohorts of which one of the figures wanted is not nought."""
    codes = sorted({code for column in wanted for code, figure in tables[column].items() if figure})
    return tuple(Row(code, code, _values(tables, columns, code), filters={"cohort": (code,)}) for code in codes)


def _values(tables: Tables, columns: Sequence[Column], code: str) -> Values:
    return completed(values_of(tables, [code]), columns)


def _modules(sources: Sources) -> dict[str, int]:
    rows = sources.unit.session.execute(
        select(Cohort.code, func.count()).join(CohortModule, CohortModule.cohort_id == Cohort.id).group_by(Cohort.code)
    )
    return dict(rows.all())
