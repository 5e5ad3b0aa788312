"""Reasons why a probe did not run."""
import errno
import struct


class Unmeasured(Exception):
    """The probe did not run: neither the learner's success nor the learner's failure."""


# The last of them are what a question that makes no sense comes to.
NOT_RUN = (Unmeasured, OSError, LookupError, TypeError, ValueError, AttributeError, OverflowError, struct.error)


def reason_of(error):
    if isinstance(error, Unmeasured):
        return str(error)
    return name_of(error.errno) if isinstance(error, OSError) else "malformed"


def name_of(code):
    return errno.errorcode.get(code, str(code))
