"""The columns of the register, of what rests on a paper, of its files, and of what is quoted but not registered."""

from desktop_app.i18n import N_, _
from desktop_app.orders.records import Citation, OrderFileRecord, OrderRecord, Quoted, cited_name
from ui.models.table_model import Align, Column
from ui.theme import Tone

NUMBER = Column[OrderRecord]("number", N_("Number"), lambda row: row.number, width=96)
DAY = Column[OrderRecord]("dated_on", N_("Day"), lambda row: row.dated_on, width=90)
TITLE = Column[OrderRecord](
    "title", N_("What it is about"), lambda row: row.title, width=180, is_stretched=True, hint=lambda row: row.note
)
RESTING = Column[OrderRecord]("resting", N_("Rests on it"), lambda row: row.resting or None, width=88)
ISSUER = Column[OrderRecord]("issuer", N_("Issued by"), lambda row: row.issuer, width=130)
STATE = Column[OrderRecord](
    "state",
    N_("State"),
    lambda row: _("In force") if row.cancelled_on is None else _("Cancelled"),
    tone=lambda row: Tone.GOOD if row.cancelled_on is None else Tone.BAD,
    hint=lambda row: row.cancelling_reason,
    width=104,
)
PEOPLE = Column[OrderRecord]("people", N_("People"), lambda row: row.people or None, width=64)

COMING_COLUMNS = (NUMBER, DAY, TITLE, ISSUER, RESTING)
OWN_COLUMNS = (NUMBER, DAY, TITLE, PEOPLE, STATE)

QUOTED_COLUMNS: tuple[Column[Quoted], ...] = (
    Column("number", N_("Number"), lambda row: row.number, width=140),
    Column("dated_on", N_("Day"), lambda row: row.dated_on, width=110),
    Column(
        "kinds",
        N_("Quoted by"),
        lambda row: ", ".join(cited_name(kind) for kind in row.kinds),
        width=320,
        is_stretched=True,
    ),
    Column("places", N_("Records"), lambda row: row.places, width=90),
    Column("whose", N_("Whose"), lambda row: _("Own order") if row.is_own else "", width=140),
)

CITED_COLUMNS: tuple[Column[Citation], ...] = (
    Column("kind", N_("Record"), lambda row: cited_name(row.kind), width=150),
    Column("text", N_("Which"), lambda row: row.text, width=200, is_stretched=True, is_told_whole=True),
)

FILE_COLUMNS: tuple[Column[OrderFileRecord], ...] = (
    Column("name", N_("File"), lambda row: row.file_name, width=180, is_stretched=True, hint=lambda row: row.sha256),
    Column("size", N_("Size, kB"), lambda row: max(1, row.size // 1024), width=84, align=Align.RIGHT),
)
