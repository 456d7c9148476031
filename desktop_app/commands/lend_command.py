"""``lend``: a cohort or a survey for another PC; ``--open`` makes a centre of it there, ``--return`` gives it back."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.borrowed import Kind, borrowed
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import FolderCommand, Report, day_argument
from desktop_app.commands.opening import open_for
from desktop_app.commands.secret import read_secret
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date
from desktop_app.lending.opening import open_lent
from desktop_app.lending.records import LentWork, Wish
from desktop_app.lending.returning import give_back
from desktop_app.lending.service import lend, lent_works, write_off
from desktop_app.lending.words import where_text
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--cohort", metavar="CODE", help="lend a cohort with all its work")
    what.add_argument("--survey", type=int, metavar="ROUND", help="lend one survey with those who are asked")
    what.add_argument("--open", type=Path, metavar="FILE", help="make a centre of lent work in the folder --data")
    what.add_argument("--return", dest="give_back", action="store_true", help="write what was done to a file")
    what.add_argument("--list", action="store_true", help="what is out and what came back")
    what.add_argument("--write-off", type=int, metavar="NUMBER", help="nobody waits for this work any longer")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file, or the folder for it")
    parser.add_argument("--to", default="", metavar="NAME", help="who gets the work, or which PC")
    parser.add_argument("--purpose", default="", metavar="TEXT")
    parser.add_argument("--until", type=day_argument, metavar="DATE", help="when it is expected back")
    parser.add_argument("--numbers", type=int, default=0, metavar="N", help="numbers of certificates that go along")
    parser.add_argument("--blanks", type=int, default=0, metavar="N", help="blanks of strict account that go along")
    parser.add_argument("--first-blank", default="", metavar="NUMBER", help="the first of them, as it is printed")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is written off")
    parser.add_argument("--parcel-password-file", type=Path, metavar="FILE", help="its first line opens the lent work")


def run(paths: CentrePaths, options: Namespace, _progress: Progress) -> Report:
    if options.open is not None:
        return _opened(paths, options)
    centre = open_for(paths, options)
    try:
        if options.list:
            return _listed(centre)
        if options.write_off is not None:
            return _written_off(centre, options)
        if options.give_back:
            return _given_back(centre, options)
        return _lent(centre, options)
    finally:
        centre.close()


def _opened(paths: CentrePaths, options: Namespace) -> Report:
    centre = open_lent(options.open, paths, password=_password(options))
    try:
        found = centre.read(borrowed)
        assert found is not None
        days = {"due_on": _text(found.due_on), "made_on": _text(found.made_on)}
        facts = asdict(found) | days | {"data": str(paths.folder)}
        line = _(
            "{title} of {centre} is opened in {folder}.", title=found.title, centre=found.centre, folder=paths.folder
        )
        return Report(facts, [line])
    finally:
        centre.close()


def _lent(centre: Centre, options: Namespace) -> Report:
    if options.out is None:
        raise Invalid("out_missing", N_("Say with {option} where the file is to be written."), option="--out")
    if options.cohort is not None:
        kind, entity_id = Kind.COHORT, centre.read(cohort_by_code, code=options.cohort).id
    else:
        kind, entity_id = Kind.SURVEY, options.survey
    blanks = (options.blanks, options.first_blank)
    wish = Wish(kind, entity_id, options.to, options.purpose, options.until, options.numbers, *blanks)
    lent = lend(centre, wish, password=_password(options), out=options.out)
    line = _n(
        "Lent work No. {number} is in {file}: {n} person.",
        "Lent work No. {number} is in {file}: {n} people.",
        lent.people,
        number=lent.number,
        file=lent.file,
    )
    return Report(asdict(lent), [line])


def _given_back(centre: Centre, options: Namespace) -> Report:
    given = give_back(centre, out=options.out or Path())
    line = _n(
        "Return {number} is in {file}: {n} row.",
        "Return {number} is in {file}: {n} rows.",
        given.rows,
        number=given.return_number,
        file=given.file,
    )
    return Report(asdict(given), [line])


def _written_off(centre: Centre, options: Namespace) -> Report:
    found = [row for row in centre.read(lent_works) if row.number == options.write_off]
    if not found:
        raise NotFound("no_such_parcel", N_("This lent work is no longer in the list."))
    centre.write(write_off, parcel_id=found[0].id, reason=options.reason)
    return Report({"number": found[0].number}, [_("Lent work No. {number} is written off.", number=found[0].number)])


def _listed(centre: Centre) -> Report:
    rows = centre.read(lent_works)
    return Report({"lent": [_facts(row) for row in rows]}, [_line(row) for row in rows] or [_("Nothing was lent.")])


def _facts(row: LentWork) -> dict[str, Any]:
    days = {name: _text(getattr(row, name)) for name in ("made_on", "due_on", "returned_at")}
    return asdict(row) | days


def _line(row: LentWork) -> str:
    made = short_date(row.made_on)
    return f"{row.number}  {row.title}  {row.recipient}  {made}  {where_text(row)}"


def _password(options: Namespace) -> str:
    if options.parcel_password_file is None and not sys.stdin.isatty():
        message = N_("Give the password of the lent work in a file: {option}.")
        raise Invalid("no_password", message, option="--parcel-password-file")
    return read_secret(options.parcel_password_file, _("Password of the file") + ": ")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


COMMAND = FolderCommand("lend work to another PC, open it there, give it back", add_arguments, run)
