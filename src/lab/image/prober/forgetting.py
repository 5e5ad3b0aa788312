"""Attempts that leave no neighbour entries behind: all namespaces of a machine share one table of them, and it is small.

Linux keeps 1024 (net.ipv4.neigh.default.gc_thresh3), and none goes that is younger than 5 s. Everybody asking everybody
among 50 containers makes 2450, and what finds no room is lost, like a packet that was dropped.
"""
import socket

from namespaces import socket_in
from netlink import forget_neighbour, knows_neighbour, route_to
from sockets import family_of
from unmeasured import Unmeasured


def forgetting(question):
    """The same question; asked with `forget`, entries that it alone has made are taken away again."""

    def steps(ask):
        made = entries(ask) if ask.get("forget") else []
        try:
            return (yield from question(ask))
        finally:
            for ns, interface, address in made:
                with socket_in(ns, socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
                    forget_neighbour(kernel, family_of(address), interface, address)

    return steps


def entries(ask):
    """(namespace, interface, address) of each entry that an attempt would make: here, and where it goes to."""
    own, there = ask["ns"], ask.get("targetNs")
    missing, source = missing_entry(own, ask["address"])
    if there is None or source is None:
        return missing
    return missing + missing_entry(there, source)[0]


def missing_entry(ns, address):
    """([its entry] if it has none yet, own address) for the next hop to an address."""
    family = family_of(address)
    try:
        with socket_in(ns, socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
            gateway, source, interface = route_to(kernel, family, address)
            hop = gateway or address
            if interface is None or source == address or knows_neighbour(kernel, family, interface, hop):
                return [], source
            return [(ns, interface, hop)], source
    except (OSError, Unmeasured):
        return [], None
