"""What lies around a target that gave neither open nor refused."""
import socket

from arp import somebody_owns
from attempts import TRY
from clock import now
from dial import dial
from namespaces import socket_in
from netlink import default_gateway, has_room, neighbour_of, own_address, route_to
from sockets import family_of

CONTROL_PORT = 9  # discard; refused is as good an answer as open
# An entry outlives its owner: the kernel believes it for half a minute after `docker rm`, and takes 8 s to find out.
UNSURE = ("REACHABLE", "STALE", "DELAY", "PROBE")


def surroundings(ns, address):
    """Read right after the attempts: the neighbour entry tells "nobody owns that address" from "dropped"."""
    family = family_of(address)
    with socket_in(ns, socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
        gateway, source, interface = route_to(kernel, family, address)
        hop = gateway or (address if interface else None)
        neighbour = neighbour_of(kernel, family, interface, hop) if hop else None
        if hop and neighbour is None and not has_room(kernel, family, interface, hop):
            neighbour = "FULL"
        loopback = "::1" if family == socket.AF_INET6 else "127.0.0.1"
        controls = [gateway, default_gateway(kernel, family), source, own_address(kernel, family), loopback]
    if neighbour in UNSURE and source and family == socket.AF_INET:
        if not (yield from somebody_owns(ns, interface, source, hop)):
            neighbour = "FAILED"
    control, result = yield from first_control(ns, family, [c for c in controls if c and c != address])
    return {
        "neighbour": neighbour,
        "nextHop": hop,
        "source": source,
        "listenOverflows": None,
        "control": result,
        "controlTarget": control and "%s:%d" % (control, CONTROL_PORT),
    }


def first_control(ns, family, controls):
    """The first of these addresses that answers, and how; when none does, what the first of them came to."""
    first = None, None
    for control in dict.fromkeys(controls):
        with socket_in(ns, family, socket.SOCK_STREAM) as sock:
            result = yield from dial(sock, control, CONTROL_PORT, now() + TRY)
        if result in ("ok", "ECONNREFUSED"):
            return control, result
        if control == controls[0]:
            first = control, result
    return first


def around(ask):
    """The question `around`: the surroundings alone, after attempts that were made without them."""
    return (yield from surroundings(ask["ns"], ask["address"]))
