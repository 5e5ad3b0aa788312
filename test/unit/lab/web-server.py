"""Servers for tests on 127.0.0.1: 80 a page, 81 a page on a connection that stays open, 82 silence, 83 hangs up, 84 words."""
import socket
import threading


def serve(port, answer):
    listener = socket.create_server(("127.0.0.1", port))

    def loop():
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=answer, args=(peer,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()


def page(peer):
    asked = peer.recv(4096)
    peer.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + asked.split(b"\r\n")[0] + b" " + b"x" * 100_000)
    peer.close()


def kept_open(peer):
    peer.recv(4096)
    peer.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone")
    peer.recv(4096)


def silent(peer):
    peer.recv(4096)
    peer.recv(4096)


def hangs_up(peer):
    peer.recv(4096)
    peer.close()


def words(peer):
    peer.recv(4096)
    peer.sendall("你好".encode())
    peer.close()


for port, answer in ((80, page), (81, kept_open), (82, silent), (83, hangs_up), (84, words)):
    serve(port, answer)
print("ready", flush=True)
threading.Event().wait()
