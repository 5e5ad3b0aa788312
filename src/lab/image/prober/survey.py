"""The question `survey`: what the network namespaces of several places hold, each namespace once."""
import errno
import os
import socket

import netlink
from files import look
from namespaces import entered
from unmeasured import NOT_RUN, reason_of

FAMILIES = (socket.AF_INET, socket.AF_INET6)
WAITING = {"tcp": "0A", "udp": "07"}  # the kernel's states of who listens, and of who is connected to nobody
SETTINGS = ("net/ipv4/ip_forward", "net/bridge/bridge-nf-call-iptables", "net/ipv4/icmp_echo_ignore_all")
# What a kernel says that was built without a thing.
UNSUPPORTED = (errno.ENOENT, errno.EPROTONOSUPPORT, errno.EOPNOTSUPP, errno.EINVAL)
OF_LINKS = {"forwarding": "forwarding", "localnet": "route_localnet"}


def survey(ask):
    namespaces = {}
    return {"places": [place(where, namespaces) for where in ask["places"]], "namespaces": namespaces}


def place(where, namespaces):
    try:
        with entered(where):
            number = str(os.stat("/proc/thread-self/ns/net").st_ino)
            if number not in namespaces:
                namespaces[number] = namespace()
        hosts, resolver = (look(where, path).get("text") for path in ("/etc/hosts", "/etc/resolv.conf"))
        return {"namespace": number, "hosts": hosts, "resolver": resolver}
    except NOT_RUN as error:
        return {"unmeasured": reason_of(error)}


def namespace():
    """What the namespace holds that we are in."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
        kernel.settimeout(1)
        links = netlink.links(kernel)
        for family in FAMILIES:
            for index, address, prefix in netlink.addresses(kernel, family):
                links[index]["addresses"].append({"address": address, "prefix": prefix})
        routes = [route for family in FAMILIES for route in netlink.routes(kernel, family)]
        rules = [rule for family in FAMILIES for rule in netlink.extra_rules(kernel, family)]
    for link in links.values():
        for name, file in OF_LINKS.items():
            link[name] = setting("net/ipv4/conf/%s/%s" % (link["name"], file)) == "1"
    return {
        "links": list(links.values()),
        "routes": routes,
        "policies": rules,
        "sockets": {name: sockets(name) for name in ("tcp", "tcp6", "udp", "udp6")},
        "settings": {path: setting(path) for path in SETTINGS},
        "tables": tables(),
    }


def setting(path):
    return text("/proc/sys/" + path).strip() or None


def text(path):
    """A file of the kernel's own, where no link leads astray; empty if it isn't there."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.readall().decode("utf-8", "replace")
    except OSError:
        return ""


def sockets(name):
    """The lines of a table of the kernel for those who wait to be called; they can be thousands, of all connections."""
    if name.startswith("tcp"):
        try:
            return listeners(socket.AF_INET6 if name.endswith("6") else socket.AF_INET)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise
    lines = text("/proc/thread-self/net/" + name).splitlines()
    return "\n".join(line for line in lines[1:] if line.split()[3] == WAITING[name[:3]])


def listeners(family):
    """The same lines by a question that costs 0.1 ms: the table takes 6 ms to read, however little is in it."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, netlink.SOCK_DIAG) as kernel:
        kernel.settimeout(1)
        found = list(netlink.tcp_listeners(kernel, family))
    return "\n".join(" : %s:%04X * %s" % (address.hex().upper(), port, WAITING["tcp"]) for address, port in found)


def tables():
    """Tables of packet filters, as `nft list tables` and /proc name them; None where they cannot be listed."""
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, netlink.NETFILTER) as kernel:
            kernel.settimeout(1)
            found = netlink.filter_tables(kernel)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            return None
        found = []  # a kernel without nftables
    # In the tables of the older kind a name stays listed once it was asked for.
    older = text("/proc/thread-self/net/ip_tables_names").split()
    return found + ["legacy " + name for name in older]
