"""Drags people from one table onto a line of another."""

from collections.abc import Callable, Sequence

from ui.widgets.table_view import TableView

PEOPLE = "application/x-mahorat-people"


def let_people_be_dragged(
    source: TableView,
    target: TableView,
    *,
    taken: Callable[[], Sequence[int]],
    dropped: Callable[[Sequence[int], int], object],
) -> None:
    """``taken`` gives the ids of who is dragged; ``dropped`` is told them and the line of the target they fell on."""

    def carried() -> bytes:
        return ",".join(map(str, taken())).encode()

    def fallen(content: bytes, line: int) -> None:
        dropped([int(person_id) for person_id in content.decode().split(",")], line)

    source.let_drag(PEOPLE, carried)
    target.let_drop(PEOPLE, fallen)
