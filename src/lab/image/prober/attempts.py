"""Attempts to get an answer out of an address, by connect or by ping."""
from clock import ms_since

TRY = 0.150  # seconds an attempt may stay silent
TRIES = 3  # "dropped" is never concluded from one SYN: a full backlog loses some, and the kernel resends after 1 s


def attempt(result, start):
    return {"result": result, "ms": ms_since(start)}


def enough(attempts):
    return len(attempts) == TRIES or attempts[-1]["result"] != "timeout"


def needs_proof(ask, attempts):
    # Silence and "unreachable" may also be this namespace's own trouble; open and refused are somebody's answer.
    return not ask.get("bare") and attempts[-1]["result"] not in ("ok", "ECONNREFUSED")
