"""The country's forms: a row for each region in the ministry's order, and the rows of a return added up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from desktop_app.consolidation.records import ReadFile
from desktop_app.i18n import _
from desktop_app.reference.records import TerritoryRecord
from desktop_app.returns.records import PLAN_FORM, TOTAL, CellKind, Column, Form, Row

CHANNELS, STAFF_GROUPS = f"{PLAN_FORM}.channels", f"{PLAN_FORM}.groups"

Values = Mapping[str, int | float | None]
# What a channel and a staff group show of 1-PMM in the table of the regions.
_SHOWN_OF_PART = ("year_plan", "year_actual", "percent")


def national_forms(counted: Mapping[str, ReadFile], regions: Sequence[TerritoryRecord]) -> tuple[Form, ...]:
    """Every form that any region sent: its total in each region; 1-PMM also by channel and by staff group."""
    forms = []
    for code in _codes(counted.values()):
        given = {
            region: form.without_subparts() for region, read in counted.items() if (form := read.form(code)) is not None
        }
        totals = {region: form.total.values for region, form in given.items()}
        forms.append(_by_region(code, _columns(given.values()), regions, totals))
        if code == PLAN_FORM:
            forms += _by_part(given, regions)
    return tuple(forms)


def added_up(counted: Mapping[str, ReadFile]) -> tuple[Form, ...]:
    """Every form with the rows that the regions share, each added up over the country: channels and groups of 1-PMM.

    Its categories are left out: returns of an earlier edition say none, and so would make parts of less than the whole.
    """
    return tuple(
        _added_up(code, [form.without_subparts() for read in counted.values() if (form := read.form(code)) is not None])
        for code in _codes(counted.values())
    )


def completed(values: Values, columns: Iterable[Column]) -> dict[str, int | float | None]:
    """With the columns that repeat or subtract others reckoned anew; what no sum can give is left empty."""
    found = dict(values)
    for column in columns:
        if column.copy_of:
            found[column.code] = found[column.copy_of]
        elif column.difference_of:
            first, second = (found[code] for code in column.difference_of)
            found[column.code] = None if first is None or second is None else first - second
        elif not column.kind.is_added:
            found[column.code] = None
    return found


def _model(forms: Iterable[Form]) -> Form:
    """Whose words are taken: of a return that was written in the language in force, if there is one."""
    found = list(forms)
    return next((form for form in found if form.total.title == _("Total")), found[0])


def _codes(files: Iterable[ReadFile]) -> list[str]:
    return sorted({form.code for read in files for form in read.forms})


def _columns(forms: Iterable[Form]) -> tuple[Column, ...]:
    """Those of the model first, then what only others have."""
    found = list(forms)
    columns: dict[str, Column] = {}
    for form in (_model(found), *found):
        for column in form.columns:
            columns.setdefault(column.code, column)
    return tuple(columns.values())


def _by_region(
    code: str, columns: Sequence[Column], regions: Sequence[TerritoryRecord], given: Mapping[str, Values]
) -> Form:
    codes = [column.code for column in columns]
    rows = []
    for region in regions:
        own = given.get(region.code, {})
        rows.append(Row(region.code, region.names.text, {each: own.get(each) for each in codes}))
    total = Row(TOTAL, _("Total"), _added([row.values for row in rows], columns), parent="")
    return Form(code, _title(code), _("Region"), tuple(columns), tuple(rows), total)


def _by_part(given: Mapping[str, Form], regions: Sequence[TerritoryRecord]) -> list[Form]:
    """1-PMM: beside each other the channels; and the staff groups, over all channels."""
    channels = _titles(given.values(), lambda row: row.code if row.parent == TOTAL else "")
    groups = _titles(given.values(), lambda row: row.code.rpartition(".")[2] if row.parent != TOTAL else "")
    return [
        _parts_form(CHANNELS, channels, given, regions, _is_channel),
        _parts_form(STAFF_GROUPS, groups, given, regions, _is_group),
    ]


def _is_channel(row: Row, part: str) -> bool:
    return row.code == part


def _is_group(row: Row, part: str) -> bool:
    return row.parent != TOTAL and row.code.rpartition(".")[2] == part


def _parts_form(
    code: str,
    parts: Mapping[str, str],
    given: Mapping[str, Form],
    regions: Sequence[TerritoryRecord],
    is_in: Callable[[Row, str], bool],
) -> Form:
    model = _model(given.values())
    columns: list[Column] = []
    values: dict[str, dict[str, int | float | None]] = {region: {} for region in given}
    for part, title in parts.items():
        for name in _SHOWN_OF_PART:
            columns.append(_of_part(model.column(name), part, title))
            for region, form in given.items():
                rows = [row.values for row in form.rows if is_in(row, part)]
                values[region][f"{part}.{name}"] = _sum(row[name] for row in rows) if name != "percent" else None
    return _by_region(code, columns, regions, values)


def _of_part(column: Column, part: str, title: str) -> Column:
    if column.kind is not CellKind.SHARE:
        return replace(column, code=f"{part}.{column.code}", group=title, copy_of="", difference_of=None)
    return replace(
        column,
        code=f"{part}.{column.code}",
        group=title,
        numerator=f"{part}.year_actual",
        denominator=f"{part}.year_plan",
    )


def _titles(forms: Iterable[Form], code_of: Callable[[Row], str]) -> dict[str, str]:
    """Parts by their code, in the order of the forms, with the title that the first of them gives."""
    return {code: row.title for form in reversed([*forms]) for row in form.rows if (code := code_of(row))}


def _added_up(code: str, forms: Sequence[Form]) -> Form:
    """Districts and cohorts stay in their region: only 1-PMM has rows that all regions share."""
    columns = _columns(forms)
    shared: dict[str, list[Row]] = {}
    for row in (row for form in forms for row in form.rows if code == PLAN_FORM):
        shared.setdefault(row.code, []).append(row)
    rows = tuple(replace(same[0], values=_added([row.values for row in same], columns)) for same in shared.values())
    total = Row(TOTAL, _("Total"), _added([form.total.values for form in forms], columns), parent="")
    return Form(code, _title(code), forms[0].row_header, columns, rows, total)


def _added(given: Sequence[Values], columns: Sequence[Column]) -> dict[str, int | float | None]:
    sums = {column.code: _sum(values.get(column.code) for values in given) for column in columns}
    return completed(sums, columns)


def _sum(numbers: Iterable[int | float | None]) -> int | float | None:
    """None for nothing to add: no data is not zero."""
    found = [number for number in numbers if number is not None]
    return sum(found) if found else None


def _title(code: str) -> str:
    match code:
        case _ if code == CHANNELS:
            return _("{form}, channels by region", form=PLAN_FORM)
        case _ if code == STAFF_GROUPS:
            return _("{form}, staff groups by region", form=PLAN_FORM)
        case _:
            return _("{form} by region", form=code)
