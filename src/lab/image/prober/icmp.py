"""Echo requests, and what comes back."""
import socket
import struct

PROTOCOL = {socket.AF_INET: socket.IPPROTO_ICMP, socket.AF_INET6: socket.IPPROTO_ICMPV6}
ECHO_REQUEST = {socket.AF_INET: 8, socket.AF_INET6: 128}
ECHO_REPLY = {socket.AF_INET: 0, socket.AF_INET6: 129}
# Errors by (type, code), named as the kernel names them to a connect(); a code that is missing counts as None.
ERRORS = {
    socket.AF_INET: {
        (3, 0): "ENETUNREACH", (3, 2): "ENOPROTOOPT", (3, 3): "ECONNREFUSED", (3, 4): "EMSGSIZE",
        (3, 6): "ENETUNREACH", (3, 9): "ENETUNREACH", (3, 11): "ENETUNREACH",
        (3, None): "EHOSTUNREACH", (11, None): "EHOSTUNREACH",
    },
    socket.AF_INET6: {
        (1, 0): "ENETUNREACH", (1, 3): "EHOSTUNREACH", (1, 4): "ECONNREFUSED", (1, None): "EACCES",
        (2, None): "EMSGSIZE", (3, None): "EHOSTUNREACH",
    },
}  # fmt: skip


def echo_request(family, ident, sequence, size=0):
    """An echo request with `size` bytes of payload, all zero: they don't change the checksum."""
    head = struct.pack("!BBHHH", ECHO_REQUEST[family], 0, 0, ident, sequence)
    if family == socket.AF_INET6:
        return head + bytes(size)  # the kernel fills in the checksum
    total = sum(struct.unpack("!4H", head))
    total = (total & 0xFFFF) + (total >> 16)
    return head[:2] + struct.pack("!H", ~total & 0xFFFF) + head[4:] + bytes(size)


def read_echo(packet, family, ident):
    """(result, sequence) when the packet answers a request with that identifier, else None."""
    v4 = family == socket.AF_INET
    icmp = packet[(packet[0] & 15) * 4 :] if v4 else packet
    if len(icmp) < 8:
        return None
    kind, code, _, its_ident, sequence = struct.unpack_from("!BBHHH", icmp)
    if kind == ECHO_REPLY[family]:
        return ("ok", sequence) if its_ident == ident else None
    errors = ERRORS[family]
    result = errors.get((kind, code)) or errors.get((kind, None))
    # An error quotes the packet it is about: its IP header and at least 8 bytes.
    quoted = icmp[8:]
    quoted = quoted[(quoted[0] & 15) * 4 if v4 and quoted else 40 :]
    if result is None or len(quoted) < 8:
        return None
    kind, _, _, its_ident, sequence = struct.unpack_from("!BBHHH", quoted)
    return (result, sequence) if kind == ECHO_REQUEST[family] and its_ident == ident else None
