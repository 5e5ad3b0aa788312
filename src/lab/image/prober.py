#!/usr/bin/python3
"""The probing process of a lab host: questions come in as JSON lines, answers go out as JSON lines, in any order.

In:   {"id": 1, "op": "connect", "ask": {...}}    or    {"cancel": 1}
Out:  {"id": 1, "answer": {...}}                  or    {"id": 1, "unmeasured": "reason"}

What can be asked, and what the answers hold, stands in ../prober-protocol.ts. The process ends when its input ends.

A socket belongs to the network namespace it was made in, for good. So the process steps into a namespace only for
the moment of socket() and asks from all of them side by side, without threads: a question is a generator that yields
what it waits for. Only modules of Debian's python3-minimal are used.
"""
import errno
import json
import os
import select
import signal
import socket
import struct
import sys
import time

VERSION = 1
CLONE_NEWNET = 0x40000000
TRY = 0.150  # seconds an attempt may stay silent
TRIES = 3  # "dropped" is never concluded from one SYN: a full backlog loses some, and the kernel resends after 1 s
PER_TARGET = 4  # connects in flight to one address and port: the backlog of BusyBox httpd is 9
ARP_TRY = 0.050
CONTROL_PORT = 9  # discard; refused is as good an answer as open
DNS_TOTAL, DNS_TRY = 1.5, 0.5
HTTP_SILENCE, HTTP_TOTAL = 1.5, 5.0
KEEP = 64 * 1024  # bytes kept of a page or of a program's output
OUTSIDE = "/run/netdojo/outside.pid"

now = time.monotonic


class Unmeasured(Exception):
    """The probe did not run: neither the learner's success nor the learner's failure."""


# ---------------------------------------------------------------- waiting


class Task:
    def __init__(self, steps, done):
        self.steps, self.done, self.fds, self.until = steps, done, {}, None


class Loop:
    """Runs generators. Each yields ({fd: events}, until) and gets the set of descriptors that are ready, empty if none."""

    def __init__(self):
        self.epoll = select.epoll()
        self.owner = {}
        self.tasks = set()
        self.woken = []
        self.current = None

    def start(self, steps, done):
        task = Task(steps, done)
        self.tasks.add(task)
        self.step(task, None)
        return task

    def step(self, task, ready):
        if task not in self.tasks:
            return
        self.unwatch(task)
        self.current = task
        try:
            fds, until = task.steps.send(ready)
        except StopIteration as end:
            self.tasks.discard(task)
            task.done({"answer": end.value})
        except Unmeasured as reason:
            self.tasks.discard(task)
            task.done({"unmeasured": str(reason)})
        except OSError as error:
            self.tasks.discard(task)
            task.done({"unmeasured": name_of(error.errno)})
        except (LookupError, TypeError, ValueError, AttributeError, struct.error):
            self.tasks.discard(task)
            task.done({"unmeasured": "malformed"})
        else:
            task.fds, task.until = dict(fds), until
            for fd, events in fds.items():
                self.epoll.register(fd, events)
                self.owner[fd] = task

    def unwatch(self, task):
        # Always before close(): a child between fork and exec holds the same file, so closing alone would not unregister.
        for fd in task.fds:
            self.epoll.unregister(fd)
            del self.owner[fd]
        task.fds, task.until = {}, None

    def wake(self, task):
        self.woken.append(task)

    def cancel(self, task):
        if task in self.tasks:
            self.unwatch(task)
            self.tasks.discard(task)
            task.steps.close()

    def turn(self):
        """Waits for something to happen and goes on with whoever waited for it."""
        asked = now()
        untils = [task.until for task in self.tasks if task.until is not None]
        wait = 0 if self.woken else max(0, min(untils) - asked) if untils else -1
        ready = {}
        for fd, _ in self.epoll.poll(wait, 4096):
            if fd in self.owner:
                ready.setdefault(self.owner[fd], set()).add(fd)
        woken, self.woken = self.woken, []
        for task, fds in ready.items():
            self.step(task, fds)
        for task in woken:
            if task not in ready:
                self.step(task, set())
        # Only what was overdue before the poll: a host that is short of CPU must not turn answers into silence.
        for task in [t for t in self.tasks if t.until is not None and t.until <= asked]:
            self.step(task, set())


loop = Loop()


class Slots:
    """Bounds what is in flight per target, over all questions."""

    def __init__(self):
        self.busy = {}
        self.queue = {}

    def take(self, target):
        while self.busy.get(target, 0) >= PER_TARGET:
            self.queue.setdefault(target, []).append(loop.current)
            yield {}, None
        self.busy[target] = self.busy.get(target, 0) + 1

    def give(self, target):
        self.busy[target] -= 1
        if not self.busy[target]:
            del self.busy[target]
        for task in self.queue.pop(target, []):
            loop.wake(task)


slots = Slots()


# ---------------------------------------------------------------- namespaces

if hasattr(os, "setns"):

    def setns(fd):
        os.setns(fd, CLONE_NEWNET)

else:  # Python before 3.12
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)

    def setns(fd):
        if libc.setns(fd, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")


HOME = os.open("/proc/self/ns/net", os.O_RDONLY)


def proc_of(ns):
    """The /proc folder of a process in that namespace."""
    if ns == "host":
        return "/proc/self"
    if ns == "outside":
        try:
            with open(OUTSIDE) as file:
                return "/proc/%d" % int(file.read())
        except (OSError, ValueError):
            raise Unmeasured("no-outside")
    if type(ns["pid"]) is not int or ns["pid"] < 1:
        raise Unmeasured("malformed")
    return "/proc/%d" % ns["pid"]


def open_namespace(ns):
    try:
        return os.open(proc_of(ns) + "/ns/net", os.O_RDONLY)
    except OSError as error:
        gone = error.errno in (errno.ENOENT, errno.ESRCH)
        raise Unmeasured("process-gone" if gone else name_of(error.errno))


class entered:
    """Inside the `with`, sockets and /proc/sys/net are those of another namespace."""

    def __init__(self, ns):
        self.ns = ns

    def __enter__(self):
        fd = open_namespace(self.ns)
        try:
            setns(fd)
        finally:
            os.close(fd)

    def __exit__(self, *_):
        setns(HOME)


def socket_in(ns, family, kind, protocol=0):
    with entered(ns):
        return socket.socket(family, kind | socket.SOCK_NONBLOCK, protocol)


# ---------------------------------------------------------------- small things


def name_of(code):
    return errno.errorcode.get(code, str(code))


def ms_since(start):
    return round((now() - start) * 1000, 1)


def family_of(address):
    # Also keeps names away from connect(), which would look them up, and block.
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.inet_pton(family, address)
    except OSError:
        raise Unmeasured("malformed")
    return family


def read_file(path, flags=0):
    """What a file holds, at most 1 MB of it. Never waits, even if somebody put a FIFO there."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | flags)
    try:
        return os.read(fd, 1 << 20).decode("utf-8", "replace")
    finally:
        os.close(fd)


# ---------------------------------------------------------------- connect


def dial(sock, address, port, until):
    """One connect: "ok", an errno name, or "timeout"."""
    code = sock.connect_ex((address, port))
    if code == errno.EINPROGRESS:
        if not (yield {sock.fileno(): select.EPOLLOUT}, until):
            return "timeout"
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    return "ok" if code == 0 else name_of(code)


def dial_tries(ns, address, port):
    """Fresh connects until one is answered; gives the attempts and the socket of the last one."""
    attempts = []
    while True:
        yield from slots.take((address, port))
        sock = None
        try:
            sock = socket_in(ns, family_of(address), socket.SOCK_STREAM)
            start = now()
            result = yield from dial(sock, address, port, start + TRY)
            attempts.append({"result": result, "ms": ms_since(start)})
        except BaseException:
            if sock:
                sock.close()
            raise
        finally:
            slots.give((address, port))
        if result != "timeout" or len(attempts) == TRIES:
            return attempts, sock
        sock.close()


def connect(ask):
    ns, address = ask["ns"], ask["address"]
    before = listen_overflows(ask.get("targetNs"))
    attempts, sock = yield from dial_tries(ns, address, ask["port"])
    sock.close()
    around = None
    if needs_proof(attempts):
        around = yield from surroundings(ns, address)
        after = listen_overflows(ask.get("targetNs"))
        if before is not None and after is not None:
            around["listenOverflows"] = after - before
    return {"attempts": attempts, "around": around}


def needs_proof(attempts):
    # Silence and "unreachable" may also be this namespace's own trouble; open and refused are somebody's answer.
    return attempts[-1]["result"] not in ("ok", "ECONNREFUSED")


def listen_overflows(ns):
    """SYNs lost to full backlogs in a namespace so far, or None."""
    if ns is None:
        return None
    try:
        lines = read_file(proc_of(ns) + "/net/netstat").splitlines()
    except (OSError, Unmeasured):
        return None
    for names, values in zip(lines[::2], lines[1::2]):
        if names.startswith("TcpExt:"):
            counts = dict(zip(names.split(), values.split()))
            return int(counts.get("ListenOverflows", 0)) + int(counts.get("ListenDrops", 0))
    return None


# ---------------------------------------------------------------- ping

ECHO_REQUEST = {socket.AF_INET: 8, socket.AF_INET6: 128}
ECHO_REPLY = {socket.AF_INET: 0, socket.AF_INET6: 129}
ICMP = {socket.AF_INET: socket.IPPROTO_ICMP, socket.AF_INET6: socket.IPPROTO_ICMPV6}
# ICMP errors by (type, code), named as the kernel names them to a connect(); a code that is missing counts as None.
ICMP_ERRORS = {
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
pings = os.getpid()


def ping(ask):
    global pings
    pings += 1
    ns, address, ident = ask["ns"], ask["address"], pings & 0xFFFF
    family = family_of(address)
    sock = socket_in(ns, family, socket.SOCK_RAW, ICMP[family])
    attempts, sent = [], []
    try:
        while len(attempts) < TRIES and (not attempts or attempts[-1]["result"] == "timeout"):
            sent.append(now())
            request = echo_request(family, ident, len(attempts))
            result, sequence = yield from echo(sock, family, address, request, ident, sent[-1] + TRY)
            attempts.append({"result": result, "ms": ms_since(sent[sequence if sequence < len(sent) else -1])})
    finally:
        sock.close()
    around = (yield from surroundings(ns, address)) if needs_proof(attempts) else None
    return {"attempts": attempts, "around": around}


def echo(sock, family, address, request, ident, until):
    """One echo request: its result, and the sequence number of the request that was answered."""
    (sequence,) = struct.unpack_from("!H", request, 6)
    try:
        sock.sendto(request, (address, 0))
    except OSError as error:
        return name_of(error.errno), sequence
    # A raw socket sees all ICMP of its namespace: after the deadline what has come is read once more, then it is over.
    while True:
        ready = yield {sock.fileno(): select.EPOLLIN}, until
        over = now() >= until
        while ready:
            try:
                answer = read_echo(sock.recv(4096), family, ident)
            except BlockingIOError:
                break
            if answer:
                return answer
        if over:
            return "timeout", sequence


def echo_request(family, ident, sequence):
    head = struct.pack("!BBHHH", ECHO_REQUEST[family], 0, 0, ident, sequence)
    if family == socket.AF_INET6:
        return head  # the kernel fills in the checksum
    total = sum(struct.unpack("!4H", head))
    total = (total & 0xFFFF) + (total >> 16)
    return head[:2] + struct.pack("!H", ~total & 0xFFFF) + head[4:]


def read_echo(packet, family, ident):
    """(result, sequence) when the packet answers a request with that identifier, else None."""
    v4 = family == socket.AF_INET
    icmp = packet[(packet[0] & 15) * 4 :] if v4 else packet
    if len(icmp) < 8:
        return None
    kind, code, _, its_ident, sequence = struct.unpack_from("!BBHHH", icmp)
    if kind == ECHO_REPLY[family]:
        return ("ok", sequence) if its_ident == ident else None
    errors = ICMP_ERRORS[family]
    result = errors.get((kind, code)) or errors.get((kind, None))
    # An error quotes the packet it is about: its IP header and at least 8 bytes.
    quoted = icmp[8:]
    quoted = quoted[(quoted[0] & 15) * 4 if v4 and quoted else 40 :]
    if result is None or len(quoted) < 8:
        return None
    kind, _, _, its_ident, sequence = struct.unpack_from("!BBHHH", quoted)
    return (result, sequence) if kind == ECHO_REQUEST[family] and its_ident == ident else None


# ---------------------------------------------------------------- what lies around a silent target

NLMSG_ERROR, NLMSG_DONE, DUMP = 2, 3, 0x300
RTM_GETADDR, RTM_GETROUTE, RTM_GETNEIGH = 22, 26, 30
IFA_LOCAL, NDA_DST, RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PREFSRC = 2, 1, 1, 4, 5, 7
NEIGHBOUR = {
    0x01: "INCOMPLETE", 0x02: "REACHABLE", 0x04: "STALE", 0x08: "DELAY",
    0x10: "PROBE", 0x20: "FAILED", 0x40: "NOARP", 0x80: "PERMANENT",
}  # fmt: skip

# An entry outlives its owner: after `docker rm` the kernel believes it for half a minute, and takes 8 s more to find out.
UNSURE = ("REACHABLE", "STALE", "DELAY", "PROBE")
ETH_P_ARP, ARP_REQUEST, ARP_REPLY, ETHERNET = 0x0806, 1, 2, 1
ARP = "!HHBBH6s4s6s4s"


def surroundings(ns, address):
    """Read right after the attempts: the neighbour entry tells "nobody owns that address" from "dropped"."""
    family = family_of(address)
    with socket_in(ns, socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
        gateway, source, interface = route_to(kernel, family, address)
        hop = gateway or (address if interface else None)
        neighbour = neighbour_of(kernel, family, interface, hop) if hop else None
        loopback = "::1" if family == socket.AF_INET6 else "127.0.0.1"
        controls = [gateway, default_gateway(kernel, family), source, own_address(kernel, family), loopback]
    if neighbour in UNSURE and source and family == socket.AF_INET:
        if not (yield from somebody_owns(ns, interface, source, hop)):
            neighbour = "FAILED"
    answers = []
    for control in dict.fromkeys(c for c in controls if c and c != address):
        with socket_in(ns, family, socket.SOCK_STREAM) as sock:
            answers.append((control, (yield from dial(sock, control, CONTROL_PORT, now() + TRY))))
        if answers[-1][1] in ("ok", "ECONNREFUSED"):
            answers = answers[-1:]
            break
    target, result = answers[0] if answers else (None, None)
    return {
        "neighbour": neighbour,
        "nextHop": hop,
        "source": source,
        "listenOverflows": None,
        "control": result,
        "controlTarget": target and "%s:%d" % (target, CONTROL_PORT),
    }


def netlink(kernel, kind, flags, body):
    """Asks the kernel and gives the payloads of its answers. It answers while we send, so reading never waits."""
    kernel.send(struct.pack("=IHHII", 16 + len(body), kind, 1 | flags, 1, 0) + body)
    while True:
        data = kernel.recv(1 << 17)
        while len(data) >= 16:
            size, got = struct.unpack_from("=IH", data)
            if got == NLMSG_DONE:
                return
            if got == NLMSG_ERROR:
                raise OSError(-struct.unpack_from("=i", data, 16)[0], "netlink")
            yield data[16:size]
            data = data[(size + 3) & ~3 :]
        if not flags & DUMP:
            return


def attributes(payload, offset):
    found = {}
    while offset + 4 <= len(payload):
        size, kind = struct.unpack_from("=HH", payload, offset)
        if size < 4:
            break
        found[kind & 0x3FFF] = payload[offset + 4 : offset + size]
        offset += (size + 3) & ~3
    return found


def text_of(family, packed):
    return socket.inet_ntop(family, packed) if packed else None


def route_to(kernel, family, address):
    """(gateway, own address, interface) towards an address; None for each that there is not."""
    packed = socket.inet_pton(family, address)
    body = struct.pack("=BBBBBBBBI", family, len(packed) * 8, 0, 0, 0, 0, 0, 0, 0)
    body += struct.pack("=HH", 4 + len(packed), RTA_DST) + packed
    try:
        for payload in netlink(kernel, RTM_GETROUTE, 0, body):
            found = attributes(payload, 12)
            (interface,) = struct.unpack("=I", found.get(RTA_OIF, b"\0\0\0\0"))
            return text_of(family, found.get(RTA_GATEWAY)), text_of(family, found.get(RTA_PREFSRC)), interface
    except OSError:
        pass  # the kernel says "no route" as an error: ENETUNREACH, EHOSTUNREACH, EACCES
    return None, None, None


def default_gateway(kernel, family):
    for payload in netlink(kernel, RTM_GETROUTE, DUMP, struct.pack("=BBBBBBBBI", family, 0, 0, 0, 0, 0, 0, 0, 0)):
        gateway = attributes(payload, 12).get(RTA_GATEWAY)
        if payload[0] == family and payload[1] == 0 and gateway:
            return text_of(family, gateway)
    return None


def own_address(kernel, family):
    for payload in netlink(kernel, RTM_GETADDR, DUMP, struct.pack("=BBBBI", family, 0, 0, 0, 0)):
        found = attributes(payload, 8)
        address = found.get(IFA_LOCAL) or found.get(1)  # IPv6 has IFA_ADDRESS only
        if payload[0] == family and payload[3] == 0:  # scope global
            return text_of(family, address)
    return None


def neighbour_of(kernel, family, interface, address):
    packed = socket.inet_pton(family, address)
    for payload in netlink(kernel, RTM_GETNEIGH, DUMP, struct.pack("=BxxxiHBB", family, 0, 0, 0, 0)):
        its_interface, state = struct.unpack_from("=iH", payload, 4)
        if its_interface == interface and attributes(payload, 12).get(NDA_DST) == packed:
            return NEIGHBOUR.get(state, "NONE")
    return None


def somebody_owns(ns, interface, source, address):
    """Whether an ARP request for the address is answered now. True where there is no ARP to ask with."""
    with entered(ns):
        device = socket.if_indextoname(interface)
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK, 0)
    with sock:
        sock.bind((device, ETH_P_ARP))
        _, _, _, hardware, own = sock.getsockname()
        if hardware != ETHERNET:
            return True
        wanted = socket.inet_aton(address)
        request = struct.pack(ARP, 1, 0x0800, 6, 4, ARP_REQUEST, own, socket.inet_aton(source), bytes(6), wanted)
        for _ in range(TRIES):
            sock.sendto(request, (device, ETH_P_ARP, 0, ETHERNET, b"\xff" * 6))
            until = now() + ARP_TRY
            while (yield {sock.fileno(): select.EPOLLIN}, until):
                seen = sock.recv(128)
                if len(seen) >= 28:
                    fields = struct.unpack_from(ARP, seen)
                    if fields[4] == ARP_REPLY and fields[6] == wanted:
                        return True
                if now() >= until:
                    break
    return False


# ---------------------------------------------------------------- resolve

RCODES = {0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED"}


def resolve(ask):
    start, name = now(), ask["name"]
    root = files_of(ask["root"])
    answer = {"source": None, "server": None, "addresses": in_hosts_file(root, name), "code": None}
    if answer["addresses"]:
        answer["source"] = "hosts"
    else:
        servers, search, ndots = resolver_settings(root)
        for full in candidates(name, search, ndots):
            server, code, addresses = yield from ask_servers(ask["ns"], servers, full, start + DNS_TOTAL)
            # "There is such a name, without an address" says more than the NXDOMAIN of a later search domain.
            if answer["code"] != "NOERROR" or addresses:
                answer.update(server=server, code=code)
            if addresses:
                answer.update(source="dns", addresses=addresses)
            if addresses or code == "timeout":
                break
    answer["ms"] = ms_since(start)
    return answer


def files_of(root):
    if root == "host":
        return ""
    path = proc_of(root) + "/root"
    try:
        os.stat(path)
    except OSError as error:
        gone = error.errno in (errno.ENOENT, errno.ESRCH)
        raise Unmeasured("process-gone" if gone else name_of(error.errno))
    return path


def lines_of(root, path):
    """Lines without comments; none if the container has no such file."""
    try:
        # Not through a symbolic link: an absolute one would lead from the container's files to the host's.
        text = read_file(root + path, os.O_NOFOLLOW if root else 0)
    except FileNotFoundError:
        return []
    return [fields for line in text.splitlines() if (fields := line.split("#")[0].split(";")[0].split())]


def in_hosts_file(root, name):
    wanted = name.rstrip(".").lower()
    found = []
    for address, *names in lines_of(root, "/etc/hosts"):
        if ":" not in address and wanted in (n.lower() for n in names) and address not in found:
            found.append(address)
    return found


def resolver_settings(root):
    """(servers, search domains, ndots), with the C library's defaults."""
    servers, search, ndots = [], [], 1
    for keyword, *values in lines_of(root, "/etc/resolv.conf"):
        if keyword == "nameserver" and values:
            servers.append(values[0])
        elif keyword in ("search", "domain"):
            search = values
        elif keyword == "options":
            for option in values:
                if option.startswith("ndots:") and option[6:].isdigit():
                    ndots = min(int(option[6:]), 15)
    return servers[:3] or ["127.0.0.1"], [d for d in search if d != "."], ndots


def candidates(name, search, ndots):
    if name.endswith("."):
        return [name]
    searched = ["%s.%s" % (name, domain) for domain in search]
    return [name] + searched if name.count(".") >= ndots else searched + [name]


def ask_servers(ns, servers, name, until):
    """(server, code, addresses) of the first server that knows; a server that fails makes room for the next."""
    failed = None
    while now() < until:
        for server in servers:
            code, addresses = yield from ask_server(ns, server, name, min(now() + DNS_TRY, until))
            if code in ("NOERROR", "NXDOMAIN"):
                return server, code, addresses
            if code != "timeout":
                failed = failed or (server, code, [])
        if failed:
            return failed
    return servers[0], "timeout", []


def ask_server(ns, server, name, until):
    """(code, IPv4 addresses): over UDP, and over TCP when the answer did not fit."""
    query = os.urandom(2) + struct.pack("!5H", 0x0100, 1, 0, 0, 0)
    for label in name.rstrip(".").encode().split(b"."):
        if not 0 < len(label) < 64:
            raise Unmeasured("malformed")
        query += bytes([len(label)]) + label
    query += struct.pack("!BHH", 0, 1, 1)
    family = family_of(server)
    try:
        with socket_in(ns, family, socket.SOCK_DGRAM) as sock:
            sock.connect((server, 53))
            sock.send(query)
            while True:
                if not (yield {sock.fileno(): select.EPOLLIN}, until):
                    return "timeout", []
                reply = sock.recv(4096)
                if reply[:2] == query[:2] and len(reply) >= 12 and reply[2] & 0x80:
                    break
        if reply[2] & 0x02:  # truncated
            with socket_in(ns, family, socket.SOCK_STREAM) as sock:
                reply = yield from ask_over_tcp(sock, server, query, until)
                if isinstance(reply, str):
                    return reply, []
    except OSError as error:
        return name_of(error.errno), []
    try:
        return RCODES.get(reply[3] & 15, "RCODE%d" % (reply[3] & 15)), addresses_in(reply)
    except (struct.error, IndexError):
        return "FORMERR", []


def ask_over_tcp(sock, server, query, until):
    """The reply, or why there is none."""
    result = yield from dial(sock, server, 53, until)
    if result != "ok":
        return result
    sock.send(struct.pack("!H", len(query)) + query)
    got = b""
    while len(got) < 2 or len(got) < 2 + struct.unpack_from("!H", got)[0]:
        if not (yield {sock.fileno(): select.EPOLLIN}, until):
            return "timeout"
        more = sock.recv(65536)
        if not more:
            return "FORMERR"
        got += more
    return got[2:] if len(got) >= 14 else "FORMERR"


def addresses_in(reply):
    questions, answers = struct.unpack_from("!2H", reply, 4)
    offset, found = 12, []
    for _ in range(questions):
        offset = after_name(reply, offset) + 4
    for _ in range(answers):
        offset = after_name(reply, offset)
        kind, _, _, size = struct.unpack_from("!HHIH", reply, offset)
        offset += 10
        if kind == 1 and size == 4:
            found.append(socket.inet_ntoa(reply[offset : offset + 4]))
        offset += size
    return found


def after_name(reply, offset):
    while reply[offset]:
        if reply[offset] >= 0xC0:  # a pointer ends the name
            return offset + 2
        offset += 1 + reply[offset]
    return offset + 1


# ---------------------------------------------------------------- http


def http(ask):
    start = now()
    request = "GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n" % (ask["path"], ask["host"])
    if any(c <= " " or c == "\x7f" for c in ask["path"] + ask["host"]):
        raise Unmeasured("malformed")
    attempts, sock = yield from dial_tries(ask["ns"], ask["address"], ask["port"])
    page, result = b"", attempts[-1]["result"]
    with sock:
        if result == "ok":
            try:
                sock.send(request.encode())
                result, page = yield from read_page(sock)
            except OSError as error:
                result = name_of(error.errno)
    status, body = split_page(page)
    return {"result": result, "status": status, "body": body.decode("utf-8", "replace"), "ms": ms_since(start)}


def read_page(sock):
    page, end = b"", now() + HTTP_TOTAL
    while len(page) < KEEP and not complete(page):
        if not (yield {sock.fileno(): select.EPOLLIN}, min(now() + HTTP_SILENCE, end)):
            return "no-data", page
        more = sock.recv(KEEP - len(page))
        if not more:
            break
        page += more
    return ("ok" if page else "no-data"), page


def complete(page):
    """Whether all of it is there by its own Content-Length: some servers leave the connection open."""
    head, blank, body = page.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n") if blank else []:
        key, _, value = line.partition(b":")
        if key.lower() == b"content-length" and value.strip().isdigit():
            return len(body) >= int(value)
    return False


def split_page(page):
    """(status, body); a page without a status line is all body."""
    if not page.startswith(b"HTTP/"):
        return None, page
    head, _, body = page.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1:2]
    return (int(status[0][:3]) if status and status[0][:3].isdigit() else None), body


# ---------------------------------------------------------------- run

children = {}  # pid: Child


class Child:
    def __init__(self, task):
        self.task, self.exit = task, None


def run(ask):
    argv, until = [str(word) for word in ask["argv"]], now() + ask["deadlineMs"] / 1000
    namespace = open_namespace(ask["ns"])
    pipes = [os.pipe() for _ in range(3)]  # output, errors, and the errno of an exec that failed
    pid = os.fork()
    if pid == 0:
        become(argv, namespace, [write for _, write in pipes])
    child = children[pid] = Child(loop.current)
    os.close(namespace)
    for read, write in pipes:
        os.close(write)
        os.set_blocking(read, False)
    kept = {read: b"" for read, _ in pipes}
    still_open, timed_out = set(kept), False
    try:
        while not timed_out and (still_open or child.exit is None):
            yield {fd: select.EPOLLIN for fd in still_open}, until
            timed_out = now() >= until
            for fd in list(still_open):
                ended = read_on(fd, kept)
                # What holds a pipe open after the child has ended is something it left behind: not waited for.
                if ended or child.exit is not None:
                    still_open.discard(fd)
        timed_out = child.exit is None
    finally:
        if child.exit is None:
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                os.kill(pid, signal.SIGKILL)  # not yet at its setsid()
        for fd in kept:
            os.close(fd)
    out, err, failed = kept.values()
    if failed:
        raise Unmeasured(name_of(int(failed)))
    texts = {"stdout": out.decode("utf-8", "replace"), "stderr": err.decode("utf-8", "replace")}
    return {"exit": child.exit, **texts, "timedOut": timed_out}


def become(argv, namespace, pipes):
    """The child's part. Does not return."""
    out, err, failed = pipes
    try:
        os.setsid()
        setns(namespace)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and programs inherit that
        os.execvp(argv[0], argv)
    except OSError as error:
        os.write(failed, str(error.errno).encode())
    finally:
        os._exit(127)


def read_on(fd, kept):
    """Takes what is there; True at the end of the stream."""
    while True:
        try:
            more = os.read(fd, KEEP)
        except BlockingIOError:
            return False
        if not more:
            return True
        kept[fd] = (kept[fd] + more)[:KEEP]


def reap():
    """Notices children that ended. Only the signal's arrival matters, so its handler does nothing."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(write)
    while True:
        yield {read: select.EPOLLIN}, None
        os.read(read, 4096)
        while children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            child = children.pop(pid, None)
            if child:  # and not something that was inherited
                child.exit = os.waitstatus_to_exitcode(status)
                loop.wake(child.task)


# ---------------------------------------------------------------- the rest


def sysctl(ask):
    path = "/proc/sys/" + ask["key"].replace(".", "/")
    if ".." in ask["key"]:
        raise Unmeasured("malformed")
    with entered(ask["ns"]):
        try:
            return {"value": read_file(path).rstrip("\n")}
        except FileNotFoundError:
            return {"value": None}
    yield


def hello(_):
    setns(HOME)
    return {"version": VERSION, "setns": True}
    yield


QUESTIONS = {
    "connect": connect,
    "ping": ping,
    "resolve": resolve,
    "http": http,
    "run": run,
    "sysctl": sysctl,
    "hello": hello,
}

asked = {}  # id: Task
lines_out = []


def answer_lines():
    """Writes the answers: a reader that is slow for a while holds up no question."""
    os.set_blocking(1, False)
    rest = b""
    while True:
        rest += b"".join(lines_out)
        lines_out.clear()
        if rest:
            try:
                rest = rest[os.write(1, rest) :]
            except BlockingIOError:
                pass
        yield ({1: select.EPOLLOUT} if rest else {}), None


def question_lines():
    rest = b""
    while True:
        yield {0: select.EPOLLIN}, None
        more = os.read(0, 65536)
        if not more:
            return
        *lines, rest = (rest + more).split(b"\n")
        for line in lines:
            begin(line)


def begin(line):
    number = None
    try:
        question = json.loads(line)
        if "cancel" in question:
            if question["cancel"] in asked:
                loop.cancel(asked.pop(question["cancel"]))
            return
        number = question["id"]
        steps = QUESTIONS[question["op"]](question["ask"])
    except (ValueError, KeyError, TypeError):
        return say(number, {"unmeasured": "malformed"})

    def done(what):
        asked.pop(number, None)
        say(number, what)

    task = loop.start(steps, done)
    if task in loop.tasks:
        asked[number] = task


def say(number, what):
    lines_out.append(json.dumps({"id": number, **what}).encode() + b"\n")
    loop.wake(writer)


def main():
    global writer
    writer = loop.start(answer_lines(), lambda _: sys.exit())
    loop.start(reap(), lambda _: sys.exit())
    reader = loop.start(question_lines(), lambda _: None)
    while reader in loop.tasks and writer in loop.tasks:
        loop.turn()
    for task in list(loop.tasks):
        loop.cancel(task)


main()
