from read import read


def sysctl(ask):
    # No key leads out of the folder: a dot is a slash.
    seen = read({"root": "host", "ns": ask["ns"], "path": "/proc/sys/" + ask["key"].replace(".", "/")})
    return {"value": seen["text"].rstrip("\n") if seen["is"] == "file" else None}
