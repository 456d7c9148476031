"""Reading returns of the regions and putting them together, in the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.bound_forms.shelf import forms
from desktop_app.centre import Centre
from desktop_app.consolidation.ground import gather
from desktop_app.consolidation.keeping import keep, kept_digests, lay_out_kept
from desktop_app.consolidation.records import Country, ReadFile
from desktop_app.consolidation.service import put_together, read_through
from desktop_app.consolidation.standing import month_of
from desktop_app.progress import Progress


@dataclass(frozen=True)
class Gathered:
    """``waiting`` returns of the month are kept and not read here; ``forms`` are the names of the saved forms."""

    files: tuple[ReadFile, ...]
    country: Country
    waiting: int
    forms: tuple[str, ...] = ()
    kept: int = 0


def look(centre: Centre, *, files: Sequence[ReadFile], month: date) -> Gathered:
    """What was read already, as the country of another month."""
    country = put_together(files, centre.read(gather, year=month.year, month=month.month))
    known = {read.sha256 for read in files}
    kept = centre.read(kept_digests, year=month.year, month=month.month)
    names = dict.fromkeys(form.name for form in centre.read(forms) if form.retired_on is None)
    return Gathered(tuple(files), country, len(kept - known), tuple(names))


def take(
    centre: Centre, progress: Progress, *, before: Sequence[ReadFile], paths: Sequence[Path], month: date, form: str
) -> Gathered:
    """Read more files, and keep the returns among them. The first ones say themselves which month is meant."""
    again = {path.resolve() for path in paths}
    old = [read for read in before if read.path.resolve() not in again]
    new = read_through(centre, paths, form=form, month=(month.year, month.month), progress=progress)
    told = month_of(new) if not before else None
    gathered = look(centre, files=_once(old, new), month=date(*told, 1) if told else month)
    kept = centre.write(keep, gathered.country.lines)
    return Gathered(gathered.files, gathered.country, 0, gathered.forms, kept.value)


def take_kept(centre: Centre, progress: Progress, *, before: Sequence[ReadFile], month: date) -> Gathered:
    """Read again what is kept of the month."""
    with TemporaryDirectory(dir=centre.paths.folder, prefix=".~received-") as folder:
        paths = centre.read(lay_out_kept, year=month.year, month=month.month, folder=Path(folder))
        new = read_through(centre, paths, month=(month.year, month.month), progress=progress)
    return look(centre, files=_once(before, new), month=month)


def _once(before: Sequence[ReadFile], new: Sequence[ReadFile]) -> list[ReadFile]:
    """A file that was read already is not there twice because it was chosen from two places."""
    known = {read.sha256 for read in before if read.sha256}
    return [*before, *(read for read in new if read.sha256 not in known)]
