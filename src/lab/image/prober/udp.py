"""The question `udp`: datagrams, and what comes back."""
import socket

from attempts import TRY, attempt, enough, needs_proof
from clock import now
from dns_message import is_reply_to, query_for
from namespaces import socket_in
from sockets import family_of, first_answer
from surroundings import surroundings
from unmeasured import name_of

TEXT = b"hello\n"
# Level and name of IP_RECVERR and IPV6_RECVERR (linux/in.h, linux/in6.h): without it a UDP socket is told of a port that
# is unreachable, and not of a host or a network.
TELL_ERRORS = {socket.AF_INET: (socket.IPPROTO_IP, 11), socket.AF_INET6: (socket.IPPROTO_IPV6, 25)}


def udp(ask):
    ns, address, dns = ask["ns"], ask["address"], ask["send"] == "dns"
    family = family_of(address)
    message = query_for("localhost") if dns else ask.get("text", TEXT)
    attempts = []

    def read(packet):
        return True if not dns or is_reply_to(message, packet) else None

    # One socket for all of them, so that an answer to an earlier one counts.
    with socket_in(ns, family, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(*TELL_ERRORS[family], 1)
        while not attempts or not enough(attempts):
            start = now()
            try:
                if not attempts:
                    sock.connect((address, ask["port"]))
                sock.send(message)
                result = "ok" if (yield from first_answer(sock, read, start + TRY)) else "timeout"
            except OSError as error:
                result = name_of(error.errno)
            attempts.append(attempt(result, start))
    around = (yield from surroundings(ns, address)) if needs_proof(ask, attempts) else None
    return {"attempts": attempts, "around": around}
