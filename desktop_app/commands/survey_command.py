"""``survey``: the result of a cohort's needs survey as figures and as a PDF."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import language
from desktop_app.language.numbers import number
from desktop_app.progress import Progress
from desktop_app.surveys.document_content import CompetenceNeed, SurveyContent, needs_in
from desktop_app.surveys.printing import save_cohort_report
from desktop_app.surveys.results import Group


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="CODE")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
    parser.add_argument("--by", metavar="FIELD", help="break the figures down, such as by district or by item A7")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    require_target(centre, options.out, ".pdf")
    written, found = save_cohort_report(centre, cohort_id=cohort_id, by=options.by, out=options.out)
    content = found.content
    facts: dict[str, Any] = {
        "responses": content.figures.people,
        "asked": found.turnout.asked,
        "answered": found.turnout.answered,
        "competences": _competences(_in_order(content)),
        "modules": _modules(content),
        "hidden": [{"code": code, "n": n} for code, n in content.few.items()],
        "file": str(written),
    }
    if options.by is not None:
        facts["by"] = {"field": options.by, "groups": [_group(content, group) for group in content.figures.groups]}
    lines = [*found.turnout.lines]
    lines += [f"{_gap(each):>6}  {each.text}" for each in content.needs]
    lines += [f"{code}: {content.few_text(code)}" for code in content.few]
    return Report(facts, lines)


def _gap(need: CompetenceNeed) -> str:
    return "–" if need.figures.gap is None else number(need.figures.gap, 1, language())


def _in_order(content: SurveyContent) -> list[CompetenceNeed]:
    """As they are asked."""
    order = {row.code: place for place, row in enumerate(content.questionnaire.competences)}
    return sorted(content.needs, key=lambda each: order[each.row.code])


def _competences(needs: Iterable[CompetenceNeed]) -> list[dict[str, Any]]:
    return [
        {
            "code": each.row.code,
            "name": each.text,
            "n": each.figures.n,
            "importance": each.figures.importance,
            "level": each.figures.level,
            "spread": each.figures.level_spread,
            "gap": each.figures.gap,
            "large": each.figures.large,
            "weighted_discrepancy": each.figures.weighted_discrepancy,
            "ranked_discrepancy": each.figures.ranked_discrepancy,
        }
        for each in needs
    ]


def _modules(content: SurveyContent) -> list[dict[str, Any]]:
    return [
        {
            "place": each.place,
            "name": each.module.title,
            "hours": each.module.hours,
            "gap": each.gap,
            "wishes": each.wishes,
            "score": each.score,
            "proposed": each.is_proposed,
        }
        for each in (content.modules.modules if content.modules else ())
    ]


def _group(content: SurveyContent, group: Group) -> dict[str, Any]:
    """Null in place of people who are hidden."""
    competences = None if group.figures is None else _competences(needs_in(content.questionnaire, group.figures))
    return {"key": group.key, "name": group.text, "n": group.people, "competences": competences}


COMMAND = Command("the result of a cohort's needs survey", add_arguments, run)
