"""TCP connects."""
import errno
import select
import socket

import slots
from attempts import TRY, attempt, enough
from clock import now
from namespaces import socket_in
from sockets import family_of
from unmeasured import name_of


def dial(sock, address, port, until):
    """One connect: "ok", an errno name, or "timeout"."""
    code = sock.connect_ex((address, port))
    if code == errno.EINPROGRESS:
        if not (yield {sock.fileno(): select.EPOLLOUT}, until):
            return "timeout"
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    return "ok" if code == 0 else name_of(code)


def dial_tries(ns, address, port, ports=None, bounded=True):
    """Fresh connects until one is answered; gives the attempts and the socket of the last one.

    The ports they were made from are added to `ports`. Unless `bounded`, they are not counted with others to the target.
    """
    family, attempts = family_of(address), []
    target = (address, port) if bounded else object()
    while True:
        yield from slots.take(target)
        try:
            sock = socket_in(ns, family, socket.SOCK_STREAM)
            try:
                start = now()
                result = yield from dial(sock, address, port, start + TRY)
                if ports is not None:
                    ports.append(sock.getsockname()[1])
                attempts.append(attempt(result, start))
            except BaseException:  # GeneratorExit, when the question is cancelled
                sock.close()
                raise
        finally:
            slots.give(target)
        if enough(attempts):
            return attempts, sock
        sock.close()
