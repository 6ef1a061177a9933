"""What a user may be told of a mistake: a line that says which file, which place, what was expected."""

import errno


class BadInput(Exception):
    """A call or a file is wrong. `str(error)` is Chinese, one line a mistake; the command line exits with 2."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def why(error: OSError) -> str:
    """What the system has against a file or an address; its own words where that is something rare."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


_WHY = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EEXIST: "上级不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EADDRINUSE: "地址已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
