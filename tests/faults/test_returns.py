"""A return killed while it is written: the file is the old one or the new one, and what is kept agrees with it."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2
import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.returns.carrier import carried, digest_of_carried
from desktop_app.safety.snapshot import opened, structural_faults
from desktop_app.whole_file import sweep_leftovers
from tests.faults.marking_jobs import NOW
from tests.faults.return_jobs import EXPORTERS
from tests.faults.tries import Tries
from tests.returns.year import fill_year

if TYPE_CHECKING:
    from tests.faults.conftest import Children

KILLS = 4
LIVES_S = (0.0, 0.6)


@pytest.fixture
def office(centre_paths: CentrePaths) -> Path:
    """The file of a centre with a small year behind it."""
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    fill_year(centre)
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.database


def test_a_return_is_whole_whenever_it_is_killed(children: "Children", office: Path, tries: Tries) -> None:
    target = office.parent / "hisobot.xlsx"
    for _kill in tries.times(KILLS, 500):
        told = children.run_and_kill("write_returns", office, lives_s=LIVES_S, after="written")
        acknowledged = [words[1] for words in told if words[0] == "written"]
        with opened(office) as raw:
            assert structural_faults(raw) == []
            kept = [row[0] for row in raw.execute("SELECT sha256 FROM return_snapshot ORDER BY id")]
        assert set(acknowledged) <= set(kept)
        found = carried(target)
        assert found is not None
        assert digest_of_carried(found) == found.digest
        # A file is never ahead of what the centre keeps.
        assert sha256(target.read_bytes()).hexdigest() in kept
    sweep_leftovers(office.parent, older_than_seconds=-1)
    assert [path.name for path in office.parent.glob(".~*")] == []


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_what_goes_out_with_a_return_is_whole_whenever_it_is_killed(
    children: "Children", office: Path, tries: Tries, exporter: str
) -> None:
    for _kill in tries.times(1, 40):
        children.run_and_kill(exporter, office, lives_s=LIVES_S, after="written")
        found = [path for path in office.parent.glob("[!.]*") if path.suffix in WHOLE]
        assert found
        for path in found:
            WHOLE[path.suffix](path.read_bytes())
    sweep_leftovers(office.parent, older_than_seconds=-1)
    assert [path.name for path in office.parent.glob(".~*")] == []


def require_whole_package(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None


def require_whole_pdf(content: bytes) -> None:
    assert len(pypdfium2.PdfDocument(content)) > 0
    assert content.rstrip().endswith(b"%%EOF")


def require_whole_mail(content: bytes) -> None:
    (enclosed,) = message_from_bytes(content, policy=default).iter_attachments()
    require_whole_package(enclosed.get_content())


WHOLE: dict[str, Callable[[bytes], None]] = {
    ".xlsx": require_whole_package,
    ".docx": require_whole_package,
    ".pdf": require_whole_pdf,
    ".eml": require_whole_mail,
}
