"""Fourteen returns beside each other: which of them count, what they say together, and that nothing is lost."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.consolidation.ground import Ground, gather
from desktop_app.consolidation.keeping import Figures
from desktop_app.consolidation.reading import read_file
from desktop_app.consolidation.records import Country, FileState, Finding, ReadFile
from desktop_app.consolidation.service import consolidate, put_together
from desktop_app.errors import Cancelled, Invalid
from desktop_app.inspection.model import Severity
from desktop_app.progress import Progress
from desktop_app.returns.records import Form, Row
from tests.consolidation.made import GROUPS, OCTOBER, Regions

KARAKALPAKSTAN, ANDIJON, BUXORO = "1735", "1703", "1706"


@pytest.fixture
def ground(makers_centre: Centre) -> Ground:
    return makers_centre.read(gather, year=OCTOBER[0], month=OCTOBER[1])


def states(country: Country) -> list[FileState]:
    return [line.state for line in country.lines]


def found(country: Country, rule: str) -> list[Finding]:
    return [finding for finding in country.findings if finding.rule == rule]


def with_values(read: ReadFile, form_code: str, change: Callable[[Row], dict[str, int | float | None]]) -> ReadFile:
    """The file as if its centre had stated other figures."""

    def changed(row: Row) -> Row:
        return replace(row, values={**row.values, **change(row)})

    def of(form: Form) -> Form:
        if form.code != form_code:
            return form
        return replace(form, rows=tuple(map(changed, form.rows)), total=changed(form.total))

    return replace(read, forms=tuple(map(of, read.forms)))


def test_the_total_is_the_sum_of_the_returns_that_count(ground: Ground, read_october: list[ReadFile]) -> None:
    altered = replace(read_october[5], state=FileState.ALTERED)
    country = put_together([*read_october[:5], altered, *read_october[6:13]], ground)
    accepted = [read for place, read in enumerate(read_october) if place not in (5, 13)]
    assert states(country) == [*[FileState.ACCEPTED] * 5, FileState.ALTERED, *[FileState.ACCEPTED] * 7]
    assert [region.code for region in country.missing] == [ground.regions[13].code]
    for total in country.totals:
        of_region = next(form for form in country.national if form.code == total.code)
        for row in total.all_rows:
            for column in total.columns:
                parts = [
                    each.values[column.code]
                    for read in accepted
                    for each in (read.form(total.code) or total).all_rows
                    if each.code == row.code
                ]
                if column.kind.is_added:
                    assert row.values[column.code] == (
                        None if set(parts) == {None} else sum(part or 0 for part in parts)
                    ), (total.code, row.code, column.code)
        assert of_region.total.values == total.total.values
        assert [row.code for row in of_region.rows] == [region.code for region in ground.regions]
        assert set(of_region.rows[5].values.values()) == {None}


def test_channels_and_groups_make_the_same_country(ground: Ground, read_october: list[ReadFile]) -> None:
    country = put_together(read_october, ground)
    whole, channels, groups = (
        next(form for form in country.national if form.code == code).total.values
        for code in ("1-PMM", "1-PMM.channels", "1-PMM.groups")
    )
    for parts in (channels, groups):
        years = [value for code, value in parts.items() if code.endswith(".year_actual")]
        assert sum(value or 0 for value in years) == whole["year_actual"]
    assert channels["UKT.year_actual"] == 14 * 90


def test_a_region_that_sent_nothing_is_missing_and_named(ground: Ground, read_october: list[ReadFile]) -> None:
    country = put_together(read_october[1:], ground)
    assert [region.code for region in country.missing] == [KARAKALPAKSTAN]
    (finding,) = found(country, "LISTPOP")
    assert (finding.region, finding.severity) == (KARAKALPAKSTAN, Severity.ERROR)
    assert "05.11.2026" in finding.text


def test_a_higher_number_wins_and_the_older_is_said(ground: Ground, read_october: list[ReadFile]) -> None:
    first = read_october[0]
    assert first.own is not None
    second = replace(first, own=replace(first.own, number=2), path=Path("ikkinchi.xlsx"))
    country = put_together([first, second, *read_october[1:]], ground)
    assert states(country)[:2] == [FileState.ACCEPTED, FileState.SUPERSEDED]
    assert country.counted[KARAKALPAKSTAN] is not first
    (finding,) = found(country, "VERSION")
    assert (finding.file, finding.said, finding.true) == (first.name, "0", "2")


def test_the_same_return_twice_counts_once(ground: Ground, read_october: list[ReadFile]) -> None:
    again = replace(read_october[1], path=Path("nusxa.xlsx"))
    country = put_together([*read_october, again], ground)
    assert sorted(states(country))[-1] == FileState.REPEATED
    assert country.totals == put_together(read_october, ground).totals
    assert [finding.file for finding in found(country, "VERSION")] == ["nusxa.xlsx"]


def test_of_two_returns_of_one_number_neither_counts(ground: Ground, read_october: list[ReadFile]) -> None:
    other = replace(read_october[2], own=read_october[3].own, path=Path("boshqa.xlsx"))
    country = put_together([read_october[2], other], ground)
    assert states(country) == [FileState.CONFLICT, FileState.CONFLICT]
    assert country.counted == {}
    assert {finding.severity for finding in found(country, "VERSION")} == {Severity.ERROR}


def test_another_month_and_a_region_that_is_none_are_left_out(ground: Ground, read_october: list[ReadFile]) -> None:
    early = replace(read_october[0], period=(2026, 9))
    nowhere = replace(read_october[1], region_name="Yangi Zamin")
    country = put_together([early, nowhere], ground)
    assert states(country) == [FileState.WRONG_MONTH, FileState.WRONG_REGION]
    assert country.national == ()
    assert country.lines[-1].region is None
    assert {finding.rule for finding in country.findings} >= {"MONTH", "REGION"}


@pytest.mark.parametrize("name", ["1706", "Buxoro viloyati", "Бухоро вилояти", "Бухарская область", "buxoro viloyati"])
def test_a_region_is_known_by_code_and_by_its_name_in_any_language(ground: Ground, name: str) -> None:
    region = ground.region_of(name)
    assert region is not None
    assert region.code == BUXORO


def test_a_return_made_after_the_due_day_is_late(ground: Ground, read_october: list[ReadFile]) -> None:
    own = read_october[0].own
    assert own is not None
    late = replace(read_october[0], own=replace(own, made_at="2026-11-06"))
    (finding,) = found(put_together([late], ground), "LATE")
    assert (finding.said, finding.true) == ("06.11.2026", "05.11.2026")


def test_figures_that_do_not_add_up_are_disputed_but_counted_as_stated(
    ground: Ground, read_october: list[ReadFile]
) -> None:
    def more(row: Row) -> dict[str, int | float | None]:
        return {"year_actual": 500, "numerator": 500} if row.code == "PMM" else {}

    country = put_together([with_values(read_october[0], "1-PMM", more)], ground)
    assert states(country) == [FileState.DISPUTED]
    assert {finding.rule for finding in country.findings if finding.region == KARAKALPAKSTAN} >= {"SUM", "SPLIT"}
    assert all(finding.file == read_october[0].name for finding in country.findings_of(KARAKALPAKSTAN))
    assert country.totals[0].row("PMM").values["year_actual"] == 500


def test_a_carried_percentage_of_nothing_is_found(ground: Ground, read_october: list[ReadFile]) -> None:
    wrong = with_values(read_october[0], "1-PMM", lambda row: {"percent": 109.2} if row.code == "JAMI" else {})
    (finding,) = found(put_together([wrong], ground), "PCT")
    assert finding.said == "109,2%"


def test_two_regions_with_the_same_figures_are_told_of_each_other(ground: Ground, read_october: list[ReadFile]) -> None:
    copied = replace(read_october[1], forms=read_october[0].forms)
    country = put_together([read_october[0], copied], ground)
    equal = [finding for finding in found(country, "COPY") if finding.region == ANDIJON]
    assert [finding.said for finding in equal] == ["132", "60", "60"]
    assert all("Qoraqalpogʻiston Respublikasi" in finding.text for finding in equal)
    # From outside nobody can tell which of the two is the copy: the other is told as well.
    first = [finding for finding in found(country, "COPY") if finding.region == KARAKALPAKSTAN]
    assert all("Andijon" in finding.text for finding in first)
    assert [finding.said for finding in first] == ["132", "60", "60"]


def test_every_region_with_the_same_figures_is_named_and_of_many_how_many_more(
    ground: Ground, read_october: list[ReadFile]
) -> None:
    copies = [replace(read, forms=read_october[0].forms) for read in read_october[1:]]
    three = put_together([read_october[0], *copies[:2]], ground)
    (first, *_rest) = (one for one in found(three, "COPY") if one.region == KARAKALPAKSTAN)
    assert "Andijon viloyati, Buxoro viloyati" in first.text
    every = put_together([read_october[0], *copies], ground)
    (first, *_rest) = (one for one in found(every, "COPY") if one.region == KARAKALPAKSTAN)
    assert f"va yana {len(copies) - 5} ta" in first.text


def test_a_region_whose_plan_is_met_to_the_unit_is_asked(ground: Ground, read_october: list[ReadFile]) -> None:
    def met(row: Row) -> dict[str, int | float | None]:
        return {"year_plan": row.values["year_actual"], "denominator": row.values["year_actual"], "difference": 0}

    country = put_together([with_values(read_october[0], "1-PMM", met)], ground)
    assert read_october[0].place("1-PMM", "JAMI", "year_actual") in {one.place for one in found(country, "COPY")}


def test_a_region_far_from_its_plan_under_a_good_total_is_named(ground: Ground, read_october: list[ReadFile]) -> None:
    def planned(plan: float) -> Callable[[Row], dict[str, int | float | None]]:
        return lambda row: (
            {"year_plan": plan, "denominator": plan, "difference": (row.values["year_actual"] or 0) - plan}
            if row.code == "JAMI"
            else {}
        )

    others = [with_values(read, "1-PMM", planned(114)) for read in read_october[1:]]
    good = put_together([with_values(read_october[0], "1-PMM", planned(1_000)), *others], ground)
    named = {finding.region: finding for finding in found(good, "OUTLIER")}
    assert named[KARAKALPAKSTAN].said == "13,2%"
    assert named[KARAKALPAKSTAN].place == read_october[0].place("1-PMM", "JAMI", "percent")
    bad = put_together([with_values(read_october[0], "1-PMM", planned(5_000)), *others], ground)
    assert found(bad, "OUTLIER") == []


def test_a_person_in_two_regions_is_told_to_both_with_the_rows(ground: Ground, read_october: list[ReadFile]) -> None:
    first, second = read_october[0].annex, read_october[1].annex
    assert first is not None
    assert second is not None
    shared = replace(second, codes=(*second.codes[:6], first.codes[2], *second.codes[7:]))
    country = put_together([read_october[0], replace(read_october[1], annex=shared)], ground)
    (person,) = country.shared
    assert person.code == first.codes[2]
    assert person.places == ((KARAKALPAKSTAN, first.first_row + 2), (ANDIJON, second.first_row + 6))
    told = {finding.region: finding for finding in found(country, "DISJOINT")}
    assert set(told) == {KARAKALPAKSTAN, ANDIJON}
    assert told[ANDIJON].cell.endswith(f"!B{second.first_row + 6}")
    assert told[ANDIJON].severity is Severity.ERROR


def before(read: ReadFile, change: Callable[[str, str, float], float | None]) -> Figures:
    return {
        (form.code, row.code, code): change(form.code, code, value)
        for form in read.forms
        for row in form.all_rows
        for code, value in row.values.items()
        if value is not None
    }


def test_what_is_counted_since_january_never_falls(ground: Ground, read_october: list[ReadFile]) -> None:
    earlier = before(read_october[0], lambda _form, code, value: value + 5 if code == "year_actual" else value)
    known = replace(ground, before={KARAKALPAKSTAN: earlier})
    fallen = found(put_together([read_october[0]], known), "CARRY")
    assert {finding.cell.partition("!")[0] for finding in fallen} == {"1-PMM"}
    total = next(finding for finding in fallen if "Jami" in finding.text)
    assert (total.said, total.true) == ("132", "137")


def test_a_year_that_is_not_last_month_and_this_one_is_found(ground: Ground, read_october: list[ReadFile]) -> None:
    def right(_form: str, code: str, value: float) -> float | None:
        return value if code != "year_actual" else 0

    known = replace(ground, before={KARAKALPAKSTAN: before(read_october[0], right)})
    carried = found(put_together([read_october[0]], known), "CARRY")
    own = read_october[0].form("1-PMM")
    assert own is not None
    assert (carried[-1].said, carried[-1].true) == ("132", str(own.total.values["month_actual"]))


def test_a_month_of_many_times_the_usual_one_is_asked_about(ground: Ground, read_october: list[ReadFile]) -> None:
    def little(form: str, code: str, value: float) -> float | None:
        return 9 if (form, code) == ("1-PMM", "year_actual") else value

    big = with_values(read_october[13], "1-PMM", lambda row: {"month_actual": 80} if row.code == "JAMI" else {})
    known = replace(ground, before={ground.regions[13].code: before(read_october[13], little)})
    jumps = found(put_together([big], known), "JUMP")
    assert ("80", "1") in {(finding.said, finding.true) for finding in jumps}
    allowed = replace(known, bounds=replace(known.bounds, jump_times=80))
    assert "JUMP" not in {finding.rule for finding in put_together([big], allowed).findings}


def test_forms_of_another_edition_are_told_and_break_nothing(ground: Ground, read_october: list[ReadFile]) -> None:
    form = read_october[0].form("2-PMM")
    assert form is not None
    without = replace(
        form,
        rows=tuple(replace(row, values={k: v for k, v in row.values.items() if k != "came"}) for row in form.rows),
        columns=tuple(column for column in form.columns if column.code != "came"),
    )
    other = replace(read_october[0], forms=(read_october[0].forms[0], without))
    country = put_together([other], ground)
    assert [finding.said for finding in found(country, "EDITION")] == ["came"]


def test_returns_with_and_without_categories_make_one_country(
    ground: Ground, read_october: list[ReadFile], maker: Regions
) -> None:
    """Some centres have the earlier program still; what a region said a month ago is held against what it says."""
    earlier = [read_file(maker.make(place, has_categories=False)) for place in range(4)]
    mixed = put_together([*earlier, *read_october[4:]], ground)
    assert states(mixed) == [FileState.ACCEPTED] * 14
    everywhere = put_together(read_october, ground)
    said = [(each.rule, each.region, each.said, each.true) for each in everywhere.findings]
    assert [(each.rule, each.region, each.said, each.true) for each in mixed.findings] == said
    assert "SUM" not in {finding.rule for finding in everywhere.findings}
    for country in (mixed, everywhere):
        (plan,) = (form for form in country.totals if form.code == "1-PMM")
        assert not any(row.code.count(".") > 1 for row in plan.rows)
        (groups,) = (form for form in country.national if form.code == "1-PMM.groups")
        assert {column.code.partition(".")[0] for column in groups.columns} == {*GROUPS, "UNKNOWN"}


def test_a_category_that_does_not_fit_into_its_group_is_told(ground: Ground, read_october: list[ReadFile]) -> None:
    def with_one_more(row: Row) -> dict[str, int | float | None]:
        return {"year_actual": (row.values["year_actual"] or 0) + 1} if row.code == "PMM.RAHBAR.OLIY" else {}

    country = put_together([with_values(read_october[0], "1-PMM", with_one_more)], ground)
    assert [finding.place.rpartition("!")[0] for finding in found(country, "SUM")] == ["01-2026-10-0.xlsx!1-PMM"]


def test_files_become_the_country_of_the_month_that_most_of_them_are_of(
    makers_centre: Centre, october: list[Path], maker: Regions
) -> None:
    september = maker.make(3, month=(2026, 9))
    bomb = maker.folder / "bomba.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 20_000_000)
    country = consolidate(makers_centre, [september, bomb, *october[:2]])
    assert (country.year, country.month) == OCTOBER
    own = [FileState.ACCEPTED, FileState.ACCEPTED, FileState.WRONG_MONTH]
    assert states(country) == [*own, FileState.UNREADABLE]
    of_september = consolidate(makers_centre, [september], month=(2026, 9))
    assert states(of_september) == [FileState.ACCEPTED]


def test_files_of_which_none_tells_a_month_want_it_named(makers_centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no_return_read"):
        consolidate(makers_centre, [tmp_path / "yoq.xlsx"])
    country = consolidate(makers_centre, [tmp_path / "yoq.xlsx"], month=OCTOBER)
    assert states(country) == [FileState.UNREADABLE]
    assert len(country.missing) == 14


def test_reading_stops_when_it_is_cancelled(makers_centre: Centre, october: list[Path]) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        consolidate(makers_centre, october, progress=progress)
