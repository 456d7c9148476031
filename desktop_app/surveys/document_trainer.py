"""A trainer's sheet before the first day: what matters to this group, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, language
from desktop_app.language.numbers import number, percent
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, text_in
from desktop_app.surveys.charts import importance_and_level
from desktop_app.surveys.document_content import CompetenceNeed, SurveyContent
from desktop_app.surveys.figures import ChoiceFigures
from desktop_app.surveys.needs import ServingModule

NEEDS_SHOWN, STRONG_SHOWN, OBSTACLES_SHOWN = 5, 3, 3
# The code of the question about obstacles, in every questionnaire of the program.
OBSTACLES = "E1"
LONGEST_WORDS = 160


@dataclass(frozen=True)
class _Room:
    """How much is said; what does not fit on one page is said with less."""

    words: int
    needs_of_module: int


_ROOMS = (_Room(5, 3), _Room(3, 2), _Room(2, 1), _Room(0, 1))


def trainer_sheet_pdf(
    target: Path, *, content: SurveyContent, modules: Sequence[ServingModule], cohort: str, programme: str, centre: str
) -> None:
    """Write it in the language in force; ``modules`` are those that are taught to the cohort."""
    below = " · ".join((cohort, programme, _("answers: {n}", n=content.figures.people)))
    for room in _ROOMS:
        report = Report(target, title=_("What matters to this group"), footer=f"{centre} · {cohort}")
        report.title(_("What matters to this group"), below=below)
        _fill(report, content, modules, room)
        if report.save() == 1:
            break


def _fill(report: Report, content: SurveyContent, modules: Sequence[ServingModule], room: _Room) -> None:
    needs = [each for each in content.needs if each.figures.gap is not None]
    if not needs:
        report.paragraph(
            _(
                "Fewer than {least} people have answered. Figures are shown from {least} answers on, so that "
                "nobody can be recognised.",
                least=content.figures.least_shown,
            )
        )
        return
    report.heading(_("The greatest needs"))
    layout = importance_and_level(needs[:NEEDS_SHOWN], has_gap=True)
    report.chart(lambda width, text_width: layout(width, text_width, None))
    _strong(report, needs)
    _obstacles(report, content)
    _of_modules(report, needs, modules, room)
    _words(report, content, room)


def _strong(report: Report, needs: Sequence[CompetenceNeed]) -> None:
    report.heading(_("What they can already"))
    best = sorted(needs, key=lambda each: -(each.figures.level or 0.0))[:STRONG_SHOWN]
    said = (
        _(
            "{competence} (level {level}, n = {n})",
            competence=each.text,
            level=_one(each.figures.level),
            n=each.figures.n,
        )
        for each in best
    )
    report.paragraph("; ".join(said))


def _obstacles(report: Report, content: SurveyContent) -> None:
    """A questionnaire without the question has no such lines."""
    assert content.figures.total is not None
    found = content.figures.total.items.get(OBSTACLES)
    if not isinstance(found, ChoiceFigures) or not found.counts:
        return
    item, n = content.questionnaire.item(OBSTACLES), found.n
    named = [(code, count) for code, count in found.counts.items() if count]
    ordered = sorted(named, key=lambda each: -each[1])[:OBSTACLES_SHOWN]
    said = (f"{_option(content, code)} – {percent(count, n, language())}" for code, count in ordered)
    report.heading(text_in(item.text))
    counted = _("n = {n}", n=n)
    report.paragraph(f"{'; '.join(said)} ({counted})")


def _of_modules(report: Report, needs: Sequence[CompetenceNeed], modules: Sequence[ServingModule], room: _Room) -> None:
    rows = []
    for module in modules:
        served = [each for each in needs if module.weights.get(each.row.code)]
        served.sort(key=lambda each: -module.weights[each.row.code] * (each.figures.gap or 0.0))
        said = (f"{each.text} ({_one(each.figures.gap)})" for each in served[: room.needs_of_module])
        rows.append([module.title, "; ".join(said) or "–"])
    report.heading(_("What matters in each module"))
    draw_table(report, [Column(_("Module"), width_mm=62), Column(_("Needs, with their gaps"))], rows)


def _words(report: Report, content: SurveyContent, room: _Room) -> None:
    """The longest answers say most; they stand in the order of the alphabet, as everywhere."""
    for item in _open_items(content.questionnaire):
        written = content.written.get(item.code, ())
        telling = set(sorted(written, key=len, reverse=True)[: room.words])
        if telling:
            report.heading(text_in(item.text))
            for text in written:
                if text in telling:
                    report.paragraph(f"— {_shortened(text)}", is_small=True)


def _open_items(questionnaire: Questionnaire) -> list[Item]:
    return [item for item in questionnaire.items if item.kind is ItemKind.TEXT][:1]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else f"{text[:LONGEST_WORDS].rsplit(' ', 1)[0]}…"


def _option(content: SurveyContent, code: str) -> str:
    return text_in(content.options.get(OBSTACLES, {}).get(code, {"uz": code}))


def _one(value: float | None) -> str:
    return "–" if value is None else number(value, 1, language())
