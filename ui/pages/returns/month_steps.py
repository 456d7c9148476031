"""The path of a month's return: what is done, what is next, and in a sentence what each step asks for."""

from dataclasses import dataclass

from desktop_app.i18n import _
from desktop_app.returns.states import KeptReturn, ReturnState, Way
from ui import formats
from ui.widgets.step_path import Step, StepState

FIGURES, CHECKED, APPROVED, SENT = "figures", "checked", "approved", "sent"
_ORDER = (ReturnState.DRAFT, ReturnState.CHECKED, ReturnState.APPROVED, ReturnState.SENT)


@dataclass(frozen=True)
class Standing:
    """How a month stands: ``errors`` and ``unexplained`` are None while the checks run.

    ``changed`` cells would say something else now than what was sent.
    """

    way: Way
    errors: int | None = None
    unexplained: int | None = None
    changed: int = 0

    @property
    def is_held(self) -> bool:
        return bool(self.errors or self.unexplained)

    @property
    def under_way(self) -> KeptReturn | None:
        """What is on its way: the one made since the last was sent, else the sent one while nothing differs from it."""
        return self.way.current or (None if self.changed else self.way.sent)

    @property
    def done(self) -> int:
        """How many steps of the path are behind it, the figures not counted."""
        return _ORDER.index(self.under_way.state) if self.under_way is not None else 0


def path_of(standing: Standing) -> list[Step]:
    kept, sent = standing.under_way, standing.way.sent
    sent_note = "" if sent is None or sent.sent_at is None else formats.date_text(sent.sent_at.date())
    if sent is not None:
        sent_note = _("No. {number}, {day}", number=sent.number, day=sent_note)
    parts = (
        (FIGURES, _("Figures"), _figures_note(standing), _("What holds them back is in the tab of checks.")),
        (CHECKED, _("Checked"), _day_of(kept, ReturnState.CHECKED), _("No errors, and every warning explained.")),
        (APPROVED, _("Approved"), _day_of(kept, ReturnState.APPROVED), _("The director looks at it and agrees.")),
        (SENT, _("Sent"), sent_note, _("It has its number, and what it counts is locked.")),
    )
    return [
        Step(name, title, _state(place, standing), note, ask) for place, (name, title, note, ask) in enumerate(parts)
    ]


def _state(place: int, standing: Standing) -> StepState:
    is_held = standing.is_held and standing.done == 0
    if place == 0:
        return StepState.PROBLEM if is_held else StepState.DONE
    if place <= standing.done:
        return StepState.DONE
    return StepState.CURRENT if place == standing.done + 1 and not is_held else StepState.WAITING


def _figures_note(standing: Standing) -> str:
    if standing.errors is None:
        return _("being checked")
    if standing.is_held and standing.done == 0:
        return _("errors: {errors}, to explain: {warnings}", errors=standing.errors, warnings=standing.unexplained)
    return _("changed since sent") if standing.changed else ""


def _day_of(kept: KeptReturn | None, state: ReturnState) -> str:
    taken = [step.at for step in kept.steps if step.state is state] if kept is not None else []
    return formats.date_text(taken[-1].date()) if taken else ""
