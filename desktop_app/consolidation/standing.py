"""Which of the files is the return of each region: of the right month, the latest, one and not two."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.consolidation.ground import Ground
from desktop_app.consolidation.records import CentreLine, FileState, Finding, ReadFile
from desktop_app.consolidation.words import SpokenMonth
from desktop_app.i18n import N_
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import short_date
from desktop_app.reference.records import TerritoryRecord

OTHER_MONTH = N_("The return is of {said}, but returns of {true} are put together.")
NO_REGION = N_("“{said}” is none of the regions.")
OLDER = N_("Return No. {said} was corrected by No. {true} and is not counted.")
SAME_AGAIN = N_("The same return stands in {other} and is counted once.")
TWO_OF_ONE = N_("{other} is another return of the same region and number: ask which one stands. Neither is counted.")
MISSING = N_("The return of {region} for {month} has not come. It was due by {due}.")

Told = tuple[CentreLine, tuple[Finding, ...]]


def month_of(files: Iterable[ReadFile]) -> tuple[int, int] | None:
    """The month that most of the returns are of, the later one of equals; None without any."""
    counts = Counter(read.period for read in files if read.period is not None)
    return max(counts, key=lambda period: (counts[period], period), default=None)


def lines_of(files: Sequence[ReadFile], ground: Ground) -> list[Told]:
    """Every file with its region and state, and what is to be said of that."""
    told = [_alone(read, ground) for read in files]
    by_region: dict[str, list[ReadFile]] = {}
    for line, _findings in told:
        if line.region is not None and line.state is FileState.ACCEPTED:
            by_region.setdefault(line.region.code, []).append(line.read)
    chosen = {id(read): standing for rivals in by_region.values() for read, standing in _among(rivals)}
    return [
        _with(line, findings, chosen[id(line.read)]) if id(line.read) in chosen else (line, findings)
        for line, findings in told
    ]


def check_missing(lines: Sequence[CentreLine], ground: Ground) -> Iterator[tuple[TerritoryRecord, Finding]]:
    """LISTPOP: each region has sent something."""
    sent = {line.region.code for line in lines if line.region is not None}
    for region in ground.regions:
        if region.code not in sent:
            month = SpokenMonth(ground.period.year, ground.period.month)
            facts = {"region": region.names, "month": month, "due": short_date(ground.due_on)}
            name = region.names.text
            yield region, Finding("LISTPOP", Severity.ERROR, name, "", "", MISSING, facts, region=region.code)


@dataclass(frozen=True)
class _Standing:
    state: FileState
    finding: Finding | None = None


def _alone(read: ReadFile, ground: Ground) -> Told:
    region = ground.region_of(read.region_name) if read.region_name else None
    code = region.code if region is not None else ""
    findings = tuple(finding.of(code) for finding in read.findings)
    if read.state is not FileState.ACCEPTED:
        return CentreLine(region, read, read.state), findings
    if region is None:
        finding = _error("REGION", read, read.region_name, "", NO_REGION)
        return CentreLine(None, read, FileState.WRONG_REGION), (*findings, finding)
    true = ground.period.year, ground.period.month
    own = read.period or true
    if own != true:
        said, wanted = (f"{month:02}.{year}" for year, month in (own, true))
        finding = _error("MONTH", read, said, wanted, OTHER_MONTH).of(code)
        return CentreLine(region, read, FileState.WRONG_MONTH), (*findings, finding)
    return CentreLine(region, replace(read, period=own), FileState.ACCEPTED), findings


def _among(rivals: Sequence[ReadFile]) -> Iterator[tuple[ReadFile, _Standing]]:
    """A higher number takes the place of the lower ones; of equals none can be preferred."""
    highest = max(read.number for read in rivals)
    latest = [read for read in rivals if read.number == highest]
    different = {_content(read) for read in latest}
    for read in rivals:
        other = next((each for each in latest if _content(each) != _content(read)), None)
        first = next(each for each in rivals if _content(each) == _content(read) and each.number == read.number)
        if read.number < highest:
            facts = str(read.number), str(highest)
            yield read, _Standing(FileState.SUPERSEDED, _warning("VERSION", read, *facts, OLDER))
        elif len(different) > 1 and other is not None:
            finding = _error("VERSION", read, str(read.number), "", TWO_OF_ONE, other=other.name)
            yield read, _Standing(FileState.CONFLICT, finding)
        elif first is not read:
            finding = _warning("VERSION", read, str(read.number), "", SAME_AGAIN, other=first.name)
            yield read, _Standing(FileState.REPEATED, finding)


def _content(read: ReadFile) -> tuple[object, ...]:
    people = read.own.people.digest if read.own is not None else read.sha256
    return read.digest, people


def _with(line: CentreLine, findings: tuple[Finding, ...], standing: _Standing) -> Told:
    region = line.region.code if line.region is not None else ""
    more = (standing.finding.of(region),) if standing.finding is not None else ()
    return CentreLine(line.region, line.read, standing.state), (*findings, *more)


def _error(rule: str, read: ReadFile, said: str, true: str, message: str, /, **facts: object) -> Finding:
    told = {"said": said, "true": true, **facts}
    return Finding(rule, Severity.ERROR, read.name, said, true, message, told, file=read.name)


def _warning(rule: str, read: ReadFile, said: str, true: str, message: str, /, **facts: object) -> Finding:
    told = {"said": said, "true": true, **facts}
    return Finding(rule, Severity.WARNING, read.name, said, true, message, told, file=read.name)
