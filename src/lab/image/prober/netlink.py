"""Questions to the kernel about routes, addresses and neighbours, on an rtnetlink socket."""
import errno
import socket
import struct

REQUEST, ACK, DUMP, EXCLUSIVE, CREATE = 1, 4, 0x300, 0x200, 0x400
NLMSG_ERROR, NLMSG_DONE = 2, 3
RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE, RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH, RTM_GETRULE = 18, 22, 26, 28, 29, 30, 34
HEAD = {RTM_GETLINK: 16, RTM_GETADDR: 8, 20: 72}  # bytes before the attributes; 12 for the others
IFLA_ADDRESS, IFLA_IFNAME, IFLA_MTU, IFLA_LINK, IFLA_MASTER, IFLA_LINKINFO, IFLA_INFO_KIND = 1, 3, 4, 5, 10, 18, 1
IFF_UP, IFF_LOWER_UP, IFF_LOOPBACK = 0x1, 0x10000, 0x8
IFA_ADDRESS, IFA_LOCAL, NDA_DST = 1, 2, 1
RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PRIORITY, RTA_PREFSRC, RTA_TABLE = 1, 4, 5, 6, 7, 15
ROUTE = {1: "unicast", 2: "local", 3: "broadcast", 6: "blackhole", 7: "unreachable", 8: "prohibit"}
USUAL_RULES = (0, 32766, 32767)  # priorities of the policy rules every namespace has
NETFILTER = 12  # socket.NETLINK_NETFILTER is not in every Python
NFT_GETTABLE, NFTA_TABLE_NAME = 10 << 8 | 1, 1
SOCK_DIAG = 4  # socket.NETLINK_SOCK_DIAG is not in every Python
SOCK_DIAG_BY_FAMILY, TCP_LISTEN = 20, 10
NFT_FAMILY = {1: "inet", 2: "ip", 3: "arp", 5: "netdev", 7: "bridge", 10: "ip6"}
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


def has_room(kernel, family, interface, address):
    """Whether a neighbour entry could be made: one is, and taken away again. All namespaces share one table, and it is small."""
    try:
        ask(kernel, RTM_NEWNEIGH, ACK | CREATE | EXCLUSIVE, neighbour(family, interface, address))
    except OSError as error:
        return error.errno != errno.ENOBUFS
    forget_neighbour(kernel, family, interface, address)
    return True


def neighbour_of(kernel, family, interface, address):
    packed = socket.inet_pton(family, address)
    for head, found in ask(kernel, RTM_GETNEIGH, DUMP, struct.pack("=B11x", family)):
        its_interface, state = struct.unpack_from("=iH", head, 4)
        if its_interface == interface and found.get(NDA_DST) == packed:
            return NEIGHBOUR.get(state, "NONE")
    return None


def links(kernel):
    """{number: what is known of it} of the interfaces; `peer` is the number of its other end, or of what it lies on."""
    found = {}
    for head, parted in ask(kernel, RTM_GETLINK, DUMP, bytes(16)):
        index, flags = struct.unpack_from("=iI", head, 4)
        _, info = parts(parted.get(IFLA_LINKINFO, b""), 0)
        found[index] = {
            "index": index,
            "name": name_in(parted[IFLA_IFNAME]),
            "kind": "loopback" if flags & IFF_LOOPBACK else name_in(info.get(IFLA_INFO_KIND, b"")) or "device",
            "mtu": number_in(parted.get(IFLA_MTU)),
            "mac": parted.get(IFLA_ADDRESS, b"").hex(":"),
            "up": bool(flags & IFF_UP),
            "carrier": bool(flags & IFF_LOWER_UP),
            "master": number_in(parted.get(IFLA_MASTER)),
            "peer": number_in(parted.get(IFLA_LINK)),
            "addresses": [],
        }
    return found


def addresses(kernel, family):
    """(number of the interface, address, bits of its prefix) of each address."""
    for head, found in ask(kernel, RTM_GETADDR, DUMP, struct.pack("=B7x", family)):
        its_family, bits, _, _, index = struct.unpack("=BBBBI", head)
        if its_family == family:
            yield index, text_of(family, found.get(IFA_LOCAL) or found.get(IFA_ADDRESS)), bits


def routes(kernel, family):
    for head, found in ask(kernel, RTM_GETROUTE, DUMP, struct.pack("=B11x", family)):
        its_family, bits, _, _, table, _, _, kind = head[:8]
        if its_family != family or kind not in ROUTE:
            continue
        nowhere = bytes(16 if family == socket.AF_INET6 else 4)
        yield {
            "type": ROUTE[kind],
            "to": "%s/%d" % (text_of(family, found.get(RTA_DST, nowhere)), bits),
            "via": text_of(family, found.get(RTA_GATEWAY)),
            "device": number_in(found.get(RTA_OIF)),
            "source": text_of(family, found.get(RTA_PREFSRC)),
            "metric": number_in(found.get(RTA_PRIORITY)) or 0,
            "table": number_in(found.get(RTA_TABLE)) or table,
        }


def extra_rules(kernel, family):
    """Priorities of the policy rules that not every namespace has: routes of other tables may come first then."""
    for head, found in ask(kernel, RTM_GETRULE, DUMP, struct.pack("=B11x", family)):
        priority = number_in(found.get(RTA_PRIORITY)) or 0
        if head[0] == family and priority not in USUAL_RULES:
            yield priority


def filter_tables(kernel):
    """Tables of nftables, as `ip nat`."""
    return [
        "%s %s" % (NFT_FAMILY.get(head[0], head[0]), name_in(found[NFTA_TABLE_NAME]))
        for head, found in ask(kernel, NFT_GETTABLE, DUMP, bytes(4))
    ]


def tcp_listeners(kernel, family):
    """(address, port) of those who listen. An address is in the bytes in which /proc/net/tcp has it."""
    body = struct.pack("=BBBxI", family, socket.IPPROTO_TCP, 0, 1 << TCP_LISTEN) + bytes(48)
    size = 16 if family == socket.AF_INET6 else 4
    for head, _ in ask(kernel, SOCK_DIAG_BY_FAMILY, DUMP, body):
        (port,) = struct.unpack_from("!H", head, 4)
        words = struct.unpack_from("=%dI" % (size // 4), head, 8)
        yield struct.pack("!%dI" % (size // 4), *words), port


def name_in(value):
    return value.rstrip(b"\0").decode("utf-8", "replace")


def number_in(value):
    return struct.unpack("=I", value)[0] if value and len(value) == 4 else None


def knows_neighbour(kernel, family, interface, address):
    """Whether there is an entry for an address."""
    try:
        return bool(ask(kernel, RTM_GETNEIGH, 0, neighbour(family, interface, address)))
    except OSError:
        return False


def forget_neighbour(kernel, family, interface, address):
    """Takes an entry away, if it is there and nobody has made it permanent."""
    try:
        ask(kernel, RTM_DELNEIGH, ACK, neighbour(family, interface, address))
    except OSError:
        pass


def neighbour(family, interface, address):
    packed = socket.inet_pton(family, address)
    return struct.pack("=B3xiHBB", family, interface, 0, 0, 0) + struct.pack("=HH", 4 + len(packed), NDA_DST) + packed


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
                (code,) = struct.unpack_from("=i", data, 16)
                if code == 0:
                    return answers  # the acknowledgement that was asked for
                raise OSError(-code, "netlink")
            answers.append(parts(data[16:size], 4 if kind == NFT_GETTABLE else HEAD.get(kind, 12)))
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
