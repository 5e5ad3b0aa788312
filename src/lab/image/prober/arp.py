import _thread
import socket
import struct

from attempts import TRIES
from clock import now
from loop import loop
from namespaces import entered
from sockets import first_answer

asking = {}  # what is being asked now: who waits for the answer as well

ARP_TRY = 0.050
ETH_P_ARP, REQUEST, REPLY, ETHERNET = 0x0806, 1, 2, 1
PACKET = struct.Struct("!HHBBH6s4s6s4s")


def somebody_owns(ns, interface, source, address):
    """Whether an ARP request for the address is answered now. True where there is no ARP to ask with.

    Who asks while the same is being asked gets the same answer.
    """
    what = (str(ns), interface, address)
    if what in asking:
        question = asking[what]
        question["waiting"].append(loop.current)
        while "owned" not in question:
            yield {}, None
        return question["owned"]
    question = asking[what] = {"waiting": []}
    try:
        question["owned"] = yield from ask_around(ns, interface, source, address)
    finally:
        # Cancelled, it has no answer: nothing is known against the owner then.
        question.setdefault("owned", True)
        del asking[what]
        for task in question["waiting"]:
            loop.wake(task)
    return question["owned"]


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
