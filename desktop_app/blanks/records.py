"""Blanks as screens and the balance act see them."""

from dataclasses import dataclass
from datetime import date

from db.models.certificates import BlankState as BlankState
from desktop_app.i18n import N_

STATE_WORDS = {
    BlankState.LEFT: N_("In stock"),
    BlankState.USED: N_("Used"),
    BlankState.SPOILED: N_("Spoiled"),
    BlankState.LOST: N_("Lost"),
}


def written(letters: str, number: int, digits: int) -> str:
    """The number as it stands on the blank: MO 000831."""
    return f"{letters} {number:0{digits}}"


@dataclass(frozen=True)
class Receipt:
    """A run of blanks as it came in, and what became of them by now."""

    id: int
    letters: str
    first: int
    last: int
    digits: int
    received_on: date
    document: str
    note: str
    used: int
    spoiled: int
    lost: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def left(self) -> int:
        return self.count - self.used - self.spoiled - self.lost

    @property
    def text(self) -> str:
        first, last = (written(self.letters, number, self.digits) for number in (self.first, self.last))
        return f"{first} – {last}"


@dataclass(frozen=True)
class BlankRecord:
    """One blank; ``certificate`` and ``holder`` are of the paper that stands on it or was misprinted on it."""

    id: int
    letters: str
    number: int
    digits: int
    state: BlankState
    changed_on: date | None
    changed_by: str
    reason: str
    act_number: str
    certificate: str
    holder: str
    cohort_id: int | None

    @property
    def text(self) -> str:
        return written(self.letters, self.number, self.digits)

    @property
    def is_lent(self) -> bool:
        """Whether it went along with lent work; ``changed_by`` is then who has it."""
        return self.state is BlankState.LEFT and self.changed_on is not None


@dataclass(frozen=True)
class Tray:
    """The blanks of a series that lie ready: how many, and the lowest number of them."""

    letters: str
    left: int
    first: int
    digits: int

    @property
    def text(self) -> str:
        return written(self.letters, self.first, self.digits)


@dataclass(frozen=True)
class BalanceLine:
    """One series over a period: what was there and came in is what went and is left."""

    letters: str
    before: int
    received: int
    used: int
    spoiled: int
    lost: int

    @property
    def left(self) -> int:
        return self.before + self.received - self.used - self.spoiled - self.lost
