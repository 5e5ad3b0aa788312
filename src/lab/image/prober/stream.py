"""The question `stream`: how many bytes of a page come in a while."""
import select

from clock import ms_since, now
from dial import dial_tries
from unmeasured import name_of

SILENCE = 0.5  # seconds until the first byte
PIECE = 1 << 17
REQUEST = b"GET /bytes/999999999999 HTTP/1.0\r\nConnection: close\r\n\r\n"


def stream(ask):
    attempts, sock = yield from dial_tries(ask["ns"], ask["address"], ask["port"])
    result, size, took = attempts[-1]["result"], 0, 0
    with sock:
        if result == "ok":
            try:
                sock.send(REQUEST)
                result, size, took = yield from count(sock, ask["ms"] / 1000)
            except OSError as error:
                result = name_of(error.errno)
    return {"result": result, "bytes": size, "ms": took}


def count(sock, seconds):
    """(result, bytes, ms) from the first piece on, which is not counted: that is where the clock starts."""
    if not (yield {sock.fileno(): select.EPOLLIN}, now() + SILENCE) or not sock.recv(PIECE):
        return "no-data", 0, 0
    start, size = now(), 0
    buffer = bytearray(PIECE)
    while now() < start + seconds:
        if (yield {sock.fileno(): select.EPOLLIN}, start + seconds):
            more = sock.recv_into(buffer)
            if not more:
                return "short", size, ms_since(start)
            size += more
    return "ok", size, ms_since(start)
