"""``survey``: the result of a cohort's needs survey as figures and as a PDF."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _, language
from desktop_app.language.numbers import number
from desktop_app.progress import Progress
from desktop_app.surveys.charts import by_gap
from desktop_app.surveys.printing import write_survey_report


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="CODE")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    require_target(centre, options.out)
    written, result = write_survey_report(centre, cohort_id=cohort_id, out=options.out)
    facts = {
        "responses": result.responses,
        "competences": [
            {
                "name": item.text.text,
                "n": item.figures.n,
                "importance": item.figures.importance,
                "level": item.figures.level,
                "gap": item.figures.gap,
            }
            for item in result.competences
        ],
        "modules": [
            {
                "place": module.place,
                "name": module.title,
                "hours": module.hours,
                "gap": module.gap,
                "wishes": module.wishes,
                "score": module.score,
                "proposed": module.is_proposed,
            }
            for module in result.modules
        ],
        "file": str(written),
    }
    lines = [_("{responses} of {enrolled} people have answered.", responses=result.responses, enrolled=result.enrolled)]
    lines += [f"{number(item.figures.gap or 0, 1, language()):>6}  {item.text.text}" for item in by_gap(result)]
    return Report(facts, lines)


COMMAND = Command("the result of a cohort's needs survey", add_arguments, run)
