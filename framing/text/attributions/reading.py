"""Read one unit: find its cues, their sources and their contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.text.attributions.following import Following
from framing.text.attributions.phrases import Range
from framing.text.attributions.preceding import Preceding
from framing.text.attributions.unit import Draft

__all__ = ["Reader"]

_BORDER = re.compile('[,"?!-]')


class Reader(Preceding, Following):
    """Reads one unit of a document's tokens."""

    def labelled(self) -> bool:
        """Take a unit with a colon that sets off the speaker's name; say whether it was one."""
        return self.heading() or self.trailing_name()

    def read(self, cues: Sequence[int], phrases: Sequence[Range]) -> list[Draft]:
        """Give the unit's attributions: contents before their cue first, then those after.

        `cues` and `phrases` ("according to") are where they stand in it.
        """
        tags = self.tags
        covered = self.covered
        found = list(zip(cues, map(self.tokens.lower, cues), strict=True))
        border = _BORDER.search(tags, self.first, self.last) if cues else None
        if border:
            begin = border.start()
            announcing = self.words.announcing
            for at, word in found:
                may_follow = at > begin and tags[at] in "PEL" and word in announcing
                if may_follow and not (covered and self.is_covered(at)):
                    self.before_cue(at, word)
        for at, behind in phrases:
            if not self.is_covered(at) and tags[at] != '"':
                self.by_phrase(at, behind)
        for at, word in found:
            if not (covered and self.is_covered(at)):
                self.after_cue(at, word)
        if self.ahead and tags[self.stop - 1] == ":":
            self.announced()
        if len(self.drafts) > 1:
            self.drafts.sort(key=lambda draft: draft.cue)
        return self.drafts
