"""``template FILE``: what a template from elsewhere holds and what is wrong with it; ``--apply`` puts it in use."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificate_templates.exchange import Package, fonts_of, read_package, take_in
from desktop_app.certificate_templates.model import Template, text_in
from desktop_app.certificate_templates.shelf import TemplateRow, template
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, _n, language
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a template that was given away as one file")
    parser.add_argument("--apply", action="store_true", help="put the template on the centre's shelf, in use")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    package = read_package(options.file)
    kept = None
    if options.apply and not package.errors:
        kept = centre.write(_put_in_use, package).value
    return Report(facts_of(package, kept), list(lines_of(package, kept)), is_bad_input=bool(package.errors))


def facts_of(package: Package, kept: TemplateRow | None) -> dict[str, Any]:
    chosen = kept.template if kept else package.template
    return {
        "template": chosen.code if chosen else "",
        "edition": chosen.edition if kept and chosen else None,
        "elements": list(_elements(package.template)) if package.template else [],
        "fonts": list(fonts_of(package)),
        "errors": [{"element": error.field, "code": error.code, "what": error.text} for error in package.errors],
        "applied": kept is not None,
    }


def lines_of(package: Package, kept: TemplateRow | None) -> Iterator[str]:
    if package.template is not None:
        count = sum(1 for _element in package.template.elements())
        yield text_in(package.template.title, language())
        yield _n("{n} element.", "{n} elements.", count)
    for error in package.errors:
        yield f"  {error.text}"
    yield ""
    if package.errors:
        yield _("Nothing was written: put the errors right first.")
    elif kept is None:
        yield _("Nothing was written. Repeat with --apply.")
    else:
        yield _(
            "Edition {edition} of template {code} is in use.", edition=kept.template.edition, code=kept.template.code
        )


def _elements(chosen: Template) -> Iterator[dict[str, Any]]:
    for side, each in enumerate(chosen.sides, start=1):
        for element in each.elements:
            kind = type(element).__name__.removesuffix("Element").lower()
            yield {"id": element.id, "type": kind, "side": side}


def _put_in_use(unit: UnitOfWork, package: Package) -> TemplateRow:
    return template(unit, template_id=take_in(unit, package=package))


COMMAND = Command("check a template of certificates, or put it in use", add_arguments, run)
