"""A report in words made from its template: the paper, and every number in it with what it is bound to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, language, use
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import Figure
from desktop_app.indicators.wordings import Worded, worded_on
from desktop_app.language.dates import month_title, short_date
from desktop_app.language.numbers import NO_BREAK_SPACE
from desktop_app.language.paper_names import in_script_of
from desktop_app.language.script import catalogue_to_cyrillic
from desktop_app.narrative import wording
from desktop_app.narrative.grammar import Parsed, parse
from desktop_app.narrative.model import (
    Asked,
    BlockLine,
    Expression,
    Fact,
    Field,
    ItemsField,
    LineKind,
    Listing,
    Problem,
    Share,
    TableField,
    Template,
    TemplateLine,
    TextLine,
    Verdict,
)
from desktop_app.narrative.values import NamesOf, Values, figures_in, names_of
from desktop_app.orders.templates import BLANK
from desktop_app.papers.composing import director_signs, letterhead_of, mended, prepared_by
from desktop_app.papers.records import Block, Column, Note, Paper, Paragraph, Resolution, Table, Title
from desktop_app.plan.population import period_of
from desktop_app.plan.records import LAST_MONTH, Period
from desktop_app.plan.service import counted_plan
from desktop_app.reference.service import profile, regions

_ORDER_SHARE, _NAME_SHARE, _FIGURE_SHARE = 2, 7, 5


@dataclass(frozen=True)
class FieldValue:
    """A field of the report as it came out; ``asked`` is the figure whose rows stand behind it, None without any."""

    line: int
    text: str
    title: str
    shown: str
    asked: Asked | None
    has_data: bool


@dataclass(frozen=True)
class Composed:
    paper: Paper
    fields: tuple[FieldValue, ...]
    problems: tuple[Problem, ...]
    year: int
    month: int


def compose(
    unit: UnitOfWork, *, template: Template, year: int, month: int | None = None, written_in: str = ""
) -> Composed:
    """The report on a year up to a month: without one the last, or the present one of a year that still runs.

    Raises Invalid for a year or a month that has not begun, and for a template with an error in it.
    """
    if month is None:
        if year > unit.today.year:
            raise Invalid("year_to_come", N_("The year {year} has not begun yet."), year=year)
        month = LAST_MONTH if year < unit.today.year else unit.today.month
    period, reader = period_of(year, month, today=unit.today), language()
    with use(template.written_in(written_in or profile(unit).document_language)):
        parsed = parsed_body(unit, template)
        if parsed.errors:
            first = parsed.errors[0]
            message = N_("Line {line} of the template: {problem}")
            raise Invalid("template_wrong", message, line=first.line, problem=first.text, field="template")
        writer = _Writer(unit, period, parsed.lines, reader)
        blocks = [letterhead_of(profile(unit)), *writer.blocks(parsed.lines), *_end(unit)]
        name = template.title(language())
        paper = Paper(name, language(), tuple(blocks), dated_on=unit.today)
    return Composed(paper, tuple(writer.written), tuple(parsed.problems), year, month)


def parsed_body(unit: UnitOfWork, template: Template) -> Parsed:
    """The template in the language in force, with all that is wrong in it."""
    return parse(template.body(language()), {code: each.values(unit) for code, each in DIMENSIONS.items()})


def field_title(expression: Expression, worded: Mapping[str, Worded], names: NamesOf) -> str:
    """What a field is, in words, the indicators as they are worded and every code by its name."""
    match expression:
        case Asked(code, _span, filters):
            told = "; ".join(
                f"{_(DIMENSIONS[name].title)}: {', '.join(names(name).get(code, code) for code in codes)}"
                for name, codes in filters
            )
            title = worded[code].title
            return f"{title} ({told})" if told else title
        case Share(above, below):
            of = {"figure": field_title(above, worded, names), "base": field_title(below, worded, names)}
            return _("{figure} as a percentage of: {base}", **of)
        case Verdict(above, below):
            return _(
                "{figure} beside: {base}",
                figure=field_title(above, worded, names),
                base=field_title(below, worded, names),
            )
        case Listing(None, is_count=is_count):
            return _("Number of organisations given the permit") if is_count else _("Organisations given the permit")
        case Listing(asked, by, is_count):
            assert asked is not None
            of = {"figure": field_title(asked, worded, names), "by": _(DIMENSIONS[by].title)}
            return _("Length of the list {by}: {figure}", **of) if is_count else _("List {by}: {figure}", **of)
        case Fact():
            return _(_FACT_TITLES[expression])


_FACT_TITLES: Mapping[Fact, str] = {
    Fact.YEAR: N_("Year"),
    Fact.MONTH: N_("Month"),
    Fact.PERIOD: N_("From January to the month"),
    Fact.AS_OF: N_("The day on which the figures stand"),
    Fact.CENTRE: N_("The centre's name"),
    Fact.REGION: N_("Region"),
    Fact.ORDER: N_("The orders that the plan rests on"),
}


class _Writer:
    """Writes lines in the language in force, and remembers each field that it wrote, named as the reader reads."""

    def __init__(self, unit: UnitOfWork, period: Period, lines: Sequence[TemplateLine], reader: str) -> None:
        self.written: list[FieldValue] = []
        self._values = Values(unit, period, lines)
        self._facts = _facts(unit, period)
        self._worded = worded_on(unit, period.last_day)
        self._reader, self._names_read = reader, names_of(unit)
        with use(reader):
            self._worded_read = worded_on(unit, period.last_day)
        self._headings = 0

    def blocks(self, lines: Sequence[TemplateLine]) -> Iterator[Block]:
        """Headings are numbered here, so that leaving one out leaves no gap; one without a text is left out, too."""
        kept = [line for line in lines if not (line.is_optional and self._is_empty(line))]
        for place, line in enumerate(kept):
            if isinstance(line, BlockLine):
                yield from self._block(line)
                continue
            following = kept[place + 1] if place + 1 < len(kept) else None
            is_heading = isinstance(following, TextLine) and following.kind in (LineKind.HEADING, LineKind.TITLE)
            if line.kind is LineKind.HEADING and (following is None or is_heading):
                continue
            yield self._text(line)

    def _text(self, line: TextLine) -> Block:
        text = mended("".join(self._piece(line.number, piece) for piece in line.pieces))
        match line.kind:
            case LineKind.TITLE:
                return Title(text)
            case LineKind.HEADING:
                self._headings += 1
                return Resolution(f"{self._headings}.{NO_BREAK_SPACE}{text}")
            case LineKind.ITEM:
                return Paragraph(f"–{NO_BREAK_SPACE}{text}")
            case LineKind.PARAGRAPH:
                return Paragraph(text)

    def _piece(self, line: int, piece: str | Field) -> str:
        if isinstance(piece, str):
            return _in_script(piece)
        shown, has_data = self._shown(piece.expression)
        self._note(line, piece, shown, has_data=has_data)
        return shown

    def _note(self, line: int, field: Field, shown: str, *, has_data: bool) -> None:
        asked = next(iter(figures_in(field.expression)), None)
        with use(self._reader):
            title = field_title(field.expression, self._worded_read, self._names_read)
        self.written.append(FieldValue(line, field.text, title, shown, asked, has_data))

    def _shown(self, expression: Expression) -> tuple[str, bool]:
        """As it is written, and whether there are data for it."""
        match expression:
            case Asked(code, _span, _filters, is_bare):
                value = self._values.figure(expression)
                return wording.figure_text(value, CATALOGUE[code].unit, is_bare=is_bare), value is not None
            case Share(above, below):
                shown = wording.share_text(self._values.figure(above), self._values.figure(below))
                return shown, shown != wording.NO_FIGURE
            case Verdict(above, below):
                shown = wording.verdict_text(self._values.figure(above), self._values.figure(below))
                return shown, shown != wording.NO_FIGURE
            case Listing(_asked, _by, is_count):
                names = [in_script_of(language(), name) for name in self._values.names(expression)]
                return wording.count_text(len(names)) if is_count else wording.names_text(names), bool(names)
            case Fact():
                fact = self._facts[expression]
                return fact or BLANK, bool(fact)

    def _is_empty(self, line: TemplateLine) -> bool:
        """Whether no figure of the line has data, or all its shares are of nothing; facts alone are no reason."""
        every = [field.expression for field in line.fields]
        shares = [expression for expression in every if isinstance(expression, Share)]
        if shares and not any(self._shown(share)[1] for share in shares):
            return True
        told = [expression for expression in every if not isinstance(expression, Fact)]
        return not any(self._shown(expression)[1] for expression in told or every)

    def _block(self, line: BlockLine) -> Iterator[Block]:
        match line.block:
            case TableField():
                yield self._table(line.number, line.block)
            case ItemsField():
                yield from self._items(line.number, line.block)

    def _items(self, number: int, items: ItemsField) -> Iterator[Block]:
        asked = items.field.expression
        assert isinstance(asked, Asked)
        figures = self._values.table(items.by, asked)
        unit = CATALOGUE[asked.indicator].unit
        for place, (code, name) in enumerate(self._values.rows(items.by, [asked]), 1):
            shown = wording.figure_text(figures.get(code), unit, is_bare=asked.is_bare)
            yield Paragraph(f"{place}.{NO_BREAK_SPACE}{name} – {shown}")
        total, has_data = self._shown(asked)
        self._note(number, items.field, total, has_data=has_data)
        yield Paragraph(_("Total: {figure}", figure=total))

    def _table(self, number: int, table: TableField) -> Table:
        expressions = [column.field.expression for column in table.columns]
        asked = [each for expression in expressions for each in figures_in(expression)]
        columns = [Column(_("No."), _ORDER_SHARE, is_number=True), Column(_(DIMENSIONS[table.by].title), _NAME_SHARE)]
        for column in table.columns:
            own = field_title(column.field.expression, self._worded, self._values.names_of)
            title = _in_script(column.title) if column.title else own
            columns.append(Column(title, _FIGURE_SHARE, is_number=True))
        rows = []
        for place, (code, name) in enumerate(self._values.rows(table.by, asked), 1):
            rows.append((str(place), name, *(self._cell(each, table.by, code) for each in expressions)))
        totals = []
        for column in table.columns:
            shown, has_data = self._total(column.field.expression)
            self._note(number, column.field, shown, has_data=has_data)
            totals.append(shown)
        return Table(tuple(columns), (*rows, ("", _("Total"), *totals)))

    def _cell(self, expression: Expression, by: str, code: str) -> str:
        values = [self._values.table(by, each).get(code) for each in figures_in(expression)]
        return self._bare(expression, values)

    def _total(self, expression: Expression) -> tuple[str, bool]:
        shown = self._bare(expression, [self._values.figure(each) for each in figures_in(expression)])
        return shown, shown != wording.NO_FIGURE

    @staticmethod
    def _bare(expression: Expression, values: Sequence[Figure]) -> str:
        if isinstance(expression, Asked):
            return wording.figure_text(values[0], CATALOGUE[expression.indicator].unit, is_bare=True)
        return wording.share_text(values[0], values[1])


def _in_script(text: str) -> str:
    """What the template says; one in Uzbek Latin is put into Cyrillic."""
    return catalogue_to_cyrillic(text) if language() == "uz_Cyrl" else text


def _facts(unit: UnitOfWork, period: Period) -> Mapping[Fact, str]:
    own = profile(unit)
    lines, _overlaps = counted_plan(unit, year=period.year, day=period.last_day)
    orders = dict.fromkeys((each.line.order_number, each.line.order_date) for each in lines)
    region = next((region.names.text for region in regions(unit) if region.code == own.region_code), "")
    return {
        Fact.YEAR: str(period.year),
        Fact.MONTH: month_title(period.year, period.month, language()),
        Fact.PERIOD: wording.period_text(period.year, period.month),
        Fact.AS_OF: wording.as_of_text(period.last_day, unit.today),
        Fact.CENTRE: in_script_of(language(), own.name),
        Fact.REGION: region,
        Fact.ORDER: wording.orders_text(list(orders)),
    }


def _end(unit: UnitOfWork) -> Iterator[Block]:
    own = profile(unit)
    yield director_signs(own)
    yield Note(prepared_by(unit, own))
    yield Note(_("Every number comes from the register, read on {day}.", day=short_date(unit.today)))
