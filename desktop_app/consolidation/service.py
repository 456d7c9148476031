"""Fourteen returns become the country's table: read two at a time, held against themselves and each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.consolidation.across import check_equal, check_far, check_plan_met, check_shared, shared_people
from desktop_app.consolidation.carried_forms import period_of
from desktop_app.consolidation.foreign import FormReader, form_reader
from desktop_app.consolidation.ground import Ground, gather
from desktop_app.consolidation.national import added_up, national_forms
from desktop_app.consolidation.one_return import check_return
from desktop_app.consolidation.reading import read_file
from desktop_app.consolidation.records import CentreLine, Country, FileState, Finding, ReadFile, SharedPerson
from desktop_app.consolidation.standing import check_missing, lines_of, month_of
from desktop_app.errors import Cancelled, Invalid
from desktop_app.i18n import N_, _
from desktop_app.inspection.model import Severity
from desktop_app.progress import Progress
from desktop_app.returns.records import Form

READING = N_("Reading the returns")
# Each is parsed in a process of its own; more at once would not fit into the memory of an office PC.
AT_ONCE = 2
POLL_SECONDS = 0.1


def consolidate(
    centre: Centre,
    files: Sequence[Path],
    *,
    month: tuple[int, int] | None = None,
    form: str = "",
    progress: Progress | None = None,
) -> Country:
    """The country's table of a month, without one of the month that most returns are of.

    Workbooks of other makers are read through the saved form of that name. Every file ends in a named state, nothing
    is corrected. Raises Invalid where no file tells a month, NotFound for a form that is not kept, Cancelled through
    ``progress``.
    """
    read = read_through(centre, files, form=form, month=month, progress=progress or Progress())
    wanted = month or month_of(read)
    if wanted is None:
        raise Invalid("no_return_read", N_("None of the files is a return that tells its month. Name the month."))
    ground = centre.read(gather, year=wanted[0], month=wanted[1])
    return put_together(read, ground)


def read_through(
    centre: Centre,
    files: Sequence[Path],
    *,
    form: str = "",
    month: tuple[int, int] | None = None,
    progress: Progress,
) -> list[ReadFile]:
    """The files in the order given, through the edition of the form that holds in the month. Raises as above."""
    reader = centre.read(_reader, name=form, month=month) if form else None
    return read_files(files, form=reader, progress=progress)


def read_files(files: Sequence[Path], *, form: FormReader | None = None, progress: Progress) -> list[ReadFile]:
    """In the order given; what is no return of ours through the ``form``. Raises Cancelled."""
    quiet, told = Progress(), SimpleQueue[tuple[int, ReadFile | None]]()
    waiting: SimpleQueue[int] = SimpleQueue()
    for place in range(len(files)):
        waiting.put(place)

    def read_on() -> None:
        with suppress(Empty, Cancelled):
            while True:
                place, read = waiting.get_nowait(), None
                try:
                    read = read_file(files[place], form=form, progress=quiet)
                finally:
                    told.put((place, read))

    for _thread in range(AT_ONCE):
        # The language in force is of a thread; the others are given it.
        Thread(target=copy_context().run, args=(read_on,), daemon=True).start()
    found: dict[int, ReadFile] = {}
    try:
        while len(found) < len(files):
            progress.step(_(READING), len(found), len(files))
            with suppress(Empty):
                place, read = told.get(timeout=POLL_SECONDS)
                if read is None:
                    raise RuntimeError("a return could not be read; the thread's own error says why")
                found[place] = read
    finally:
        quiet.cancel()
    return [found[place] for place in range(len(files))]


def _reader(unit: UnitOfWork, *, name: str, month: tuple[int, int] | None) -> FormReader:
    return form_reader(unit, name=name, on=period_of(*month).last_day if month else unit.today)


def put_together(files: Sequence[ReadFile], ground: Ground) -> Country:
    """The table of what was read, by what is known of the month."""
    lines: list[CentreLine] = []
    findings: list[Finding] = []
    for line, found in lines_of(files, ground):
        lines.append(line)
        findings += found
        if line.state is FileState.ACCEPTED:
            findings += check_return(line, ground)
    missing = list(check_missing(lines, ground))
    counted = {line.region.code: line.read for line in lines if line.region is not None and line.state.is_counted}
    national, shared = national_forms(counted, ground.regions), shared_people(counted, ground.regions)
    findings += [*(finding for _region, finding in missing), *_across(counted, national, shared, ground)]
    return Country(
        year=ground.period.year,
        month=ground.period.month,
        made_on=ground.today,
        due_on=ground.due_on,
        regions=ground.regions,
        lines=tuple(_in_order([_disputed(line, findings) for line in lines], ground)),
        missing=tuple(region for region, _finding in missing),
        findings=tuple(sorted(findings, key=_weight(ground))),
        national=national,
        totals=added_up(counted),
        shared=tuple(shared),
    )


def _disputed(line: CentreLine, findings: Sequence[Finding]) -> CentreLine:
    """With its errors told; another return of the region may have some of its own."""
    if line.state is not FileState.ACCEPTED or line.region is None:
        return line
    own = line.region.code, line.read.name
    has_errors = any((each.region, each.file) == own and each.severity is Severity.ERROR for each in findings)
    return replace(line, state=FileState.DISPUTED) if has_errors else line


def _across(
    counted: Mapping[str, ReadFile], national: Sequence[Form], shared: Sequence[SharedPerson], ground: Ground
) -> Iterator[Finding]:
    names = {region.code: region.names for region in ground.regions}
    yield from check_equal(counted, names, ground.bounds)
    yield from check_plan_met(counted, ground.bounds)
    yield from check_far(national, counted, ground.bounds)
    yield from check_shared(shared, counted, names)


def _in_order(lines: Sequence[CentreLine], ground: Ground) -> list[CentreLine]:
    """In the ministry's order, what is counted before what is not; files of no region last."""
    places = _places(ground)

    def place(line: CentreLine) -> tuple[int, bool]:
        return places[line.region.code] if line.region is not None else len(places), not line.state.is_counted

    return sorted(lines, key=place)


def _weight(ground: Ground) -> Callable[[Finding], tuple[int, bool]]:
    places = _places(ground)
    return lambda finding: (places.get(finding.region, len(places)), finding.severity is not Severity.ERROR)


def _places(ground: Ground) -> dict[str, int]:
    return {region.code: place for place, region in enumerate(ground.regions)}
