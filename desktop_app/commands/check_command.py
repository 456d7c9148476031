"""``check``: whether the centre's data are sound."""

from argparse import ArgumentParser, Namespace

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _
from desktop_app.progress import Progress
from desktop_app.safety.check import check_centre


def add_arguments(_parser: ArgumentParser) -> None:
    return


def run(centre: Centre, _options: Namespace, progress: Progress) -> Report:
    results = centre.read(check_centre, progress=progress)
    ok = all(result.ok for result in results)
    facts = {
        "ok": ok,
        "checks": [{"name": result.name, "ok": result.ok, "found": result.found} for result in results],
    }
    lines = [
        _("{title}: found {count}", title=_(result.title), count=result.found) for result in results if not result.ok
    ]
    return Report(facts, lines or [_("The data are sound.")], is_refusal=not ok)


COMMAND = Command("whether the data are sound", add_arguments, run)
