"""What an error of the file system means to the person at the screen; known without any driver."""

import errno

from medmanager.domain.errors import StoreUnavailable

FULL = "The disk is full. Nothing was saved. Make room on it and save again."
READ_ONLY = (
    "The database may not be written. Nothing was saved. Check the permissions of its folder and disk."
)
DISK = "The disk reported an error. Nothing was saved. Check the disk, then open the practice again."


def of_files(error: OSError) -> StoreUnavailable:
    """The error for a file of ours that could not be read or written."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StoreUnavailable(FULL)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreUnavailable(READ_ONLY)
    return StoreUnavailable(DISK)
