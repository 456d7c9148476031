"""How long one waits after wrong passwords: counted by the time since the PC started, never by its calendar."""

from typing import Any

from desktop_app.clock import Uptime

FREE_TRIES = 4
LONGEST_S = 900

Throttle = dict[str, Any]


def wait_after(failures: int) -> int:
    """Seconds: none after the first four, then 1, 2, 4 and so on up to a quarter of an hour."""
    return 0 if failures <= FREE_TRIES else min(LONGEST_S, 2 ** min(failures - FREE_TRIES - 1, 10))


def knock(throttle: Throttle, name: str, uptime: Uptime) -> float:
    """Seconds that are still to wait; 0 lets one try and counts it as wrong until ``forgive`` takes it back.

    Counted before the try, so that killing the program wins nothing. After a restart of the PC the wait begins anew.
    """
    entry = throttle.get(name) or {"failures": 0}
    wait = wait_after(entry["failures"])
    if wait:
        if entry["boot"] != uptime.boot or uptime.seconds < entry["since"]:
            throttle[name] = entry | _stamp(uptime)
            return wait
        left = float(wait - (uptime.seconds - entry["since"]))
        if left > 0:
            return left
    throttle[name] = {"failures": entry["failures"] + 1, **_stamp(uptime)}
    return 0


def forgive(throttle: Throttle, name: str) -> None:
    throttle.pop(name, None)


def _stamp(uptime: Uptime) -> Throttle:
    return {"boot": uptime.boot, "since": uptime.seconds}
