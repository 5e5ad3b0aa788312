import _thread
import socket
import struct

from attempts import TRIES
from clock import now
from loop import loop
from namespaces import entered
from sockets import first_answer

FRESH = 0.5  # seconds an answer counts for others who ask the same
asking = {}  # what is being asked: who waits for the answer as well
answers = {}  # what was asked: (when, whether somebody owns it)

ARP_TRY = 0.050
ETH_P_ARP, REQUEST, REPLY, ETHERNET = 0x0806, 1, 2, 1
PACKET = struct.Struct("!HHBBH6s4s6s4s")


def somebody_owns(ns, interface, source, address):
    """Whether an ARP request for the address is answered now, or was a moment ago. True where there is no ARP to ask with."""
    what = (str(ns), interface, address)
    while what in asking:
        asking[what].append(loop.current)
        yield {}, None
    when, owned = answers.get(what, (-FRESH, None))
    if now() - when < FRESH:
        return owned
    asking[what] = []
    try:
        owned = yield from ask_around(ns, interface, source, address)
    finally:
        for task in asking.pop(what):
            loop.wake(task)
    for old in [one for one, (then, _) in answers.items() if now() - then >= FRESH]:
        del answers[old]
    answers[what] = now(), owned
    return owned


def ask_around(ns, interface, source, address):
    with entered(ns):
        device = socket.if_indextoname(interface)
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK, 0)
    try:
        sock.bind((device, ETH_P_ARP))
        _, _, _, hardware, own = sock.getsockname()
        if hardware != ETHERNET:
            return True
        wanted = socket.inet_aton(address)
        request = PACKET.pack(1, 0x0800, 6, 4, REQUEST, own, socket.inet_aton(source), bytes(6), wanted)

        def read(packet):
            if len(packet) >= PACKET.size:
                _, _, _, _, operation, _, sender, _, _ = PACKET.unpack_from(packet)
                if operation == REPLY and sender == wanted:
                    return True
            return None

        for _ in range(TRIES):
            sock.sendto(request, (device, ETH_P_ARP, 0, ETHERNET, b"\xff" * 6))
            if (yield from first_answer(sock, read, now() + ARP_TRY)):
                return True
        return False
    finally:
        # The kernel waits 10 to 30 ms before it lets such a socket go. Others need not.
        _thread.start_new_thread(sock.close, ())
