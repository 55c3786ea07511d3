"""Where the state outlives the process: one file, replaced as a whole (VT-1, EX-13)."""

import os
from pathlib import Path


def store_in(directory):
    """The empty text asks for nothing that outlives the process."""
    return FileStore(directory) if directory else MemoryStore()


class MemoryStore:
    """Outlives a Restart, but no process."""

    saved = None

    def save(self, text):
        self.saved = text

    def load(self):
        return self.saved


class FileStore:
    def __init__(self, directory):
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.file = self.directory / "authority.json"
        self.draft = self.directory / "authority.json.new"

    def save(self, text):
        """Returns only when the text is durable. A crash leaves the text before or this one, never a mixture."""
        with open(self.draft, "w", encoding="utf-8") as draft:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
        os.replace(self.draft, self.file)
        directory = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def load(self):
        return self.file.read_text(encoding="utf-8") if self.file.exists() else None
