"""Network namespaces: `{"pid": N}` is that of a process, `{"name": NAME}` one that `ip netns` made, "host" the lab host's own,
"outside" the one beside it.

A socket belongs to the namespace it was made in, for good. So the process steps into a namespace only for the moment of
socket(), and asks from all of them side by side.
"""
import os
import socket

from unmeasured import Unmeasured, name_of

CLONE_NEWNET = 0x40000000
OUTSIDE = "/run/netdojo/outside.pid"
NAMED = "/run/netns/"  # where `ip netns` keeps them

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
    if isinstance(ns, dict) and "name" in ns:
        try:
            return os.open(NAMED + name_in(ns), os.O_RDONLY)
        except FileNotFoundError:
            raise Unmeasured("no-namespace")
    try:
        return os.open(proc_of(ns) + "/ns/net", os.O_RDONLY)
    except (FileNotFoundError, ProcessLookupError):
        raise Unmeasured("process-gone")


def name_in(ns):
    """The name of a namespace, fit to be put behind a folder."""
    if "/" in ns["name"] or ns["name"] in ("", ".", ".."):
        raise Unmeasured("malformed")
    return ns["name"]


class entered:
    """Inside the `with`, sockets and /proc/sys/net are those of another namespace."""

    def __init__(self, ns):
        self.ns = ns

    def __enter__(self):
        try:
            fd = open_namespace(self.ns)
            try:
                setns(fd)
            finally:
                os.close(fd)
        except OSError as error:
            # Some take an OSError of their socket for an answer; this is none.
            raise Unmeasured(name_of(error.errno))

    def __exit__(self, *_):
        setns(HOME)


def socket_in(ns, family, kind, protocol=0):
    with entered(ns):
        return socket.socket(family, kind | socket.SOCK_NONBLOCK, protocol)
