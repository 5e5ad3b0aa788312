"""The question `http`: one GET."""
import select

from clock import ms_since, now
from dial import dial_tries
from unmeasured import Unmeasured, name_of

SILENCE, TOTAL = 1.5, 5.0  # seconds
KEEP = 64 * 1024  # bytes


def page(ask):
    start = now()
    if any(c <= " " or c == "\x7f" for c in ask["path"] + ask["host"]):
        raise Unmeasured("malformed")
    request = "GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n" % (ask["path"], ask["host"])
    attempts, sock = yield from dial_tries(ask["ns"], ask["address"], ask["port"])
    got, result = b"", attempts[-1]["result"]
    with sock:
        if result == "ok":
            try:
                sock.send(request.encode())
                result, got = yield from read_page(sock)
            except OSError as error:
                result = name_of(error.errno)
    status, body = split_page(got)
    return {"result": result, "status": status, "body": body.decode("utf-8", "replace"), "ms": ms_since(start)}


def read_page(sock):
    got, end = b"", now() + TOTAL
    while len(got) < KEEP and not complete(got):
        if not (yield {sock.fileno(): select.EPOLLIN}, min(now() + SILENCE, end)):
            return "no-data", got
        more = sock.recv(KEEP - len(got))
        if not more:
            break
        got += more
    return ("ok" if got else "no-data"), got


def complete(got):
    """Whether all of it is there by its own Content-Length: some servers leave the connection open."""
    head, blank, body = got.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n") if blank else []:
        key, _, value = line.partition(b":")
        if key.lower() == b"content-length" and value.strip().isdigit():
            return len(body) >= int(value)
    return False


def split_page(got):
    """(status, body); a page without a status line is all body."""
    if not got.startswith(b"HTTP/"):
        return None, got
    head, _, body = got.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1:2]
    return (int(status[0][:3]) if status and status[0][:3].isdigit() else None), body
