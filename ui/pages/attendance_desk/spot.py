"""Where in a register an act begins, as the register tells it."""

from typing import Protocol


class Spot(Protocol):
    @property
    def cohort_id(self) -> int: ...
    @property
    def enrolment_id(self) -> int | None: ...
    @property
    def session_id(self) -> int | None: ...
