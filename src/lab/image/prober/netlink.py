"""Questions to the kernel about routes, addresses and neighbours, on an rtnetlink socket."""
import socket
import struct

REQUEST, DUMP = 1, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
RTM_GETADDR, RTM_GETROUTE, RTM_GETNEIGH = 22, 26, 30
IFA_ADDRESS, IFA_LOCAL, NDA_DST, RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PREFSRC = 1, 2, 1, 1, 4, 5, 7
NEIGHBOUR = {
    0x01: "INCOMPLETE", 0x02: "REACHABLE", 0x04: "STALE", 0x08: "DELAY",
    0x10: "PROBE", 0x20: "FAILED", 0x40: "NOARP", 0x80: "PERMANENT",
}  # fmt: skip


def route_to(kernel, family, address):
    """(gateway, own address, interface) towards an address; None for each that there is not."""
    packed = socket.inet_pton(family, address)
    body = struct.pack("=BB10x", family, len(packed) * 8) + struct.pack("=HH", 4 + len(packed), RTA_DST) + packed
    try:
        ((_, found),) = ask(kernel, RTM_GETROUTE, 0, body)
    except OSError:
        return None, None, None  # "no route" is an error: ENETUNREACH, EHOSTUNREACH, EACCES
    (interface,) = struct.unpack("=I", found.get(RTA_OIF, bytes(4)))
    return text_of(family, found.get(RTA_GATEWAY)), text_of(family, found.get(RTA_PREFSRC)), interface


def default_gateway(kernel, family):
    for head, found in ask(kernel, RTM_GETROUTE, DUMP, struct.pack("=B11x", family)):
        its_family, bits = head[:2]
        if its_family == family and bits == 0 and RTA_GATEWAY in found:
            return text_of(family, found[RTA_GATEWAY])
    return None


def own_address(kernel, family):
    for head, found in ask(kernel, RTM_GETADDR, DUMP, struct.pack("=B7x", family)):
        its_family, _, _, scope = head[:4]
        if its_family == family and scope == 0:  # global
            return text_of(family, found.get(IFA_LOCAL) or found.get(IFA_ADDRESS))  # IPv6 has no IFA_LOCAL
    return None


def neighbour_of(kernel, family, interface, address):
    packed = socket.inet_pton(family, address)
    for head, found in ask(kernel, RTM_GETNEIGH, DUMP, struct.pack("=B11x", family)):
        its_interface, state = struct.unpack_from("=iH", head, 4)
        if its_interface == interface and found.get(NDA_DST) == packed:
            return NEIGHBOUR.get(state, "NONE")
    return None


def text_of(family, packed):
    return socket.inet_ntop(family, packed) if packed else None


def ask(kernel, kind, flags, body):
    """What the kernel answers: a list of (head, attributes). Raises its errors.

    It answers while we send, so reading never waits. All is read, or the rest would be taken for the next answer.
    """
    kernel.send(struct.pack("=IHHII", 16 + len(body), kind, REQUEST | flags, 1, 0) + body)
    answers = []
    while True:
        data = kernel.recv(1 << 17)
        while len(data) >= 16:
            size, got = struct.unpack_from("=IH", data)
            if got == NLMSG_DONE:
                return answers
            if got == NLMSG_ERROR:
                raise OSError(-struct.unpack_from("=i", data, 16)[0], "netlink")
            # The head of an answer is as long as that of its question.
            answers.append(parts(data[16:size], 8 if kind == RTM_GETADDR else 12))
            data = data[(size + 3) & ~3 :]
        if not flags & DUMP:
            return answers


def parts(payload, head):
    """Splits a payload into its head and {number: value} of the attributes after it."""
    found, offset = {}, head
    while offset + 4 <= len(payload):
        size, number = struct.unpack_from("=HH", payload, offset)
        if size < 4:
            break
        found[number & 0x3FFF] = payload[offset + 4 : offset + size]
        offset += (size + 3) & ~3
    return payload[:head], found
