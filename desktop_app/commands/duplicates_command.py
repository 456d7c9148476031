"""``duplicates``: pairs of cards that may mean one person, the surest first, with the reasons."""

from argparse import ArgumentParser, Namespace
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.doubles.pairs import pairs
from desktop_app.doubles.records import PairFilter, PairLine
from desktop_app.doubles.scan import is_out_of_date, scan
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.language.names import full_name
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import PersonLine
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--scan", action="store_true", help="compare all cards anew, even if none was changed")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    """The pairs of the cards as they are now: compared anew where any was changed since they were compared."""
    if options.scan or centre.read(is_out_of_date):
        scan(centre, progress)
    found = centre.read(pairs, wanted=PairFilter())
    lines = [_n("{n} pair of cards to review", "{n} pairs of cards to review", len(found))]
    return Report({"pairs": [_facts(pair) for pair in found]}, lines + [_line(pair) for pair in found])


def _facts(pair: PairLine) -> dict[str, Any]:
    return {
        "first": _card(pair.first),
        "second": _card(pair.second),
        "score": pair.score,
        "reasons": [reason.value for reason in pair.reasons],
        "reasons_text": pair.reasons_text,
    }


def _card(line: PersonLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name_latin": line.full_name,
        "name_cyrillic": full_name(line.name_cyrl),
        "jshshir": mask_jshshir(line.jshshir) if line.jshshir else None,
        "birth_date": line.birth_date.isoformat() if line.birth_date else None,
        "workplace": line.workplace,
    }


def _line(pair: PairLine) -> str:
    names = _("{first} and {second}", first=_told_apart(pair.first), second=_told_apart(pair.second))
    return f"{pair.score:>3}  {names}\n     {pair.reasons_text}"


def _told_apart(line: PersonLine) -> str:
    birth = short_date(line.birth_date) if line.birth_date else str(line.birth_year or "")
    return ", ".join(filter(None, (line.full_name, birth, line.workplace)))


COMMAND = Command("list the cards that may mean one person", add_arguments, run)
