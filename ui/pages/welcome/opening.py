"""What the first start does in the worker: found a centre, or make and open a demonstration."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.i18n import _
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.reference.records import NewCentre

if TYPE_CHECKING:
    from desktop_app.centre import Centre

DEMONSTRATION_PEOPLE = 2000
DEMONSTRATION_SEED = 1
TOSHKENT_CITY = "1726"


def founded_centre(folder: Path, new: NewCentre) -> "Centre":
    """Raises CentreError when the folder cannot carry a centre or holds one, or when a field is wrong."""
    from desktop_app.bootstrap import create_centre

    return create_centre(CentrePaths(folder), new)


def opened_centre(folder: Path) -> "Centre":
    """Raises CentreError when there is no centre in the folder or it cannot be opened."""
    from desktop_app.bootstrap import open_centre

    return open_centre(CentrePaths(folder))


def opened_demonstration(folder: Path, progress: Progress) -> "Centre":
    """The demonstration centre of the folder, made first if it is not there. Raises CentreError."""
    from desktop_app.bootstrap import create_centre, open_centre
    from desktop_app.demo.filling import fill_demo

    paths = CentrePaths(folder)
    if paths.database.exists():
        return open_centre(paths)
    centre = create_centre(paths, _demonstration_centre())
    try:
        fill_demo(centre, people=DEMONSTRATION_PEOPLE, seed=DEMONSTRATION_SEED, progress=progress)
    except BaseException:
        centre.close()
        # A centre that was filled in part would be opened as whole the next time.
        paths.database.unlink(missing_ok=True)
        raise
    return centre


def restored_centre(folder: Path, file: Path, code: str) -> None:
    """Put a backup into a folder that holds no centre yet; ``code`` empty where no sheet protects it.

    Raises CentreError when the folder holds a centre, and as ``bootstrap.restore_by_sheet``.
    """
    from desktop_app.bootstrap import restore_by_sheet

    restore_by_sheet(CentrePaths(folder), file, code=code).close()


def founded_lent(folder: Path, file: Path, password: str) -> None:
    """Make a centre of lent work in a folder that holds none yet. Raises CentreError as ``open_lent``."""
    from desktop_app.lending.opening import open_lent

    open_lent(file, CentrePaths(folder), password=password).close()


def _demonstration_centre() -> NewCentre:
    return NewCentre(
        name=_("Demonstration centre"),
        region_code=TOSHKENT_CITY,
        director="Karimova Dilnoza Shavkatovna",
        address="Toshkent",
        staff_name="Yoʻldosheva Nargiza",
        staff_title=_("Methodologist"),
        is_demonstration=True,
    )
