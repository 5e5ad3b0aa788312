"""Attempts that leave no neighbour entries behind: all namespaces of a machine share one table of them, and it is small.

Linux keeps 1024 (net.ipv4.neigh.default.gc_thresh3), and none goes that is younger than 5 s. Everybody asking everybody
among 50 containers makes 2450, and what finds no room is lost, like a packet that was dropped.
"""
import socket

from namespaces import socket_in
from netlink import forget_neighbour, knows_neighbour, route_to
from sockets import family_of
from unmeasured import Unmeasured

held = {}  # (namespace, interface, address) of an entry that attempts have made: how many of them need it still


def forgetting(question):
    """The same question; asked with `forget`, entries that nobody had before are taken away after it."""

    def steps(ask):
        entries = entries_of(ask) if ask.get("forget") else {}
        for entry in entries:
            held[entry] = held.get(entry, 0) + 1
        try:
            return (yield from question(ask))
        finally:
            for entry, ns in entries.items():
                let_go(entry, ns)

    return steps


def let_go(entry, ns):
    held[entry] -= 1
    if held[entry]:
        return
    del held[entry]
    _, interface, address = entry
    try:
        with socket_in(ns, socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
            forget_neighbour(kernel, family_of(address), interface, address)
    except Unmeasured:
        pass  # the namespace has gone, and its entries with it


def entries_of(ask):
    """{entry: its namespace} of what an attempt will make: here, and where it goes to."""
    own, there = ask["ns"], ask.get("targetNs")
    entries, source = entry_towards(own, ask["address"])
    if there is not None and source is not None:
        entries.update(entry_towards(there, source)[0])
    return entries


def entry_towards(ns, address):
    """({entry: namespace} if the attempts alone have it, own address) for the next hop to an address."""
    family = family_of(address)
    try:
        with socket_in(ns, socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
            gateway, source, interface = route_to(kernel, family, address)
            entry = str(ns), interface, gateway or address
            if interface is None or source == address:
                return {}, source
            if entry not in held and knows_neighbour(kernel, family, *entry[1:]):
                return {}, source
            return {entry: ns}, source
    except (OSError, Unmeasured):
        return {}, None
