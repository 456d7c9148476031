"""Keys noted at equal distances along a list in the order of an index, so that any page of it is near one."""

from dataclasses import dataclass

# So many people are gone through at the most on the way to a page, for two milliseconds. Each key noted is a way to the
# server and back.
DISTANCE = 4_000
# A sorting key, and the id of the person who bears it.
Key = tuple[str, int]
BEFORE_ALL: Key = ("", 0)


@dataclass(frozen=True)
class Milestones:
    """``keys`` begins with ``BEFORE_ALL``; each further one is of the person ``distance`` places after the last."""

    keys: tuple[Key, ...]
    distance: int
    total: int

    def before(self, place: int) -> tuple[Key, int]:
        """The last key before a place of the list, and how many people lie between the two."""
        passed = min(place // self.distance, len(self.keys) - 1)
        return self.keys[passed], place - passed * self.distance
