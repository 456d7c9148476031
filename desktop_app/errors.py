"""What can go wrong in a centre's work and is no bug: each error carries facts and knows its sentence."""

from typing import Any

from desktop_app.i18n import N_, _


class CentreError(Exception):
    """An expected failure, shown calmly.

    ``code`` is stable and documented; ``message`` is a marked catalogue text with named places; ``facts``
    fill them. ``text`` is made when it is shown, in the language of that moment.
    """

    def __init__(self, code: str, message: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.facts = facts

    @property
    def text(self) -> str:
        return _(self.message, **self.facts)

    def __str__(self) -> str:
        return self.code


class Refused(CentreError):
    """A rule of the centre said no."""


class AtField(CentreError):
    """``field`` names where it was typed, if one field is to blame."""

    def __init__(self, code: str, message: str, /, *, field: str = "", **facts: object) -> None:
        super().__init__(code, message, **facts)
        self.field = field


class Invalid(AtField):
    """What was typed or given cannot be used."""


class Duplicate(AtField):
    """It is there already."""


class NotFound(CentreError):
    """It is not there, or no longer."""


class Conflict(CentreError):
    """Someone else changed the record since it was read."""

    def __init__(self, **facts: object) -> None:
        super().__init__(
            "changed_by_another",
            N_("Someone else has changed this record. Open it again and repeat your change."),
            **facts,
        )


class WorkbookRejected(CentreError):
    """A file from outside cannot be read; the database was not touched."""


class StorageError(CentreError):
    """The disk, the folder or the database file does not let us work."""


class SignInNeeded(CentreError):
    """The centre opens only for somebody who has an account in it, and works only as long as the account does."""

    def __init__(self) -> None:
        super().__init__("sign_in_needed", N_("These data open only for people of the centre: sign in first."))


class Cancelled(CentreError):
    """The person stopped a long work; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("cancelled", N_("Stopped. Nothing was changed."))


class SecondNeeded(CentreError):
    """An act that needs two people was asked for by one; it carries what exactly was asked for."""

    def __init__(
        self,
        *,
        act: str,
        entity: str,
        entity_id: str,
        fingerprint: str,
        summary: dict[str, str],
        kept: dict[str, Any] | None = None,
    ) -> None:
        message = N_("This needs a second person: {what}. Ask one who may allow it to sign, or send the request.")
        super().__init__("second_needed", message, what=summary.get("what", act))
        self.act = act
        self.entity = entity
        self.entity_id = entity_id
        self.fingerprint = fingerprint
        self.summary = summary
        # As a request keeps it: the summary in every language.
        self.kept = summary if kept is None else kept
