from files import read_file
from namespaces import entered


def sysctl(ask):
    # No key leads out of the folder: a dot is a slash.
    path = "/proc/sys/" + ask["key"].replace(".", "/")
    with entered(ask["ns"]):
        try:
            return {"value": read_file(path).rstrip("\n")}
        except FileNotFoundError:
            return {"value": None}
