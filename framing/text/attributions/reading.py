"""Read one unit: find its cues, their sources and their contents."""

from __future__ import annotations

import re

from framing.text.attributions.following import Following
from framing.text.attributions.preceding import Preceding
from framing.text.attributions.unit import Draft

__all__ = ["Reader"]

_CANDIDATE = re.compile("[PELGCqj]")
_BORDER = re.compile('[,"?!-]')


class Reader(Preceding, Following):
    """Reads one unit of a document's tokens."""

    def read(self) -> list[Draft]:
        """Give the unit's attributions: contents before their cue first, then those after."""
        tags = self.tags
        found = [m.start() for m in _CANDIDATE.finditer(tags, self.first, self.last)]
        if self.heading() or self.trailing_name():
            return self.drafts
        border = _BORDER.search(tags, self.first, self.last)
        if border:
            for at in found:
                if at > border.start() and tags[at] in "PEL" and not self.is_covered(at):
                    self.before_cue(at)
        self.named_after()
        for at in found:
            if not self.is_covered(at):
                self.after_cue(at)
        if self.ahead and tags[self.stop - 1] == ":":
            self.announced()
        if len(self.drafts) > 1:
            self.drafts.sort(key=lambda draft: draft.cue)
        return self.drafts
