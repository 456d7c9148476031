"""``journal verify``: whether the journal is whole; ``journal person PERSON``: who saw, changed, printed and sent."""

from argparse import ArgumentParser, Namespace
from typing import Any

from desktop_app.accounts.record_words import action_name, table_name
from desktop_app.accounts.seeing import EXTRACT, note_sight
from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT
from desktop_app.commands.command import Command, Report
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _n
from desktop_app.journal_check import check_journal
from desktop_app.language.dates import short_date
from desktop_app.people.meant_person import meant_person
from desktop_app.people.who_saw import Trace, who_saw
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("verify", "person"), help="every seal recomputed; who saw what of a person")
    parser.add_argument("person", nargs="?", metavar="PERSON", help="number of the card, JShShIR or full name")
    parser.add_argument("--head", action="append", default=[], metavar="HEAD", help="as a return or a register has it")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    if options.what == "verify":
        return _verified(centre, options.head)
    if not options.person:
        raise Invalid("no_person", N_("Say whose journal it is: {example}"), example="journal person PERSON")
    return _told(centre, options.person)


def _verified(centre: Centre, papers: list[str]) -> Report:
    found = check_journal(centre, papers=papers)
    facts = {"entries": found.entries, "ok": found.ok, "first_broken": found.first_broken, "heads": found.heads}
    return Report({**facts, "what": found.what}, [found.text], is_refusal=not found.ok)


def _told(centre: Centre, typed: str) -> Report:
    person_id = centre.read(meant_person, typed)
    note_sight(centre, person_id=person_id, what=EXTRACT)
    traces = centre.read(who_saw, person_id=person_id)
    head = _n("{n} entry of the journal", "{n} entries of the journal", len(traces))
    return Report({"person": person_id, "entries": [_facts(trace) for trace in traces]}, [head, *map(_line, traces)])


def _facts(trace: Trace) -> dict[str, Any]:
    return {**vars(trace), "at": trace.at.isoformat(), "kind": trace.kind.value}


def _line(trace: Trace) -> str:
    here = trace.at.astimezone(TASHKENT)
    when = f"{short_date(here.date())} {here:%H:%M}"
    what = (action_name(trace.action), table_name(trace.entity), trace.subject, trace.file, trace.recipient)
    return "  ".join(filter(None, (when, trace.actor_name, trace.host, *what)))


COMMAND = Command("whether the journal is whole, and who saw what is kept of a person", add_arguments, run)
