"""resolver.py ADDRESS NAMES: the lab's name server. Knows the names of the lab, and says of every other that there is
no such name: at once, where a silent or distant server would cost a learner 5 to 10 s for each.

NAMES is in the form of a hosts file, read again when it changes. UDP and TCP, port 53.
"""
import os
import select
import socket
import struct
import sys

A, AAAA, ANY = 1, 28, 255
NOERROR, FORMERR, NXDOMAIN, NOTIMP = 0, 1, 3, 4
TTL = 1


class Names:
    def __init__(self, path):
        self.path, self.stamp, self.addresses = path, None, {}

    def lookup(self, name):
        """IPv4 addresses of a name, or None when there is no such name."""
        stamp = os.stat(self.path).st_mtime_ns
        if stamp != self.stamp:
            self.stamp, self.addresses = stamp, {}
            with open(self.path) as lines:
                for line in lines:
                    address, *names = line.split('#')[0].split() or ['']
                    for known in names:
                        self.addresses.setdefault(known.lower(), []).append(address)
        return self.addresses.get(name)


def question(query):
    """Name, type and end of the only question of a query; None when it is not one plain question."""
    if len(query) < 17 or query[2] & 0x80 or struct.unpack('!H', query[4:6])[0] != 1:
        return None
    labels, at = [], 12
    while query[at]:
        length = query[at]
        if length > 63 or at + 1 + length + 5 > len(query):
            return None
        labels.append(query[at + 1 : at + 1 + length].decode('ascii', 'replace').lower())
        at += 1 + length
    return '.'.join(labels), struct.unpack('!H', query[at + 1 : at + 3])[0], at + 5


def reply(query, names):
    """The answer to a query, or None when it is too short to be answered."""
    if len(query) < 12:
        return None
    asked = question(query)
    recursion_wanted = query[2] & 1
    opcode = query[2] >> 3 & 15
    body, answers = b'', []
    if opcode != 0:
        code = NOTIMP
    elif asked is None:
        code = FORMERR
    else:
        name, kind, end = asked
        body = query[12:end]
        found = names.lookup(name)
        code = NXDOMAIN if found is None else NOERROR
        if kind in (A, ANY):
            answers = [socket.inet_aton(address) for address in found or []]
    # QR, AA, the asker's RD, RA.
    flags = 0x8400 | opcode << 11 | recursion_wanted << 8 | 0x80 | code
    head = query[:2] + struct.pack('!HHHHH', flags, 1 if body else 0, len(answers), 0, 0)
    records = b''.join(struct.pack('!HHHIH', 0xC00C, A, 1, TTL, 4) + address for address in answers)
    return head + body + records


def serve(address, names):
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind((address, 53))
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, 53))
    listener.listen(64)
    partial = {}
    while True:
        for ready in select.select([datagrams, listener, *partial], [], [])[0]:
            if ready is datagrams:
                query, asker = datagrams.recvfrom(4096)
                answer = reply(query, names)
                if answer:
                    try:
                        datagrams.sendto(answer, asker)
                    except OSError:
                        pass  # the asker's network is gone again
            elif ready is listener:
                connection, _ = listener.accept()
                partial[connection] = b''
            elif not converse(ready, partial, names):
                del partial[ready]
                ready.close()


def converse(connection, partial, names):
    """Reads a bit more from a TCP asker and answers whole queries. False when the connection is over."""
    try:
        piece = connection.recv(4096)
        partial[connection] += piece
        while len(partial[connection]) >= 2:
            length = struct.unpack('!H', partial[connection][:2])[0]
            if len(partial[connection]) < 2 + length:
                break
            answer = reply(partial[connection][2 : 2 + length], names)
            partial[connection] = partial[connection][2 + length :]
            if answer:
                connection.sendall(struct.pack('!H', len(answer)) + answer)
        return bool(piece)
    except OSError:
        return False


if __name__ == '__main__':
    serve(sys.argv[1], Names(sys.argv[2]))
