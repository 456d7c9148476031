"""Files of registered papers: kept byte for byte, given back only if they are still what was taken in."""

from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from db.models.orders import OrderFile
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Duplicate, Invalid, NotFound, StorageError
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.orders.own import load_order
from desktop_app.orders.records import OrderFileRecord

# A scan of an order of ten pages has two to five; every backup carries all of them.
LARGEST_BYTES = 30 * 1024 * 1024
_ABOUT = (
    OrderFile.id,
    OrderFile.order_id,
    OrderFile.file_name,
    OrderFile.size,
    OrderFile.sha256,
    OrderFile.added_at,
    OrderFile.added_by,
)


def add_file(unit: UnitOfWork, *, order_id: int, file_name: str, content: bytes) -> int:
    """Keep a file with a paper; returns its id.

    Raises Invalid for an empty file or one beyond the limit, Duplicate for the same bytes once more.
    """
    load_order(unit, order_id)
    if not content:
        raise Invalid("file_empty", N_("The file {name} is empty."), name=file_name)
    if len(content) > LARGEST_BYTES:
        message = N_("The file {name} is larger than {most} MB. Scan it in grey with 200 dots an inch.")
        raise Invalid("file_too_large", message, name=file_name, most=LARGEST_BYTES // 1024**2)
    digest = sha256(content).hexdigest()
    kept = select(OrderFile.file_name).where(OrderFile.order_id == order_id, OrderFile.sha256 == digest)
    same = unit.session.scalar(kept.limit(1))
    if same is not None:
        raise Duplicate("file_kept", N_("The same file is kept already: {name}."), name=same)
    row = OrderFile(order_id=order_id, file_name=tidy(file_name), sha256=digest, size=len(content), content=content)
    row.added_at, row.added_by = unit.now, unit.actor.name
    unit.session.add(row)
    unit.session.flush()
    return row.id


def files_of(unit: UnitOfWork, *, order_id: int) -> list[OrderFileRecord]:
    rows = unit.session.execute(select(*_ABOUT).where(OrderFile.order_id == order_id).order_by(OrderFile.id))
    return [OrderFileRecord(*row) for row in rows]


def file_content(unit: UnitOfWork, *, file_id: int) -> tuple[str, bytes]:
    """Name and bytes of a kept file. Raises NotFound, StorageError when the bytes are not those taken in."""
    found = unit.session.execute(
        select(OrderFile.file_name, OrderFile.content, OrderFile.sha256).where(OrderFile.id == file_id)
    ).one_or_none()
    if found is None:
        raise _gone()
    name, content, digest = found
    if sha256(content).hexdigest() != digest:
        raise StorageError("file_altered", N_("The file {name} is no longer what was taken in."), name=name)
    return name, content


def remove_file(unit: UnitOfWork, *, file_id: int) -> tuple[int, str, bytes]:
    """Take a file out; returns what ``add_file`` needs to undo it: the paper, the name, the bytes."""
    name, content = file_content(unit, file_id=file_id)
    # The journal looks at every column of what is deleted: the bytes must be read before the row is gone.
    row = unit.session.get_one(OrderFile, file_id, options=[undefer(OrderFile.content)])
    unit.session.delete(row)
    return row.order_id, name, content


def files_count(unit: UnitOfWork, *, order_ids: list[int]) -> dict[int, int]:
    counts = select(OrderFile.order_id, func.count()).where(OrderFile.order_id.in_(order_ids))
    return dict(unit.session.execute(counts.group_by(OrderFile.order_id)).all())


def _gone() -> NotFound:
    return NotFound("file_gone", N_("This file is no longer there."))
