"""The question `capture`: one attempt, and which of its packets were seen somewhere meanwhile.

A packet is told from all others by what translation of addresses leaves alone: a ping by its identifier, a datagram by what
stands in it, a SYN by its sequence number.
"""
import os
import socket
import struct

from clock import now
from connect import connect
from namespaces import entered
from ping import identifiers, ping
from udp import udp
from unmeasured import Unmeasured

ETH_P_ALL, ETH_P_IP = 0x0003, 0x0800  # the first also sees what goes out
SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_STATISTICS, SO_RCVBUFFORCE = 263, 1, 6, 33
PROMISCUOUS = 1
BUFFER = 8 << 20  # bytes; what does not fit is counted as lost
LINGER = 0.05  # seconds: what was sent last may still be on its way
KEEP = 32  # packets told of
ICMP, TCP, UDP, ECHO_REQUEST, SYN, ACK = 1, 6, 17, 8, 0x02, 0x10


def capture(ask):
    made = dict(ask["attempt"])
    kind, made["bare"] = made.pop("probe"), True
    with tap(ask["at"], ask.get("interfaces", ())) as there, tap(made["ns"]) as here:
        if kind == "ping":
            made["ident"] = ident = next(identifiers) & 0xFFFF
            answer = yield from ping(made)
            mark = lambda packet: packet.echo == ident
        elif kind == "udp":
            made["text"] = text = b"hello %s\n" % os.urandom(4).hex().encode()
            answer = yield from udp({**made, "send": "text"})
            mark = lambda packet: packet.datagram == text
        elif kind == "tcp":
            made["ports"] = ports = []
            answer = yield from connect(made)
            mark = None
        else:
            raise Unmeasured("malformed")
        yield {}, now() + LINGER
        sent, lost_here = drain(here)
        seen, lost_there = drain(there)
    if mark is None:
        numbers = {packet.sequence for packet in sent if packet.sequence is not None and packet.source_port in ports}
        mark = lambda packet: packet.sequence in numbers
    wanted = ask.get("interfaces")
    seen = [p for p in seen if mark(p) and (p.interface in wanted if wanted is not None else p.interface != "lo")]
    return {
        "attempts": answer["attempts"],
        "left": sum(mark(packet) for packet in sent),
        "seen": [packet.told() for packet in seen[:KEEP]],
        "lost": lost_here + lost_there,
    }


def tap(ns, interfaces=()):
    with entered(ns):
        present = {name: number for number, name in socket.if_nameindex()}
        if not present.keys() >= set(interfaces):
            raise Unmeasured("no-interface")
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK, socket.htons(ETH_P_ALL))
    try:
        sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER)
    except PermissionError:  # in a user namespace: as large as everybody's may be
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    for name in interfaces:
        # As tcpdump does, until the socket is closed: else a bridge shows nothing of what it only passes on.
        sock.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, struct.pack("=iHH8x", present[name], PROMISCUOUS, 0))
    return sock


def drain(sock):
    """(IPv4 packets of interest, how many were lost). What comes from now on is left aside."""
    (count, lost) = struct.unpack("=II", sock.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))
    found = []
    for _ in range(count - lost):  # the kernel counts those lost among all
        try:
            data, where = sock.recvfrom(256)
        except BlockingIOError:
            break
        if where[1] == ETH_P_IP and len(data) >= 28:
            found.append(Packet(data, where[0]))
    return found, lost


class Packet:
    """An IPv4 packet: its addresses, and what it may be known by."""

    def __init__(self, data, interface):
        self.interface = interface
        self.source, self.destination = socket.inet_ntoa(data[12:16]), socket.inet_ntoa(data[16:20])
        self.source_port = self.port = self.echo = self.datagram = self.sequence = None
        head, protocol = (data[0] & 15) * 4, data[9]
        rest = data[head : struct.unpack_from("!H", data, 2)[0]]
        if struct.unpack_from("!H", data, 6)[0] & 0x1FFF or len(rest) < 8:
            return  # a later fragment
        if protocol in (TCP, UDP):
            self.source_port, self.port = struct.unpack_from("!HH", rest)
        if protocol == UDP:
            self.datagram = rest[8:]
        # An echo request of ours has nothing after its head; those of others have.
        elif protocol == ICMP and rest[0] == ECHO_REQUEST and len(rest) == 8:
            (self.echo,) = struct.unpack_from("!H", rest, 4)
        elif protocol == TCP and len(rest) >= 20 and rest[13] & (SYN | ACK) == SYN:
            (self.sequence,) = struct.unpack_from("!I", rest, 4)

    def told(self):
        return {
            "interface": self.interface,
            "source": self.source,
            "destination": self.destination,
            "port": self.port,
        }
