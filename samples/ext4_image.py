"""Builds an ext4 volume with mke2fs and debugfs, without mounting and with fixed times and identifiers."""

import os
import subprocess
import tempfile


def _environment(seconds):
    return dict(os.environ, E2FSPROGS_FAKE_TIME=str(seconds), LC_ALL="C.UTF-8",
                PATH=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


class Ext4Image:
    """files are written in the order of the calls; `finish` returns the volume's bytes."""

    def __init__(self, label, seconds, size_kib=16384, block=1024):
        self.block = block  # bytes
        self.seconds = seconds  # unix time of every inode
        self.folder = tempfile.TemporaryDirectory()
        self.image = os.path.join(self.folder.name, "ext4")
        self.commands = ["set_current_time @%d" % seconds]
        self.made, self.paths, self.deleted, self.count = set(), [], [], 0
        uuid = "00000000-0000-4000-8000-000000000e44"
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-b", str(block), "-I", "256", "-L", label, "-U", uuid,
                        "-E", "hash_seed=%s,lazy_itable_init=0,lazy_journal_init=0" % uuid,
                        "-O", "extent,filetype,large_file,dir_index,has_journal,64bit,metadata_csum",
                        self.image, "%dk" % size_kib], check=True, env=_environment(seconds), stdout=subprocess.DEVNULL)

    def make_folder(self, path):
        if path and path not in self.made:
            self.make_folder(path.rpartition("/")[0])
            self.made.add(path)
            self.commands.append('mkdir "/%s"' % path)
            self.paths.append(path)

    def file(self, path, data, deleted=False):
        self.make_folder(path.rpartition("/")[0])
        self.count += 1
        host = os.path.join(self.folder.name, "f%d" % self.count)
        with open(host, "wb") as file:
            file.write(data)
        self.commands.append('write %s "/%s"' % (host, path))
        self.paths.append(path)
        if deleted:
            self.deleted.append(path)

    def write_image(self):
        """Carries out what was asked for; returns the path of the volume, which lives as long as this object."""
        for path in self.paths:
            for field in ("atime", "mtime", "ctime", "crtime"):
                self.commands.append('set_inode_field "/%s" %s @%d' % (path, field, self.seconds))
        for path in self.deleted:  # the last commands, so that nothing overwrites what they free
            self.commands.append('rm "/%s"' % path)
        self._debugfs("-w", self.commands)
        return self.image

    def finish(self, unallocated):
        """unallocated: bytes to lay into a free block. Returns (volume, byte offset of those in it)."""
        self.write_image()
        free = self._debugfs("-R", "find_free_block 1 12000").split()[-1]
        with open(self.image, "rb") as file:
            data = bytearray(file.read())
        at = int(free) * self.block
        data[at:at + len(unallocated)] = unallocated
        self.folder.cleanup()
        return bytes(data), at

    def _debugfs(self, mode, commands):
        if mode == "-w":
            arguments = ["debugfs", "-w", "-f", "-", self.image]
            text = "\n".join(commands) + "\n"
        else:
            arguments, text = ["debugfs", "-R", commands, self.image], None
        done = subprocess.run(arguments, input=text, text=True, capture_output=True, env=_environment(self.seconds))
        complaints = [line for line in done.stderr.splitlines() if line and not line.startswith("debugfs 1.")]
        if done.returncode or complaints:
            raise RuntimeError("debugfs: " + "; ".join(complaints))
        return done.stdout
