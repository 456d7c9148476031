"""Files of papers: kept byte for byte, once, and never given out altered."""

from hashlib import sha256

import pytest
from sqlalchemy import update

from db.models.orders import OrderFile
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.orders import files
from desktop_app.orders.files import add_file, file_content, files_of, remove_file
from desktop_app.orders.service import paper
from tests.factories import order, write

SCAN = bytes(range(256)) * 40


@pytest.fixture
def order_id(centre: Centre) -> int:
    return write(centre, order()).id


def test_a_file_comes_back_byte_for_byte(centre: Centre, order_id: int) -> None:
    file_id = centre.write(add_file, order_id=order_id, file_name="577 skan.pdf", content=SCAN).value
    assert centre.read(file_content, file_id=file_id) == ("577 skan.pdf", SCAN)
    (kept,) = centre.read(files_of, order_id=order_id)
    assert (kept.sha256, kept.size) == (sha256(SCAN).hexdigest(), len(SCAN))
    assert centre.read(paper, order_id=order_id).files == 1


def test_the_same_bytes_are_kept_once(centre: Centre, order_id: int) -> None:
    centre.write(add_file, order_id=order_id, file_name="a.pdf", content=SCAN)
    with pytest.raises(CentreError, match="file_kept"):
        centre.write(add_file, order_id=order_id, file_name="b.pdf", content=SCAN)


def test_empty_and_huge_files_are_refused(centre: Centre, order_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_BYTES", 100)
    for content, code in ((b"", "file_empty"), (SCAN, "file_too_large")):
        with pytest.raises(CentreError, match=code):
            centre.write(add_file, order_id=order_id, file_name="a.pdf", content=content)


def test_bytes_that_changed_in_the_database_are_not_given_out(centre: Centre, order_id: int) -> None:
    file_id = centre.write(add_file, order_id=order_id, file_name="a.pdf", content=SCAN).value

    def spoil(unit: UnitOfWork) -> None:
        unit.execute_bulk(update(OrderFile).values(content=b"other"), reason="a test spoils a file")

    centre.write(spoil)
    with pytest.raises(CentreError, match="file_altered"):
        centre.read(file_content, file_id=file_id)


def test_a_removed_file_can_be_put_back(centre: Centre, order_id: int) -> None:
    file_id = centre.write(add_file, order_id=order_id, file_name="a.pdf", content=SCAN).value
    of_order, name, content = centre.write(remove_file, file_id=file_id).value
    assert centre.read(files_of, order_id=order_id) == []
    centre.write(add_file, order_id=of_order, file_name=name, content=content)
    assert [kept.file_name for kept in centre.read(files_of, order_id=order_id)] == ["a.pdf"]
