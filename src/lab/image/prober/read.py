"""The question `read`: what stands at a path."""
from files import look
from namespaces import entered


def read(ask):
    if "ns" not in ask:
        return look(ask["root"], ask["path"])
    # Files of /proc/self/net and /proc/sys/net are those of the namespace we are in.
    with entered(ask["ns"]):
        return look(ask["root"], ask["path"])
