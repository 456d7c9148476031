"""By which pages one came to where the window is: Back leads there, not merely up."""

from ui.navigation import Target


class Trail:
    """The places left one after another, each page once: whoever comes to a page again has gone back to it."""

    def __init__(self) -> None:
        self._left: list[Target] = []

    def leave(self, here: Target, towards: str) -> None:
        """One goes from here on to the page of that name."""
        pages = [place.page for place in self._left]
        if towards in pages:
            del self._left[pages.index(towards) :]
        elif towards != here.page:
            self._left.append(here)

    def back(self) -> Target | None:
        """The place one came from, which one goes back to now; None at the beginning."""
        return self._left.pop() if self._left else None

    def begin_anew(self) -> None:
        self._left.clear()
