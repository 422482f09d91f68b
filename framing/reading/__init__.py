"""Files, tables and strings to Articles."""

from __future__ import annotations

from framing.reading.reader import (
    SAMPLE_TARGETS,
    from_frame,
    from_texts,
    load_sample,
    read,
    sample_folder,
)

__all__ = ["SAMPLE_TARGETS", "from_frame", "from_texts", "load_sample", "read", "sample_folder"]
