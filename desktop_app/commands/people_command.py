"""``people``: who is found by a name, a number, a workplace or a certificate, best first, with the reason.

Whoever may run the program on the centre's folder may read its whole file: the JShShIR is told in full. What it was
asked for so is nobody's secret either: each use stands in the journal, with whom it told of, and without the text,
which may be somebody's name.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from desktop_app.accounts.seeing import note_found
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.language.names import full_name
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import FoundPerson
from desktop_app.people.search import SHOWN, search_people
from desktop_app.progress import Progress

_MOST = 1_000_000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="any part of a card, in either script")
    parser.add_argument("--limit", type=_positive, default=SHOWN, metavar="N", help=f"at most N people ({SHOWN})")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    found = centre.read(search_people, options.query, limit=options.limit)
    centre.write(note_found, people=[hit.person.id for hit in found])
    head = _n("{n} person found", "{n} people found", len(found))
    return Report({"people": [_facts(hit) for hit in found]}, [head, *map(_line, found)])


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise ArgumentTypeError(_("“{text}” is not a number from 1 to {most}.", text=text, most=_MOST))
    return int(text)


def _facts(found: FoundPerson) -> dict[str, Any]:
    person = found.person
    return {
        "name_latin": person.full_name,
        "name_cyrillic": full_name(person.name_cyrl),
        "jshshir": person.jshshir,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "workplace": person.workplace,
        "matched_by": found.matched_by.value,
        "matched": found.matched,
        "is_archived": person.is_archived,
    }


def _line(found: FoundPerson) -> str:
    """For the eyes of whoever stands behind the screen, too: the number is masked."""
    person = found.person
    born = short_date(person.birth_date) if person.birth_date else str(person.birth_year or "")
    number = mask_jshshir(person.jshshir) if person.jshshir else ""
    return "  ".join(filter(None, (person.full_name, born, number, person.workplace, found.matched)))


COMMAND = Command("find people by a name, a number, a workplace or a certificate", add_arguments, run)
