"""What several kinds of sockets have in common."""
import select
import socket

from clock import now
from unmeasured import Unmeasured


def family_of(address):
    # Also keeps names away from connect(), which would look them up, and block.
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.inet_pton(family, address)
    except OSError:
        raise Unmeasured("malformed")
    return family


def first_answer(sock, read, until):
    """What `read` makes of the first packet that means something to it; None when there is none in time."""
    over = False
    while not over:
        yield {sock.fileno(): select.EPOLLIN}, until
        over = now() >= until  # what has come by then counts still, in a namespace full of other packets too
        for packet in arrived(sock):
            answer = read(packet)
            if answer is not None:
                return answer
    return None


def arrived(sock):
    while True:
        try:
            yield sock.recv(4096)
        except BlockingIOError:
            return
