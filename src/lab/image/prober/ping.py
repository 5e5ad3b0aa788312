import itertools
import os
import socket

from attempts import TRY, attempt, enough, needs_proof
from clock import now
from icmp import PROTOCOL, echo_request, read_echo
from namespaces import socket_in
from sockets import family_of, first_answer
from surroundings import surroundings
from unmeasured import name_of

identifiers = itertools.count(os.getpid())


def ping(ask):
    ns, address = ask["ns"], ask["address"]
    ident = ask["ident"] if "ident" in ask else next(identifiers) & 0xFFFF
    family = family_of(address)
    attempts, sent = [], []
    with socket_in(ns, family, socket.SOCK_RAW, PROTOCOL[family]) as sock:
        while not attempts or not enough(attempts):
            sent.append(now())
            result, sequence = yield from echo(sock, (family, address, ident), len(attempts), ask.get("bytes", 0))
            attempts.append(attempt(result, sent[sequence]))
    around = (yield from surroundings(ns, address)) if needs_proof(ask, attempts) else None
    return {"attempts": attempts, "around": around}


def echo(sock, target, sequence, size):
    """One echo request: its result, and the number of the request that was answered, which may be an earlier one."""
    family, address, ident = target
    until = now() + TRY
    try:
        sock.sendto(echo_request(family, ident, sequence, size), (address, 0))
    except OSError as error:
        return name_of(error.errno), sequence

    # A raw socket sees all ICMP of its namespace, the learner's own pings too.
    def read(packet):
        answer = read_echo(packet, family, ident)
        return answer if answer and answer[1] <= sequence else None

    return (yield from first_answer(sock, read, until)) or ("timeout", sequence)
