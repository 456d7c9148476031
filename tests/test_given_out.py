"""Whatever writes names into a file that leaves the program lets the journal know of it."""

import ast
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.given_out import note_given

ROOT = Path(__file__).parent.parent
WRITERS = frozenset(
    {
        "whole_bytes", "whole_text", "replace_whole", "write_workbook", "write_csv", "write_long_list",
        "write_entry_form", "write_annotated",
    }
)  # fmt: skip
NOTES = frozenset({".note", "note_given", "note_papers", "note_paper"})
# Below the capabilities: the means by which files are written, and the program's own files.
GROUND = ("desktop_app/spreadsheets/", "desktop_app/safety/", "desktop_app/protection/", "desktop_app/server/")
# Files without a name of a trainee in them, or written for a module that notes them; why, for each.
NOT_NOTED = {
    "desktop_app/settings.py": "settings of the program",
    "desktop_app/whole_file.py": "how a file is written",
    "desktop_app/commands/account_acts.py": "a one-time password",
    "desktop_app/commands/keys_command.py": "public keys",
    "desktop_app/commands/revocations_command.py": "numbers of annulled certificates, signed",
    "desktop_app/commands/verifier_command.py": "the page that verifies certificates",
    "desktop_app/commands/narrative_command.py": "a draft for the narrative of a return: figures",
    "desktop_app/cascades/workbook.py": "noted by cascades/exchange.py",
    "desktop_app/consolidation/letters.py": "figures of regions",
    "desktop_app/consolidation/workbook.py": "figures of regions",
    "desktop_app/due/workbook.py": "noted by due/exporting.py",
    "desktop_app/institutions/workbook.py": "noted by institutions/printing.py",
    "desktop_app/attendance/sheet_printing.py": "noted by attendance/sheet_issue.py",
    "desktop_app/plan/workbook.py": "figures; noted by plan/exchange.py",
    "desktop_app/questionnaires/xlsform_writing.py": "questions",
    "desktop_app/reference/workbook.py": "lists of the centre; noted by reference/exchange.py",
    "desktop_app/returns/dispatch.py": "copies of a return that was noted",
    "desktop_app/returns/mail.py": "encloses a return that was noted",
    "desktop_app/returns/sending.py": "files of a return that was noted",
    "desktop_app/returns/workbook.py": "noted by returns/service.py",
    "desktop_app/rosters/service.py": "the sender's own workbook with what is wrong in it",
    "desktop_app/rosters/template.py": "an empty form",
    "desktop_app/surveys/answers_export.py": "answers without names, of no fewer people than may be shown",
    "desktop_app/surveys/answers_form.py": "an empty form",
    "desktop_app/surveys/export.py": "figures; noted by surveys/printing.py",
    "desktop_app/timetable/workbook.py": "lessons; noted by timetable/printing.py",
    "ui/pages/accounts/set_up_page.py": "the recovery sheet",
    "ui/pages/attendance_desk/badge_dialog.py": "noted by attendance/badges.py",
    "ui/pages/certificates/check_dialog.py": "the page that verifies certificates",
    "ui/pages/certificates/trust_dialog.py": "public keys",
    "ui/pages/narrative/page.py": "figures in words",
    "ui/pages/orders/pane.py": "a file that came from outside, as it came",
    "ui/pages/settings/past_term_dialog.py": "noted by personal_data/printing.py",
    "ui/pages/settings/personal_data.py": "noted by personal_data/printing.py",
    "ui/pages/teaching/pay_panel.py": "hours of trainers; noted by timetable/printing.py",
    "ui/pages/templates/acts.py": "a template of certificates",
    "ui/pages/timetable/papers.py": "lessons; noted by timetable/printing.py",
}  # fmt: skip


def called(source: str) -> set[str]:
    """The functions that a module calls by name or as a method (".note"), or hands on to be called."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names.add(f".{node.func.attr}")
    return names


def writing_modules() -> Iterator[tuple[str, set[str]]]:
    for top in ("desktop_app", "ui"):
        for path in (ROOT / top).rglob("*.py"):
            name, source = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            if not name.startswith(GROUND) and any(writer in source for writer in WRITERS):
                names = called(source)
                if names & WRITERS:
                    yield name, names


def test_every_module_that_writes_files_notes_them_or_says_why_not() -> None:
    silent = {name for name, names in writing_modules() if not names & NOTES}
    assert silent - NOT_NOTED.keys() == set()
    assert NOT_NOTED.keys() - silent == set(), "these note, or write nothing any more"


def test_a_list_is_noted_with_its_digest_and_its_people(centre: Centre, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"names")
    people = [4, 1, 2]
    centre.write(
        note_given,
        "export",
        entity="list",
        people=people,
        content=file,
        recipient="Boshqarma",
        facts={"what": "Odamlar"},
    )
    (entry,) = centre.read(journal_page, JournalFilter(action="export"), offset=0, limit=5)
    assert {change.field: change.after for change in entry.changes} == {
        "what": "Odamlar",
        "file": "list.xlsx",
        "sha256": sha256(b"names").hexdigest(),
        "people": 3,
        "people_ids": "1-2, 4",
        "recipient": "Boshqarma",
    }
