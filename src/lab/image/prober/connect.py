import socket
import struct

from attempts import needs_proof
from dial import dial_tries
from read import read
from surroundings import surroundings
from unmeasured import Unmeasured

# Closed so, a connection is over at once: no late packet makes the entries anew that are to be forgotten.
RESET = struct.pack("ii", 1, 0)


def connect(ask):
    ns, address = ask["ns"], ask["address"]
    before = listen_overflows(ask.get("targetNs"))
    attempts, sock = yield from dial_tries(ns, address, ask["port"], ask.get("ports"), not ask.get("unbounded"))
    if ask.get("forget"):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    sock.close()
    around = None
    if needs_proof(ask, attempts):
        around = yield from surroundings(ns, address)
        after = listen_overflows(ask.get("targetNs"))
        if before is not None and after is not None:
            around["listenOverflows"] = after - before
    return {"attempts": attempts, "around": around}


def listen_overflows(ns):
    """SYNs lost to full backlogs in a namespace so far, or None."""
    if ns is None:
        return None
    try:
        lines = read({"root": "host", "ns": ns, "path": "/proc/self/net/netstat"})["text"].splitlines()
    except (OSError, Unmeasured):
        return None
    for names, values in zip(lines[::2], lines[1::2]):
        if names.startswith("TcpExt:"):
            counts = dict(zip(names.split(), values.split()))
            return int(counts.get("ListenOverflows", 0)) + int(counts.get("ListenDrops", 0))
    return None
