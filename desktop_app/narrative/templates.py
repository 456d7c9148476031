"""The templates of reports in words: those that came with the program, and the centre's own editions of them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import func, select

from db.models.returns import FormKind, ReturnForm
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_, use
from desktop_app.indicators.wordings import worded_on
from desktop_app.language.apostrophes import tidy
from desktop_app.narrative.composing import parsed_body
from desktop_app.narrative.document import template_file
from desktop_app.narrative.model import WRITTEN_IN, Template

_BUILT_IN = ("monthly", "yearly")


@cache
def built_in() -> tuple[Template, ...]:
    folder = files("resources") / "narratives"
    return tuple(
        _template(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")), edition=0) for name in _BUILT_IN
    )


def templates(unit: UnitOfWork) -> list[Template]:
    """Each template in its newest edition, the centre's own in place of the program's of that name."""
    found = {template.name: template for template in built_in()}
    rows = unit.session.scalars(
        select(ReturnForm)
        .where(ReturnForm.kind == FormKind.NARRATIVE, ReturnForm.retired_on.is_(None))
        .order_by(ReturnForm.name, ReturnForm.edition)
    )
    own = {row.name: _template(row.bindings, edition=row.edition, name=row.name) for row in rows}
    return list((found | own).values())


def template(unit: UnitOfWork, *, name: str = "", is_monthly: bool = False) -> Template:
    """By its name; without one the usual one for a month or a year. Raises NotFound, which lists them all."""
    known = templates(unit)
    wanted = tidy(name)
    for each in known:
        if wanted in (each.name, *each.titles.values()) or (not wanted and each.is_monthly == is_monthly):
            return each
    message = N_("There is no template “{name}”. Those that there are: {known}.")
    raise NotFound("no_such_template", message, name=name, known=", ".join(each.name for each in known))


def file_to_edit(unit: UnitOfWork, *, template: Template, language: str) -> bytes:
    """The Word file of a template, in which the indicators are called as on this day."""
    with use(language):
        titles = {code: worded.title for code, worded in worded_on(unit, unit.today).items()}
    return template_file(template, language, titles)


def changed(before: Template, lines: Sequence[str], *, language: str) -> Template:
    """The template with another text in one language, which must be one that templates are written in."""
    if language not in WRITTEN_IN:
        message = N_("Uzbek Cyrillic is made from Uzbek Latin: change the template there.")
        raise Invalid("not_written_in", message, field="language")
    return replace(before, bodies={**before.bodies, language: tuple(tidy(line) for line in lines)})


def save_template(
    unit: UnitOfWork, *, template: Template, name: str, language: str, valid_from: date, note: str = ""
) -> Template:
    """Keep it as the next edition of that name. Raises Invalid without a name or with an error in its text."""
    name = tidy(name)
    if not name:
        raise Invalid("form_name_empty", N_("The form needs a name."), field="name")
    with use(language):
        errors = parsed_body(unit, template).errors
    if errors:
        message = N_("Line {line} of the template: {problem}")
        raise Invalid("template_wrong", message, line=errors[0].line, problem=errors[0].text, field="template")
    own = select(func.max(ReturnForm.edition)).where(ReturnForm.kind == FormKind.NARRATIVE, ReturnForm.name == name)
    edition = (unit.session.scalar(own) or 0) + 1
    is_renamed = name != template.name
    kept = replace(template, name=name, edition=edition, titles={} if is_renamed else template.titles)
    content = template_file(kept, language)
    row = ReturnForm(
        kind=FormKind.NARRATIVE,
        name=name,
        edition=edition,
        valid_from=valid_from,
        note=note,
        file_name=f"{name}.docx",
        sha256=hashlib.sha256(content).hexdigest(),
        file=content,
        bindings=_definition(kept),
    )
    unit.session.add(row)
    unit.session.flush()
    return kept


def _template(told: Mapping[str, Any], *, edition: int, name: str = "") -> Template:
    return Template(
        name=name or told["name"],
        titles=told["titles"],
        bodies={language: tuple(lines) for language, lines in told["bodies"].items()},
        is_monthly=told["is_monthly"],
        edition=edition,
    )


def _definition(kept: Template) -> dict[str, Any]:
    bodies = {language: list(lines) for language, lines in kept.bodies.items()}
    return {"name": kept.name, "is_monthly": kept.is_monthly, "titles": dict(kept.titles), "bodies": bodies}
