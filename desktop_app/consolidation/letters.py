"""A letter to each region on what does not add up in its return: the cell, what stands there, what should."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.consolidation.records import Country, Finding
from desktop_app.i18n import _, _n, language, use
from desktop_app.language.dates import long_date, month_title
from desktop_app.papers.composing import director_signs, letterhead_of
from desktop_app.papers.records import (
    Addressee,
    Block,
    Column,
    Dating,
    Paper,
    Paragraph,
    Table,
    Title,
)
from desktop_app.papers.word import word_file
from desktop_app.reference.records import Profile, TerritoryRecord
from desktop_app.reference.service import profile
from desktop_app.whole_file import require_place, whole_bytes

# A region has so many days to send a corrected return.
DAYS_TO_ANSWER = 3
SUFFIX = ".docx"


def write_letters(centre: Centre, country: Country, folder: Path) -> list[Path]:
    """One Word file for each region of which anything was found, each whole or absent.

    Written in the language of the centre's documents. Raises StorageError; then none of them is there that was not
    there before.
    """
    own = centre.read(profile)
    with use(own.document_language):
        letters = {
            folder / _file_name(country, region): word_file([_letter(country, region, own)])
            for region in country.regions
            if country.findings_of(region.code)
        }
    for path in letters:
        require_place(path)
    return [whole_bytes(path, content) for path, content in letters.items()]


def _letter(country: Country, region: TerritoryRecord, own: Profile) -> Paper:
    name = _("On the return of {month}: {region}", month=_month(country), region=region.names.text)
    return Paper(name, language(), tuple(_blocks(country, region, own)), dated_on=country.made_on, is_letter=True)


def _blocks(country: Country, region: TerritoryRecord, own: Profile) -> Iterator[Block]:
    findings = country.findings_of(region.code)
    yield letterhead_of(own)
    yield Dating()
    yield Addressee(_("To the pedagogical skill centre: {region}", region=region.names.text))
    yield Title(_("On the return of {month}", month=_month(country)))
    if any(region.code == missing.code for missing in country.missing):
        for finding in findings:
            yield Paragraph(finding.text)
        yield Paragraph(_("Send it by {day}.", day=_answer_day(country)))
    else:
        yield Paragraph(
            _n(
                "Your return was held against itself, its annex and those of the other regions: {n} remark.",
                "Your return was held against itself, its annex and those of the other regions: {n} remarks.",
                len(findings),
            )
        )
        yield _table(findings)
        yield Paragraph(
            _(
                "Nothing was corrected here. Send a corrected return with the next number by {day}, or the reasons "
                "why the figures are right.",
                day=_answer_day(country),
            )
        )
    yield director_signs(own)


def _table(findings: list[Finding]) -> Table:
    columns = (
        Column(_("No."), 5, is_number=True),
        Column(_("Place in the file"), 20),
        Column(_("What was found"), 45),
        Column(_("Stated"), 15),
        Column(_("Should be"), 15),
    )
    rows = tuple(
        (str(at), _place(finding), finding.text, finding.said, finding.true) for at, finding in enumerate(findings, 1)
    )
    return Table(columns, rows)


def _place(finding: Finding) -> str:
    """Sheet and cell; a finding of the whole file names the file."""
    return finding.cell.replace("!", ", ")


def _file_name(country: Country, region: TerritoryRecord) -> str:
    return f"{region.report_order or 0:02} {region.names.text} {country.year}-{country.month:02}{SUFFIX}"


def _month(country: Country) -> str:
    return month_title(country.year, country.month, language())


def _answer_day(country: Country) -> str:
    return long_date(country.made_on + timedelta(days=DAYS_TO_ANSWER), language())
