"""What the one who is signed in may do, as far as screens show it; the services ask again and for certain.

Rights are named by the values of ``desktop_app.accounts.rights.Right``: that module brings the database machinery,
which must not delay the first picture.
"""

from collections.abc import Iterable

from desktop_app.i18n import _

_held: frozenset[str] | None = None
_own: frozenset[str] = frozenset()


def hold(rights: Iterable[str] | None, *, own: Iterable[str] = ()) -> None:
    """From now on screens are made for somebody with these rights; None: everybody may do everything.

    ``own`` are those that hold for the cohorts that the person leads, and for nothing of others.
    """
    global _held, _own
    _held = None if rights is None else frozenset(rights)
    _own = frozenset(own)


def are_held() -> bool:
    """Whether somebody is signed in: only then there is anything to be locked."""
    return _held is not None


def may(*rights: str) -> bool:
    """Whether one of the rights is held; what needs none is open to all."""
    return _held is None or not any(rights) or any(right in _held for right in rights)


def may_for_all(right: str) -> bool:
    """Whether the right is held, and for whatever cohort."""
    return may(right) and right not in _own


def reason(*rights: str) -> str:
    """The sentence that says what is missing."""
    if any(right in _own for right in rights):
        return _("You may do this only for the cohorts that you lead.")
    from desktop_app.accounts.rights import Right, no_right

    return no_right(Right(rights[0])).text if any(rights) else _("You have no right to this.")
