"""Asks name servers."""
import select
import socket
import struct

from clock import now
from dial import dial
from dns_message import addresses_in, code_of, is_reply_to, query_for, truncated
from namespaces import socket_in
from sockets import family_of, first_answer
from unmeasured import name_of

TRY = 0.5  # seconds for one server


def ask_servers(ns, servers, name, until):
    """(server, code, addresses) of the first server that knows; a server that fails makes room for the next."""
    failed = None
    while now() < until:
        for server in servers:
            code, addresses = yield from ask_server(ns, server, name, min(now() + TRY, until))
            if code in ("NOERROR", "NXDOMAIN"):
                return server, code, addresses
            if code != "timeout":
                failed = failed or (server, code, [])
        if failed:
            return failed
    return servers[0], "timeout", []


def ask_server(ns, server, name, until):
    """(code, IPv4 addresses): over UDP, and over TCP when the answer did not fit."""
    query, family = query_for(name), family_of(server)
    try:
        with socket_in(ns, family, socket.SOCK_DGRAM) as sock:
            sock.connect((server, 53))
            sock.send(query)
            reply = yield from first_answer(sock, lambda got: got if is_reply_to(query, got) else None, until)
        if reply is None:
            return "timeout", []
        if truncated(reply):
            with socket_in(ns, family, socket.SOCK_STREAM) as sock:
                reply = yield from ask_over_tcp(sock, server, query, until)
                if isinstance(reply, str):
                    return reply, []
    except OSError as error:
        return name_of(error.errno), []
    try:
        return code_of(reply), addresses_in(reply)
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
