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
        covered = self.covered
        if tags.find(":", self.first, self.last) >= 0 and (self.heading() or self.trailing_name()):
            return self.drafts
        found = [m.start() for m in _CANDIDATE.finditer(tags, self.first, self.last)]
        border = _BORDER.search(tags, self.first, self.last)
        if border:
            begin = border.start()
            for at in found:
                if at > begin and tags[at] in "PEL" and not (covered and self.is_covered(at)):
                    self.before_cue(at)
        self.named_after()
        for at in found:
            if not (covered and self.is_covered(at)):
                self.after_cue(at)
        if self.ahead and tags[self.stop - 1] == ":":
            self.announced()
        if len(self.drafts) > 1:
            self.drafts.sort(key=lambda draft: draft.cue)
        return self.drafts
