"""``erase PERSON --reason TEXT --out FILE``: erase a person for good; the act tells what went and what the law keeps.

Where the centre has accounts it takes two: nobody erases alone.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _
from desktop_app.people.erasure import erase_person
from desktop_app.people.meant_person import meant_person
from desktop_app.people.printing import act_of_erasure, save_paper
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="number of the card, JShShIR or full name")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why the data are erased, as the act says")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the act of erasure as PDF")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    if options.out is not None:
        require_target(centre, options.out)
    person_id = centre.read(meant_person, options.person)
    act = erase_person(centre, person_id=person_id, reason=options.reason).value
    facts = {"person": person_id, "number": act.number, "erased_on": act.erased_on.isoformat()}
    told = {**facts, "erased_by": act.erased_by, "reason": act.reason, **act.facts}
    lines = [_("Erased. Act {number} of {day}.", number=act.number, day=f"{act.erased_on:%d.%m.%Y}")]
    if options.out is not None:
        paper = act_of_erasure(centre, act)
        file = save_paper(centre, paper, out=options.out, person_id=person_id, paper="act of erasure")
        told["file"] = str(file)
        lines.append(_("Saved: {file}", file=file))
    return Report(told, lines)


COMMAND = Command("erase what is kept of a person, with an act", add_arguments, run)
