"""What was done to a template while it was designed, back to the beginning and forth again."""

from dataclasses import dataclass

from desktop_app.certificate_templates.model import Template


@dataclass(frozen=True)
class Moment:
    """The template as it was, and the names of the elements that were chosen."""

    template: Template
    chosen: tuple[str, ...] = ()


class History:
    """Letters typed into one field, or steps of an arrow key, without a pause are one act."""

    def __init__(self, template: Template) -> None:
        self.now = Moment(template)
        self._before: list[Moment] = []
        self._after: list[Moment] = []
        self._going_on = ""

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def choose(self, chosen: tuple[str, ...]) -> None:
        """No act: it is not undone by itself."""
        self.now = Moment(self.now.template, chosen)
        self.pause()

    def do(self, template: Template, chosen: tuple[str, ...], *, going_on: str = "") -> None:
        """``going_on`` names what may go on for a while; empty for an act of its own."""
        if template == self.now.template:
            return
        if not going_on or going_on != self._going_on:
            self._before.append(self.now)
        self._going_on = going_on
        self._after.clear()
        self.now = Moment(template, chosen)

    def pause(self) -> None:
        """What comes next is an act of its own."""
        self._going_on = ""

    def undo(self) -> bool:
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        return self._step(self._after, self._before)

    def _step(self, taken_from: list[Moment], kept_in: list[Moment]) -> bool:
        if not taken_from:
            return False
        kept_in.append(self.now)
        self.now = taken_from.pop()
        self.pause()
        return True
