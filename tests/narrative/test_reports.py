"""Reports in words: every number is a figure, a list is as long as it says, what is wrong is told."""

from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import LANGUAGES, use
from desktop_app.indicators.service import behind
from desktop_app.inspection.model import Severity
from desktop_app.inspection.reading import read_document
from desktop_app.inspection.service import inspect
from desktop_app.narrative.composing import Composed, compose, parsed_body
from desktop_app.narrative.document import template_file, template_lines
from desktop_app.narrative.model import Template
from desktop_app.narrative.service import write_report
from desktop_app.narrative.templates import built_in, changed, save_template, template, templates
from desktop_app.narrative.wording import verdict_text
from desktop_app.papers.records import Paragraph, Resolution, Table
from desktop_app.plan.population import period_of
from tests.returns.year import fill_year


@pytest.fixture
def year(centre: Centre) -> Centre:
    fill_year(centre)
    return centre


def made(centre: Centre, *lines: str, written_in: str = "uz_Latn", month: int = 10) -> Composed:
    body = Template("Sinov", {}, {"uz_Latn": lines})
    return centre.read(compose, template=body, year=2026, month=month, written_in=written_in)


def words(composed: Composed) -> list[str]:
    blocks = [block for block in composed.paper.blocks if isinstance(block, Paragraph | Resolution)]
    return [block.text.replace("\u00a0", " ") for block in blocks]


def problems(centre: Centre, *lines: str) -> list[tuple[int, bool]]:
    body = Template("Sinov", {}, {"uz_Latn": lines})
    found = centre.read(parsed_body, template=body).problems
    return [(problem.line, problem.is_error) for problem in found]


def test_a_number_is_written_with_the_word_for_what_it_counts(year: Centre) -> None:
    line = "{{completed}}i, {{plan_year channel=OWN staff_group=RAHBAR as=number}} ta"
    assert words(made(year, line)) == ["7 nafari, 1 ta"]
    assert words(made(year, line, written_in="uz_Cyrl")) == ["7 нафари, 1 та"]


def test_what_a_number_is_says_names_and_no_codes(year: Centre) -> None:
    (field,) = made(year, "{{plan_year channel=OWN staff_group=RAHBAR}}").fields
    assert field.title == "Yillik reja (Kanal: Pedagogik mahorat markazi; Kadrlar guruhi: Rahbar kadrlar)"


def test_what_a_number_is_is_said_in_the_language_of_whoever_reads(year: Centre) -> None:
    with use("ru"):
        (field,) = made(year, "{{plan_year channel=OWN}}").fields
    assert field.title.startswith("Годовой план")
    assert "Канал: " in field.title


def test_a_plan_that_is_not_met_is_never_called_met(year: Centre) -> None:
    told = made(year, "{{plan_year}}", "{{actual}}: {{share actual of plan_year}}, {{verdict actual of plan_year}}")
    assert words(told) == ["27 nafar", "19 nafar: 70,4%, reja bajarilmagan (–8)"]


def test_of_nothing_no_share_is_told_and_nothing_is_called_fulfilled(year: Centre) -> None:
    """A month without a plan is not one whose plan was met."""
    told = made(year, "{{expelled month}}", "? {{completed}}, ulardan {{share completed of expelled month}}", month=9)
    assert words(told) == ["0 nafar"]
    with use("en"):
        assert verdict_text(0, 0) == "nothing was planned"
        assert verdict_text(3, 3) == "the plan is fulfilled exactly"


def test_a_list_has_as_many_names_as_its_count_says(year: Centre) -> None:
    told = made(year, "{{count completed by=staff_group}} guruh: {{list completed by=staff_group}}")
    assert words(told) == ["2 ta guruh: Rahbar kadrlar va Pedagog kadrlar"]


def test_a_table_has_every_own_district_and_its_rows_add_up_to_its_total(year: Centre) -> None:
    composed = made(year, "{{table by=district | Tamomlagan: completed | Chaqirilgan: called}}")
    (table,) = [block for block in composed.paper.blocks if isinstance(block, Table)]
    *rows, total = table.rows
    assert len(rows) > 20
    for column, expected in ((2, 7), (3, 10)):
        assert sum(int(row[column]) for row in rows if row[column].isdigit()) == int(total[column]) == expected
    assert [row[0] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]


def test_a_line_without_data_falls_away_with_its_heading_and_numbering_goes_on(year: Centre) -> None:
    told = made(year, "## Bir", "? {{plan_year staff_group=MUTAXASSIS}} reja", "## Ikki", "{{called}} chaqirildi")
    assert words(told) == ["1. Ikki", "10 nafar chaqirildi"]


def test_the_list_behind_a_number_is_as_long_as_the_number(year: Centre) -> None:
    composed = made(year, "{{completed staff_group=PEDAGOG}} va {{month_start}}", "{{completed}}")
    period = year.read(lambda unit: period_of(2026, 10, today=unit.today))
    for field in composed.fields:
        assert field.asked is not None
        found = year.read(behind, key=field.asked.key, period=period)
        assert field.shown.replace("\u00a0", " ") == f"{len(found.rows)} nafar"


@pytest.mark.parametrize(
    "line",
    [
        "{{nosuch}}",
        "{{completed day}}",
        "{{completed district=999}}",
        "{{completed series=X}}",
        "{{completed",
        "{{}}",
        "{{share completed}}",
        "{{list completed}}",
        "{{table by=district}}",
        "{{table by=planet | completed}}",
        "{{completed faqat}}",
        "{{share completed of plan_year}} qismi",
    ],
)
def test_a_wrong_field_is_told_with_its_line_and_writes_no_report(year: Centre, line: str) -> None:
    assert problems(year, "Matn.", line) == [(2, True)]
    with pytest.raises(Invalid, match="template_wrong"):
        made(year, "Matn.", line)


def test_a_number_typed_into_a_template_is_noticed_but_stops_nothing(year: Centre) -> None:
    assert problems(year, "9 ta tashkilot, {{completed}}", "{{year}}-yil 5-mart, 577-sonli") == [(1, False)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", [each.name for each in built_in()])
def test_the_reports_of_the_program_hold_nothing_typed_and_pass_our_own_checks(
    year: Centre, tmp_path: Path, language: str, which: str
) -> None:
    out = tmp_path / "hisobot.docx"
    report = write_report(year, year=2026, month=10, out=out, name=which, written_in=language)
    assert report.content.problems == ()
    assert report.content.paper.language == language
    # The checks read no English, in which the last two names of a list are joined by another word.
    found = [] if language == "en" else inspect(read_document(out), today=year.clock.today())
    assert [finding.text for finding in found if finding.severity is Severity.ERROR] == []


def test_an_edited_template_comes_back_from_word_as_it_was(centre: Centre, tmp_path: Path) -> None:
    for before in built_in():
        for language in before.bodies:
            file = tmp_path / f"{before.name}-{language}.docx"
            file.write_bytes(template_file(before, language))
            assert template_lines(file) == list(before.body(language))


def test_a_changed_template_is_the_next_edition_and_a_wrong_one_is_not_kept(centre: Centre) -> None:
    before = centre.read(template, name="Oylik maʼlumotnoma")
    today = centre.clock.today()
    facts = {"name": before.name, "language": "uz_Latn", "valid_from": today}
    for edition in (1, 2):
        edited = changed(before, ["# Yangi", "{{completed}}"], language="uz_Latn")
        assert centre.write(save_template, template=edited, **facts).value.edition == edition
    wrong = changed(before, ["{{nosuch}}"], language="uz_Latn")
    with pytest.raises(Invalid, match="template_wrong"):
        centre.write(save_template, template=wrong, **facts)
    kept = centre.read(template, is_monthly=True)
    assert (kept.edition, kept.body("uz_Latn"), kept.body("ru")) == (2, ("# Yangi", "{{completed}}"), before.body("ru"))
    assert [each.name for each in centre.read(templates)] == [each.name for each in built_in()]
    with pytest.raises(NotFound, match="no_such_template"):
        centre.read(template, name="Yoʻq")
    with pytest.raises(Invalid, match="not_written_in"):
        changed(before, ["x"], language="uz_Cyrl")


def test_a_month_to_come_and_a_file_of_another_kind_write_nothing(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="month_to_come"):
        write_report(centre, year=2027, month=1, out=tmp_path / "a.pdf")
    with pytest.raises(Invalid, match="not_word_or_pdf"):
        write_report(centre, year=2026, month=1, out=tmp_path / "a.xlsx")
    assert list(tmp_path.glob("a.*")) == []
