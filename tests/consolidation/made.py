"""Returns of made-up regions, whose people make every figure of theirs; and one cell of a workbook changed."""

import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.consolidation.carried_forms import period_of
from desktop_app.plan.population import CAME, FINISHED
from desktop_app.plan.records import Standing
from desktop_app.reference.records import TerritoryRecord
from desktop_app.reference.service import districts, list_items, regions
from desktop_app.returns.editions import in_edition
from desktop_app.returns.figures import digest_of, lines_of
from desktop_app.returns.forms import columns_of
from desktop_app.returns.records import OTHER_REGION, TOTAL, UNKNOWN, AnnexPerson, Form, MonthlyReturn, Row
from desktop_app.returns.workbook import write_return_workbook

OCTOBER = (2026, 10)
GROUPS = {"RAHBAR": "Rahbar kadrlar", "MUTAXASSIS": "Mutaxassis kadrlar", "PEDAGOG": "Pedagog kadrlar"}
STANDINGS = (*[Standing.CERTIFICATE] * 6, Standing.STATEMENT, Standing.STUDYING, Standing.LEFT, Standing.ABSENT)
COUNTED: Mapping[str, frozenset[Standing]] = {
    "called": frozenset(Standing),
    "came": CAME,
    "absent_excused": frozenset({Standing.ABSENT}),
    "unmarked": frozenset({Standing.UNMARKED}),
    "studying": frozenset({Standing.STUDYING}),
    "left": frozenset({Standing.LEFT}),
    "completed": FINISHED,
    "certificate": frozenset({Standing.CERTIFICATE}),
    "statement": frozenset({Standing.STATEMENT}),
}


class Regions:
    """Makes returns of the regions that a centre knows."""

    def __init__(self, centre: Centre, folder: Path) -> None:
        self.folder = folder
        self.all: list[TerritoryRecord] = centre.read(regions)
        self._districts = centre.read(districts)
        self._subjects = centre.read(list_items, "subject")

    def make(
        self,
        place: int,
        *,
        people: int = 0,
        month: tuple[int, int] = OCTOBER,
        number: int = 0,
        also: Sequence[AnnexPerson] = (),
        plan: int = 0,
        made_on: date = date(2026, 11, 3),
        name: str = "",
        has_categories: bool = True,
    ) -> Path:
        """The return of the region at a place of the ministry's order: so many people, every one another's code.

        Without categories it is one of an earlier edition.
        """
        listed = [*self.people(place, people or 60 + 10 * place, month), *also]
        content = self.content(place, listed, month=month, plan=plan or len(listed) * 4 // 5)
        content = replace(content, number=number, made_on=made_on)
        if not has_categories:
            forms = in_edition(content.forms, 1)
            digest = digest_of(lines_of(forms), centre_code=content.centre_code, year=month[0], month=month[1])
            content = replace(content, forms=forms, digest=digest)
        path = self.folder / (name or f"{place + 1:02}-{month[0]}-{month[1]:02}-{number}.xlsx")
        return write_return_workbook(path, content, listed)

    def make_all(self, **said: object) -> list[Path]:
        return [self.make(place, **said) for place in range(len(self.all))]  # type: ignore[arg-type]

    def people(self, place: int, count: int, month: tuple[int, int]) -> list[AnnexPerson]:
        """A half of those who finished did so in the month."""
        year, of_month = month
        own = [each.names.text for each in self._districts if each.parent_code == self.all[place].code]
        subjects, groups = [each.names.text for each in self._subjects[:5]], [*GROUPS.values()]
        found = []
        for n in range(count):
            standing = STANDINGS[n % len(STANDINGS)]
            day = date(year, of_month - n // len(STANDINGS) % 2, 20)
            found.append(
                AnnexPerson(
                    f"{self.all[place].code}{n:012}",
                    own[n % len(own)] if n % 17 else "",
                    groups[n % 3],
                    subjects[n % 5] if n % 13 else "",
                    f"TV-26-{n // 25:03}",
                    date(year, 9, 1),
                    date(year, 9, 26),
                    standing,
                    day if standing in FINISHED else None,
                    f"PM-{year} {n:06}" if standing is Standing.CERTIFICATE else "",
                )
            )
        return found

    def content(self, place: int, people: Sequence[AnnexPerson], *, month: tuple[int, int], plan: int) -> MonthlyReturn:
        region, period = self.all[place], period_of(*month)
        own = {each.code: each.names.text for each in self._districts if each.parent_code == region.code}
        subjects = {each.code: each.names.text for each in self._subjects}
        forms = (
            _plan_form(people, month, plan),
            _people_form("2-PMM", people, own | {OTHER_REGION: "Boshqa hududlardan"}, "district", plan),
            _people_form("3-PMM", people, subjects, "subject", plan),
        )
        code = f"M{region.code}"
        return MonthlyReturn(
            centre=f"{region.names.uz} pedagogik mahorat markazi",
            centre_code=code,
            region=region.names,
            region_code=region.code,
            director="Karimova Dilnoza Anvarovna",
            prepared_by="Saidova Nodira Rustam qizi",
            period=period,
            basis="",
            forms=forms,
            findings=(),
            digest=digest_of(lines_of(forms), centre_code=code, year=month[0], month=month[1]),
            phone="",
            made_on=date(2026, 11, 3),
        )


def altered(path: Path, sheet: str, cell: str, value: str, *, out: Path) -> Path:
    """A copy in which one cell shows something else, and nothing is different besides; a formula keeps its text."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        part = _part_of(before, sheet)
        for entry in before.infolist():
            content = before.read(entry)
            after.writestr(entry, _with_cell(content.decode(), cell, value) if entry.filename == part else content)
    return out


def _with_cell(text: str, cell: str, value: str) -> str:
    found = re.search(rf'<c r="{cell}"([^>]*?)(/>|>(.*?)</c>)', text)
    assert found is not None, cell
    style = re.sub(r' t="\w+"', "", found[1])
    formula = re.search(r"<f>.*?</f>", found[3] or "")
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
    kept = formula[0] if formula is not None else ""
    new = (
        f'<c r="{cell}"{style}>{kept}<v>{value}</v></c>'
        if is_number
        else f'<c r="{cell}"{style} t="inlineStr"><is><t>{value}</t></is></c>'
    )
    changed = text[: found.start()] + new + text[found.end() :]
    assert changed != text
    return changed


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    book = archive.read("xl/workbook.xml").decode()
    names = re.findall(r'<sheet name="([^"]+)"', book)
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def _plan_form(people: Sequence[AnnexPerson], month: tuple[int, int], plan: int) -> Form:
    finished = [person for person in people if person.standing in FINISHED]
    in_month = [person for person in finished if person.finished_on and person.finished_on.month == month[1]]
    rows = []
    years, months = (Counter(person.staff_group for person in some) for some in (finished, in_month))
    share = plan // len(GROUPS)
    for code, title in GROUPS.items():
        planned = share if code != "PEDAGOG" else plan - share * (len(GROUPS) - 1)
        rows.append(_plan_row(f"PMM.{code}", title, planned, months[title], years[title], parent="PMM"))
        rows += _category_rows(f"PMM.{code}", months[title], years[title])
    others = [sum(count[title] for title in count if title not in GROUPS.values()) for count in (months, years)]
    rows.append(_plan_row(f"PMM.{UNKNOWN}", "Guruhi koʻrsatilmagan", None, *others, parent="PMM"))
    rows += _category_rows(f"PMM.{UNKNOWN}", *others)
    own = _plan_row("PMM", "PMM", plan, len(in_month), len(finished))
    other = _plan_row("UKT", "UKT", 100, 9, 90)
    part = _plan_row("UKT.PEDAGOG", GROUPS["PEDAGOG"], 100, 9, 90, parent="UKT")
    total = _plan_row(TOTAL, "Jami", plan + 100, len(in_month) + 9, len(finished) + 90, parent="")
    return Form("1-PMM", "Reja", "Kanal", columns_of("1-PMM"), (own, *rows, other, part), total)


def _category_rows(group: str, month: int, year: int) -> list[Row]:
    """Of whom a third states none; no plan is divided so."""
    stated = {"OLIY": (month - month // 3, year - year // 3), UNKNOWN: (month // 3, year // 3)}
    nothing = dict.fromkeys(("numerator", "denominator", "difference"))
    rows = [_plan_row(f"{group}.{code}", code, None, *counts, parent=group) for code, counts in stated.items()]
    return [replace(row, values={**row.values, **nothing}, texts={}) for row in rows] if year else []


def _plan_row(code: str, title: str, plan: int | None, month: int, year: int, parent: str = TOTAL) -> Row:
    values: dict[str, int | float | None] = {
        "plan_year": plan,
        "month_plan": plan,
        "month_actual": month,
        "year_plan": plan,
        "year_actual": year,
        "numerator": year,
        "denominator": plan,
        "difference": None if plan is None else year - plan,
    }
    return Row(code, title, values, parent, {"basis": "№ 577"})


def _people_form(code: str, people: Sequence[AnnexPerson], names: Mapping[str, str], of: str, plan: int) -> Form:
    counts = Counter((getattr(person, of), person.standing) for person in people)
    each = plan // len(names)
    rows, given = [], 0
    by_title = {title: row for row, title in names.items()}
    for at, (row, title) in enumerate({**names, UNKNOWN: "Koʻrsatilmagan"}.items()):
        planned = each if at < len(names) else plan - given
        given += planned
        own: Counter[Standing] = Counter()
        for (told, standing), number in counts.items():
            own[standing] += number if row == (by_title.get(told, OTHER_REGION) if told else UNKNOWN) else 0
        rows.append(_people_row(code, row, title, planned, own))
    everybody: Counter[Standing] = Counter(person.standing for person in people)
    total = replace(_people_row(code, TOTAL, "Jami", plan, everybody), parent="")
    return Form(code, "Odamlar", "Qator", columns_of(code), tuple(rows), total)


def _people_row(form: str, code: str, title: str, plan: int, counts: Mapping[Standing, int]) -> Row:
    values: dict[str, int | float | None] = {"due": plan, "plan": plan, "absent_unexcused": 0}
    for column, standings in COUNTED.items():
        values[column] = sum(counts.get(standing, 0) for standing in standings)
    values |= {"numerator": values["completed"], "denominator": plan}
    for column in columns_of(form):
        # Everybody speaks the first language.
        values.setdefault(column.code, values["called"] if column.code == "language_uz" else 0)
    return Row(code, title, values)
