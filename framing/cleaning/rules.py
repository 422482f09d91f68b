"""Rules that have the last word on lines: forms, masses of cues, comment sections, headlines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np

from framing.cleaning.forms import FORM_CHANCE
from framing.cleaning.kinds import KINDS
from framing.cleaning.layout import Layout
from framing.cleaning.lines import Lines
from framing.cleaning.shapes import SHAPE_NAMES

__all__ = ["THRESHOLD", "overruled"]

THRESHOLD = 0.5  # of content
# The odds are shifted by the share of a text that is likely content: in an article, nearly all of
# it, a line needs a chance of .9 to stay; on a whole page .38. Between the shares the threshold
# runs from one to the other. Chosen out of fold: at .9 the articles of boilerplate_kinds and the
# coded ones lose .4 % of their content; at .38 as many of the phrases of boilerplate_pages are kept
# that should be as are gone that should not.
_SHARES, _THRESHOLDS = (0.65, 0.85), (0.38, 0.9)
# In an article a line that reads as a sentence, the more so below a paragraph that does not stand
# below residue, and a short one above or between paragraphs need less: there is rarely residue.
_SENTENCE, _SECTION_HEAD, _ABOVE_BODY, _BELOW_BODY = 0.45, 0.25, 0.3, 0.1
_LOUD, _LOUD_SENTENCE = 0.3, 0.5  # a sentence that holds a cue, between two paragraphs
# a long line without a cue or form is a paragraph, but for the captions of a whole gallery
_PARAGRAPH, _PARAGRAPH_CHARS = 0.45, 500
_GALLERY = re.compile(r"(?:Hide Caption(?: \d+ of \d+)?|\| AP Photo)$")
_RESIDUE = 0.4  # chance of lines that are likely residue
_LAST_SENTENCE = 0.6  # a sentence above two such lines may begin them
_ISLAND, _DOUBTFUL = 0.93, 0.5  # what a line of an article needs between two and two so doubtful
# Nor do rows of tables, items of lists, a label with its figure, questions, what ends in a colon
# (of 338 such lines in coded articles, without a strong cue or form, 3 are residue), lines behind
# a number, a time of day or a quotation mark (131 and 1), embedded posts, and a sentence with a
# counter behind it.
_PLAIN = 0.1
_PLAIN_FORMS = re.compile(
    r"\|.*\|.*\||[-–•*·] ?\S|\d{1,3}[.)] ?\D|\d{1,2}:\d\d ?[ap]\.?m\.?.{10,}|\".{20,}"
    r"|.{3,90}: ?[$£€]?\d[\d,.]*(?: ?(?:million|billion|percent|per cent|%))?$"
    r"|(?:\S+ ){3,}\S+\?$|(?:\S+ ){4,}\S+:$|.{10,}[—-] .{2,60}\(@\w+\) \w+ \d{1,2}, \d{4}$"
    r"|(?:\S+ ){5,}\S+[.!?][\"']?[^\w\s]\d{0,4}$"
)
_BESIDE = 0.2  # on a page: a sentence next to a paragraph, a short line between two
_QUIET = 0.1  # share of such a line that stronger cues may cover
_FEWEST_WORDS = math.log1p(8)
_HEAD_CHARS = 45
_SURE_BODY = 0.7  # chance of the paragraphs around a section head
RULE_CHANCE = 0.2  # of content, where a rule speaks against it
_COMMENTS = KINDS.index("comment_form")
_SURE = [
    KINDS.index(kind)
    for kind in ("donation_appeal", "newsletter_signup", "subscription_offer", "summary_widget",
                 "comment_form", "legal_notice", "editorial_note")
]  # fmt: skip
_MASSED = 0.25  # share of a line inside cues of such a kind
_MANY = 3  # cues of such a kind in one line, wherever they stand
# what stands between stamps, names and counts is a thread of comments or a list of teasers: of
# 128,000 characters on 216 coded pages 670 are content. So many lines apart at most, and so many
# in a row; heads and buttons of comments may stand further apart
_STAMPS = np.array([*(k in ("byline", "comment_form", "social_share") for k in KINDS), False])
_STAMP_GAP, _FEWEST_STAMPS = 4, 4
_REPLY_GAP, _FEWEST_REPLIES = 12, 3
_LATE = 0.7  # share of the content above a comment section's head: what follows is none
HEADLINE_CHANCE = 0.8  # of content, for a line that passes as the headline
_FEW = 2  # lines: so short a text was chosen by its user, and nothing around it tells more
# share of likely content in a text that is an article, no whole page; a text of more lines than
# this is taken for a page until nearly all of it is content
_ARTICLE, _PAGE = 0.6, 40
_NOTE = 300  # characters of a writer's introduction, at most
_TITLE = 2  # blanks in a headline, at least
_BODY = 120  # characters of a line that passes as body
_TOP = 10  # lines in which a headline is looked for
_KIN = 2  # longer words of a headline that its body uses, where it is not the first line
_ABOVE_BYLINE = 1  # standing right above the byline or the body is worth so many of them
# a line with so many, and such a share of its own, is a second headline or a line below the first
_CLOSE_KIN, _CLOSE_SHARE = 5, 0.6
_BYLINE = KINDS.index("byline")
_ENDS, _N_WORDS = SHAPE_NAMES.index("ends_sentence"), SHAPE_NAMES.index("words")
_UPPER, _STARTS_UPPER = SHAPE_NAMES.index("upper"), SHAPE_NAMES.index("starts_upper")
# in an article in common spelling a line of capitals of this length is a link: 12 of 12
_CAPITALS, _SHOUTED, _SHOUTED_SHARE = 0.9, (40, 140), 0.34
# and a last line that introduces a person by two names is its writer's: 6 of 6
_WRITER = re.compile(
    r"(?:(?:Rep\.|Sen\.|Dr\.|Gov\.) )?(?:[A-Z][\w.'-]+ ){2,4}(?:is|was|are) (?:an? |the |chair"
    r"|president|director|author|former|editor|professor|senior|executive|currently|co-?founder"
    r"|founder|elected)"
)


class _Facts(NamedTuple):
    """What several rules ask of lines.

    Attributes
    ----------
    layout : Layout
        Their documents.
    weights : ndarray of shape (n_lines,)
        What they count for in shares of a document.
    loudest : ndarray of shape (n_lines,)
        The largest share of each line inside stronger cues of one kind.
    ended : ndarray of bool, shape (n_lines,)
        Whether they read as sentences.
    """

    layout: Layout
    weights: np.ndarray
    loudest: np.ndarray
    ended: np.ndarray


def overruled(lines: Lines, chance: np.ndarray, sizes: Sequence[int] = ()) -> np.ndarray:
    """Let rules have the last word: forms, masses of cues, comment sections, headlines.

    The articles and pages of the training data hold too few of these lines for the weights to
    learn how sure they are: of 2,080 lines with a form, 2 % are content.

    Parameters
    ----------
    lines : Lines
        A document, or several, one after the other.
    chance : ndarray of shape (n_lines,)
        Probability of content.
    sizes : sequence of int, optional
        Lines of each document; one document if not given.
    """
    layout = Layout(sizes or [len(chance)])
    cues = lines.cues
    loudest = ((cues.weight >= 2) * cues.cover).max(axis=1)
    ended = (lines.shape[:, _ENDS] > 0) & (lines.shape[:, _N_WORDS] >= _FEWEST_WORDS)
    facts = _Facts(layout, np.minimum(lines.chars, 400.0), loudest, ended)
    out = _shifted_odds(lines, chance, facts)
    alone = layout.spread(layout.sizes <= _FEW) & (loudest < _MASSED)
    out[alone] = np.maximum(out[alone], HEADLINE_CHANCE)
    sure = (lines.forms >= 0) | lines.garbled
    out[sure] = np.minimum(out[sure], FORM_CHANCE)
    massed = (cues.weight[:, _SURE] >= 3) & (cues.cover[:, _SURE] >= _MASSED)
    massed |= cues.hits[:, _SURE] >= _MANY
    against = massed.any(axis=1)
    out[against] = np.minimum(out[against], RULE_CHANCE)
    _silence_comments(lines, out, layout)
    article = _are_articles(_shares(out, facts), layout)
    _strike(lines, out, article, layout)
    for at in compress(layout.slices, article.tolist()):
        _keep_headline(lines, out, facts, at)
    return out


def _silence_comments(lines: Lines, chance: np.ndarray, layout: Layout) -> None:
    """Take what stands between stamps, or below a late head of comments, for residue."""
    heads = lines.forms == _COMMENTS
    stamped = _STAMPS[lines.forms]  # -1, no form, is the last
    some = np.logical_or.reduceat(stamped, layout.starts)  # heads are stamps too
    for at in compress(layout.slices, some.tolist()):
        own, head = chance[at], heads[at].nonzero()[0].tolist()
        for first, last in _threads(stamped[at].nonzero()[0].tolist(), head):
            own[first:last] = np.minimum(own[first:last], RULE_CHANCE)
        if head:
            mass = np.cumsum(own * lines.chars[at])
            late = next((row for row in head if mass[row] >= _LATE * mass[-1]), len(own))
            own[late + 1 :] = np.minimum(own[late + 1 :], RULE_CHANCE)


def _threads(stamps: Sequence[int], replies: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Find the stretches of lines in which stamps follow one another closely."""
    yield from _runs(stamps, _STAMP_GAP, _FEWEST_STAMPS)
    yield from _runs(replies, _REPLY_GAP, _FEWEST_REPLIES)


def _runs(at: Sequence[int], gap: int, fewest: int) -> Iterator[tuple[int, int]]:
    """Give first line and end of each run of numbers of which none is too far from the next."""
    if len(at) < fewest:
        return
    start = 0
    for number in range(1, len(at) + 1):
        if number == len(at) or at[number] - at[number - 1] > gap:
            if number - start >= fewest:
                yield at[start], at[number - 1] + 1
            start = number


def _are_articles(shares: np.ndarray, layout: Layout) -> np.ndarray:
    """Tell articles, residue and all, from whole pages by their share of likely content."""
    found: np.ndarray = shares >= np.where(layout.sizes <= _PAGE, _ARTICLE, _SHARES[1])
    return found


def _shares(chance: np.ndarray, facts: _Facts) -> np.ndarray:
    """Give the share of likely content in each document."""
    return facts.layout.sums(chance * facts.weights) / facts.layout.sums(facts.weights)


def _shifted_odds(lines: Lines, chance: np.ndarray, facts: _Facts) -> np.ndarray:
    """Move the threshold that suits the text, and the line in it, to one half."""
    layout = facts.layout
    shares = _shares(chance, facts)
    usual = layout.spread(np.interp(shares, _SHARES, _THRESHOLDS))
    article = layout.spread(_are_articles(shares, layout))
    quiet = facts.loudest < _QUIET
    body = (lines.chars > _BODY) & (chance >= _SURE_BODY)
    near = layout.from_above(body), layout.from_below(body)
    needed = np.where(
        article,
        _needed_in_article(lines, chance, facts, *near),
        _needed_on_page(lines, facts, *near),
    )
    threshold = np.minimum(needed, usual)
    for row in ((chance < threshold) & quiet & article).nonzero()[0].tolist():
        if _PLAIN_FORMS.match(lines.texts[row]):
            threshold[row] = _PLAIN
        elif lines.chars[row] > _PARAGRAPH_CHARS and not _GALLERY.search(lines.texts[row][-40:]):
            threshold[row] = min(threshold[row], _PARAGRAPH)
    low = chance < _DOUBTFUL
    island = layout.from_above(low) & layout.from_above(low, 2)
    island &= layout.from_below(low) & layout.from_below(low, 2)
    threshold[island & article] = _ISLAND
    kept = chance * (1.0 - threshold)
    out: np.ndarray = kept / (kept + (1.0 - chance) * threshold)
    return out


def _needed_in_article(
    lines: Lines, chance: np.ndarray, facts: _Facts, above: np.ndarray, below: np.ndarray
) -> np.ndarray:
    """Give the most that a line of an article needs, by what it is and what it stands between.

    `above` and `below` say whether a paragraph of the body stands there.
    """
    layout = facts.layout
    quiet = facts.loudest < _QUIET
    spoken = facts.ended & quiet
    short = (lines.chars <= _HEAD_CHARS) & quiet
    left = chance < _RESIDUE
    out = np.ones(len(chance))
    out[above & below & facts.ended & (facts.loudest < _LOUD)] = _LOUD_SENTENCE
    out[spoken] = _SENTENCE
    out[layout.from_below(left) & layout.from_below(left, 2) & spoken] = _LAST_SENTENCE
    out[spoken & above & layout.from_above(~left, 2)] = _BELOW_BODY
    out[short & below] = _ABOVE_BODY
    out[short & above & below] = _SECTION_HEAD
    return out


def _needed_on_page(
    lines: Lines, facts: _Facts, above: np.ndarray, below: np.ndarray
) -> np.ndarray:
    """Give the most that a line of a page needs: less next to a paragraph, or between two."""
    short = lines.chars <= _HEAD_CHARS
    beside = (facts.ended & (above | below)) | (short & above & below)
    return np.where(beside & (facts.loudest < _QUIET), _BESIDE, 1.0)


def _strike(lines: Lines, chance: np.ndarray, article: np.ndarray, layout: Layout) -> None:
    """Strike out links in capitals, and the line below an article that introduces its writer."""
    low, high = _SHOUTED
    capitals = lines.shape[:, _UPPER] > _CAPITALS
    shouted = capitals & (lines.chars >= low) & (lines.chars <= high)
    shouted &= (lines.shape[:, _ENDS] == 0) & (lines.shape[:, _STARTS_UPPER] > 0)
    few = np.add.reduceat(capitals, layout.starts, dtype=int) <= _SHOUTED_SHARE * layout.sizes
    shouted &= layout.spread(few & article)
    chance[shouted] = np.minimum(chance[shouted], RULE_CHANCE)
    for at in compress(layout.slices, (article & (layout.sizes > _FEW)).tolist()):
        last = at.stop - 1
        if lines.chars[last] <= _NOTE and _WRITER.match(lines.texts[last]):
            chance[last] = min(chance[last], RULE_CHANCE)


def _keep_headline(lines: Lines, chances: np.ndarray, facts: _Facts, at: slice) -> None:
    """Keep a headline: built like one, above the body of an article, sharing its words.

    Whole pages label no headline as content, so the weights know them as links.
    """
    chance, loudest, texts = chances[at], facts.loudest[at], lines.texts[at]
    body = ((chance >= THRESHOLD) & (lines.chars[at] > _BODY)).nonzero()[0].tolist()
    top = min(body[0], _TOP) if body else 0
    forms = lines.forms[at][: top + 1].tolist()
    above = forms.index(_BYLINE) if _BYLINE in forms[:top] else top
    titled = [row for row in range(top) if forms[row] < 0 and _titled(texts[row])]
    kept = titled[:1] if titled[:1] == [0] else []
    if titled and titled != [0]:
        lowers = lines.lowers[at]
        used = _stems(" ".join([lowers[row] for row in body]))
        most = 0
        second = []
        for row in titled:
            own = _stems(lowers[row])
            shared = len(own & used)
            kin = shared + _ABOVE_BYLINE * (row + 1 == above)
            if kin >= max(most, _KIN) and (row < above or most < _KIN):
                kept, most = [row], kin
            if shared >= max(_CLOSE_KIN, _CLOSE_SHARE * len(own)):
                second.append(row)
        kept = kept + second
    for row in kept:
        if loudest[row] < _MASSED:
            chance[row] = max(chance[row], HEADLINE_CHANCE)
        below = row + 1
        # a sentence between headline and byline says what the article is about
        bare = below < above < top and forms[below] < 0 and loudest[below] < _QUIET
        if bare and facts.ended[at][below]:
            chance[below] = max(chance[below], HEADLINE_CHANCE)


def _stems(lower: str) -> set[str]:
    """Give the longer words, each by its first letters: "convoys" comes back as "convoy"."""
    return {word[:5] for word in lower.split() if len(word) > 3}


def _titled(text: str) -> bool:
    """Say whether a line is built like a headline."""
    return (
        text.count(" ") >= _TITLE and len(text) <= 200 and ". " not in text
        and text[-1] not in ".:" and "|" not in text
    )  # fmt: skip
