"""A name server for tests, on 127.0.0.1:53 over UDP and TCP. Knows a few names; says NXDOMAIN to the rest."""
import socket
import struct
import threading

KNOWN = {
    b"plain": ["10.1.1.1"],
    b"two.example": ["10.2.2.1", "10.2.2.2"],
    b"nodata.example": [],
    b"big": ["10.3.0.%d" % n for n in range(60)],
}


def name_in(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]])
        at += 1 + query[at]
    return b".".join(labels), at + 5


def reply(query, truncate):
    name, end = name_in(query)
    question = query[12:end]
    if name == b"broken":
        return query[:2] + struct.pack("!5H", 0x8182, 1, 0, 0, 0) + question
    if name not in KNOWN:
        return query[:2] + struct.pack("!5H", 0x8183, 1, 0, 0, 0) + question
    addresses = KNOWN[name]
    if truncate and len(addresses) > 20:
        return query[:2] + struct.pack("!5H", 0x8380, 1, 0, 0, 0) + question
    records = b""
    if name == b"two.example":  # an alias first: its record is skipped, its name is a pointer into the question
        records += struct.pack("!HHHIH", 0xC00C, 5, 1, 60, 4) + b"\x01x\xc0\x0c"
    for address in addresses:
        records += struct.pack("!HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton(address)
    count = len(addresses) + (name == b"two.example")
    return query[:2] + struct.pack("!5H", 0x8180, 1, count, 0, 0) + question + records


def over_tcp(listener):
    while True:
        peer, _ = listener.accept()
        query = peer.recv(4096)[2:]
        answer = reply(query, False)
        peer.sendall(struct.pack("!H", len(answer)) + answer)
        peer.close()


listener = socket.create_server(("127.0.0.1", 53))
threading.Thread(target=over_tcp, args=(listener,), daemon=True).start()
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 53))
print("ready", flush=True)
while True:
    query, peer = udp.recvfrom(4096)
    if name_in(query)[0] == b"mute":
        continue
    udp.sendto(reply(query, True), peer)
