"""DNS messages: the query for a name, and what a reply holds."""
import os
import socket
import struct

from unmeasured import Unmeasured

A, IN = 1, 1
RECURSION_DESIRED = 0x0100
CODES = {0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED"}


def query_for(name):
    query = os.urandom(2) + struct.pack("!5H", RECURSION_DESIRED, 1, 0, 0, 0)
    for label in name.rstrip(".").encode().split(b"."):
        if not 0 < len(label) < 64:
            raise Unmeasured("malformed")
        query += bytes([len(label)]) + label
    return query + struct.pack("!BHH", 0, A, IN)


def is_reply_to(query, packet):
    return packet[:2] == query[:2] and len(packet) >= 12 and packet[2] & 0x80


def truncated(reply):
    return reply[2] & 0x02


def code_of(reply):
    return CODES.get(reply[3] & 15, "RCODE%d" % (reply[3] & 15))


def addresses_in(reply):
    """IPv4 addresses. Raises struct.error or IndexError when the reply ends too early."""
    questions, answers = struct.unpack_from("!2H", reply, 4)
    offset, found = 12, []
    for _ in range(questions):
        offset = after_name(reply, offset) + 4
    for _ in range(answers):
        offset = after_name(reply, offset)
        kind, _, _, size = struct.unpack_from("!HHIH", reply, offset)
        offset += 10
        if kind == A and size == 4:
            found.append(socket.inet_ntoa(reply[offset : offset + 4]))
        offset += size
    return found


def after_name(reply, offset):
    while reply[offset]:
        if reply[offset] >= 0xC0:  # a pointer ends the name
            return offset + 2
        offset += 1 + reply[offset]
    return offset + 1
