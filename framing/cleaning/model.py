"""The shipped line model at work: weights in, labels of lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.cleaning.context import CONTEXT_NAMES, context, section_cues
from framing.cleaning.evidence import Cues, find_cues, tokens
from framing.cleaning.forms import FORM_CHANCE, form_of
from framing.cleaning.kinds import KINDS
from framing.cleaning.shapes import SHAPE_NAMES, shapes
from framing.text.normalise import fold_case, normalise

__all__ = ["THRESHOLD", "Lines", "LineModel", "Verdict", "bins", "context_features", "read_lines"]

CHUNK = 3000  # lines judged at once: a longer document is cut, so that memory stays bounded
_OVERLAP = 30  # lines of the chunk before and after that are shown as neighbours
THRESHOLD = 0.5  # of content
# The odds are shifted by the share of a text that is likely content: in an article, nearly all of
# it, a line needs a chance of .7 to stay; on a whole page .45. Chosen out of fold: at .7 the
# articles of boilerplate_kinds lose .4 % of their content, at .45 the pages of boilerplate_pages
# reach their best F1. Between the shares the threshold runs from one to the other.
_SHARES, _THRESHOLDS = (0.65, 0.85), (0.45, 0.7)
RULE_CHANCE = 0.2  # of content, where a rule speaks against it
_COMMENTS = KINDS.index("comment_form")
_SURE = [
    KINDS.index(kind)
    for kind in ("donation_appeal", "newsletter_signup", "subscription_offer", "summary_widget",
                 "comment_form", "legal_notice", "editorial_note")
]  # fmt: skip
_MASSED = 0.25  # share of a line inside cues of such a kind
_MANY = 3  # cues of such a kind in one line, wherever they stand
_LATE = 0.7  # share of the content above a comment section's head: what follows is none
HEADLINE_CHANCE = 0.8  # of content, for a line that passes as the headline
_DAMAGED = 0.2  # share of the marks of such damage: nobody can read the line
_FEW = 2  # lines: so short a text was chosen by its user, and nothing around it tells more
_ARTICLE = 0.6  # share of likely content in a text that is an article, no whole page
_BODY = 120  # characters of a line that passes as body
_TOP = 10  # lines in which a headline is looked for
_KIN = 0.3  # share of a headline's longer words that its body uses
_SHARED = 1 + len(SHAPE_NAMES) + CONTEXT_NAMES.index("shared_words")
_REACH = 3  # neighbours on each side whose kinds count


@dataclass(frozen=True)
class Lines:
    """The lines of a document, with what can be said of each alone.

    Attributes
    ----------
    texts : list of str
        Folded lines, none empty.
    chars : ndarray of shape (n_lines,)
        Lengths.
    shape : ndarray of shape (n_lines, n_shapes)
        See :data:`framing.cleaning.shapes.SHAPE_NAMES`.
    cues : Cues
        Hits of the cue lexicon.
    forms : ndarray of int, shape (n_lines,)
        Kind whose form the line has, -1 where none.
    garbled : ndarray of bool, shape (n_lines,)
        Whether the line is so damaged in its encoding that nobody can read it.
    """

    texts: list[str]
    lowers: list[str]
    chars: np.ndarray
    shape: np.ndarray
    cues: Cues
    forms: np.ndarray
    garbled: np.ndarray


@dataclass(frozen=True)
class Verdict:
    """What the model says of the lines of a document.

    Attributes
    ----------
    content : ndarray of shape (n_lines,)
        Probability of content.
    kinds : ndarray of shape (n_lines, n_kinds)
        Probabilities of the kinds, if the line is residue.
    """

    content: np.ndarray
    kinds: np.ndarray


@dataclass(frozen=True)
class Alone:
    """What lines say by themselves: rows of the token table, shape bins, cues."""

    rows: np.ndarray
    starts: np.ndarray
    cells: np.ndarray
    cues: np.ndarray


def read_lines(lines: Sequence[str]) -> Lines:
    """Fold lines and describe each alone."""
    texts = [" ".join(normalise(line).text.split("\n")).strip() or "." for line in lines]
    return describe(texts)


def describe(texts: list[str]) -> Lines:
    """Describe folded lines."""
    garbled = np.fromiter(map(_garbled, texts), dtype=bool, count=len(texts))
    texts = repaired(texts)
    lowers = [fold_case(text) for text in texts]
    chars = np.fromiter(map(len, texts), dtype=np.float64, count=len(texts))
    ends = np.cumsum(chars + 1).astype(np.int64) - 1
    starts = ends - chars.astype(np.int64)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    cues = find_cues("\n".join(lowers), spans)
    forms = np.fromiter(map(form_of, texts), dtype=np.int64, count=len(texts))
    return Lines(texts, lowers, chars, shapes(texts, lowers), cues, forms, garbled)


def _garbled(text: str) -> bool:
    """Say whether a line consists of letters of another script, read as Latin-1."""
    if text.isascii():
        return False
    return sum(map(text.count, "ÐÑÃÂâ")) > _DAMAGED * len(text) and len(text) > 10


def repaired(texts: list[str]) -> list[str]:
    """Undo UTF-8 read as Latin-1 or cp1252, for judging alone: the text itself is left as it is."""
    if not any("\u00e2\u0080" in t or "\u00e2\u20ac" in t or "Ã" in t or "Ð" in t for t in texts):
        return texts
    return [_repaired(text) for text in texts]


def _repaired(text: str) -> str:
    for encoding in ("latin-1", "cp1252"):
        try:
            again = normalise(text.encode(encoding).decode("utf-8")).text.strip()
        except UnicodeError:
            continue
        return again.replace("\n", " ") or text
    return text


def bins(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Give the bin of each value; `edges` has a row of thresholds for each column."""
    out = np.zeros(values.shape, dtype=np.int64)
    for threshold in edges.T:
        out += values >= threshold
    return out


def binned_rows(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Give the row of each value's bin in one flat table of weights."""
    width = edges.shape[1] + 1
    return bins(values, edges) + np.arange(edges.shape[0]) * width


def cue_features(lines: Lines) -> np.ndarray:
    """Lay out the cues and forms of lines as numbers of about the same size."""
    cues = lines.cues
    strong = (cues.weight >= 2) & (cues.cover > 0.4)
    formed = lines.forms[:, None] == np.arange(len(KINDS))
    return np.hstack([cues.weight / 3.0, cues.cover * 2.0, strong, cues.weight >= 3, formed])


def context_features(lines: Lines, scores: np.ndarray) -> np.ndarray:
    """Join what a line is with what stands around it."""
    weight, cover = lines.cues.weight, lines.cues.cover
    sections = section_cues(weight, cover, lines.forms, KINDS)
    around = context(scores, lines.chars, sections, lines.lowers)
    summary = [weight.max(axis=1), cover.max(axis=1), cover.sum(axis=1), lines.forms >= 0]
    return np.hstack([scores[:, None], lines.shape, around, weight, np.column_stack(summary)])


def neighbours(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Average rows over the lines before and after each line."""
    n = len(values)
    at = np.arange(n)
    zero = np.zeros((1, values.shape[1]))
    total = np.vstack([zero, np.cumsum(values * weights[:, None], axis=0)])
    mass = np.concatenate([[0.0], np.cumsum(weights)])
    low, high = np.maximum(at - _REACH, 0), np.minimum(at + 1 + _REACH, n)
    before = (total[at] - total[low]) / (mass[at] - mass[low] + 0.5)[:, None]
    after = (total[high] - total[at + 1]) / (mass[high] - mass[at + 1] + 0.5)[:, None]
    return np.hstack([before, after])


def _summed(weights: np.ndarray, said: Alone) -> np.ndarray:
    """Sum the weights of each line's tokens."""
    run: np.ndarray = np.add.reduceat(weights, said.starts, axis=0)
    run[np.diff(said.starts, append=len(said.rows) - 1) == 0] = 0.0
    return run


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn rows of scores into probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


class LineModel:
    """Linear scores of lines, of their surroundings and of their kinds.

    Parameters
    ----------
    arrays : dict of str to ndarray
        The weights as :func:`framing.cleaning.training.fit` makes them.
    """

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self._known = {token: row for row, token in enumerate(arrays["tokens"].tolist())}
        # one row a token: the weight for content first, then those for the kinds
        table = arrays["token_weights"].astype(np.float64)
        self._content_weights = np.ascontiguousarray(table[:, 0])
        self._kind_weights = np.ascontiguousarray(table[:, 1:])
        self._shape_content = np.ascontiguousarray(arrays["shape_weights"][:, 0])

    def alone(self, lines: Lines) -> Alone:
        """Lay out what each line says by itself, ready to be weighed."""
        find = self._known.get
        rows: list[int | None] = []
        starts = []
        for lower in lines.lowers:
            starts.append(len(rows))
            found = set(map(find, tokens(lower)))
            found.discard(None)
            rows += found
        rows.append(len(self._known))  # an all-zero row ends the table, so that no slice is empty
        cells = binned_rows(lines.shape, self.arrays["shape_edges"])
        return Alone(np.array(rows, dtype=np.int64), np.array(starts), cells, cue_features(lines))

    def content_scores(self, said: Alone) -> np.ndarray:
        """Give the log odds of content, each line by itself."""
        weights = self.arrays
        run = _summed(self._content_weights[said.rows], said)
        run += self._shape_content[said.cells].sum(axis=1)
        run += (said.cues * weights["cue_weights"][:, 0]).sum(axis=1)
        out: np.ndarray = run + weights["alone_bias"][0]
        return out

    def kind_scores(self, said: Alone) -> np.ndarray:
        """Give the scores of the kinds, each line by itself."""
        weights = self.arrays
        run = _summed(self._kind_weights[said.rows], said)
        run += weights["shape_weights"][said.cells, 1:].sum(axis=1)
        run += np.einsum("ij,jk->ik", said.cues, weights["cue_weights"][:, 1:])
        out: np.ndarray = run + weights["alone_bias"][1:]
        return out

    def judge(self, lines: Lines, kinds: str = "always") -> Verdict:
        """Judge lines with their neighbours.

        Parameters
        ----------
        lines : Lines
            A document.
        kinds : {"always", "residue", "never"}
            When to tell the kinds: always, where there is residue, or never.
        """
        said = self.alone(lines)
        content = self.placed(lines, self.content_scores(said))
        if kinds == "never" or (kinds == "residue" and (content >= THRESHOLD).all()):
            return Verdict(content, np.zeros((len(content), len(KINDS))))
        return Verdict(content, self.sorted(lines, self.kind_scores(said), content))

    def placed(self, lines: Lines, scores: np.ndarray) -> np.ndarray:
        """Give the probability of content, surroundings seen."""
        features = context_features(lines, scores)
        chance = 1.0 / (1.0 + np.exp(-self._place_score(features)))
        return overruled(lines, chance, features[:, _SHARED])

    def _place_score(self, features: np.ndarray) -> np.ndarray:
        weights = self.arrays
        edges = weights["place_edges"]
        found = bins(features, edges)
        width = edges.shape[1] + 1
        total = weights["place_weights"][found + np.arange(edges.shape[0]) * width].sum(axis=1)
        left, right = weights["cross_pairs"].T
        cells = found[:, left] * width + found[:, right] + np.arange(len(left)) * width * width
        crossed: np.ndarray = weights["cross_weights"][cells].sum(axis=1)
        return total + crossed + weights["place_bias"][0]

    def sorted(self, lines: Lines, scores: np.ndarray, content: np.ndarray) -> np.ndarray:
        """Give the probabilities of the kinds, neighbours seen."""
        features = kind_features(lines, scores, content)
        weights = self.arrays["kind_weights"]
        total = np.einsum("ij,jk->ik", features, weights)
        return _blended(lines, softmax(total + self.arrays["kind_bias"]), content)


def overruled(lines: Lines, chance: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Let rules have the last word: forms, masses of cues, comment sections, headlines.

    The articles and pages of the training data hold too few of these lines for the weights to
    learn how sure they are: of 2,080 lines with a form, 2 % are content.
    """
    cues = lines.cues
    chance = _shifted_odds(chance, lines.chars)
    if len(chance) <= _FEW:
        plain = ((cues.weight >= 2) * cues.cover).max(axis=1) < _MASSED
        chance = np.where(plain, np.maximum(chance, HEADLINE_CHANCE), chance)
    sure = lines.forms >= 0
    out = np.where(sure | lines.garbled, np.minimum(chance, FORM_CHANCE), chance)
    massed = (cues.weight[:, _SURE] >= 3) & (cues.cover[:, _SURE] >= _MASSED)
    massed |= cues.hits[:, _SURE] >= _MANY
    out = np.where(massed.any(axis=1), np.minimum(out, RULE_CHANCE), out)
    head = lines.forms == _COMMENTS
    if head.any():
        mass = np.cumsum(out * lines.chars)
        late = np.flatnonzero(head & (mass >= _LATE * mass[-1]))
        if len(late):
            out[late[0] + 1 :] = np.minimum(out[late[0] + 1 :], RULE_CHANCE)
    return _with_headline(lines, out, shared)


def _shifted_odds(chance: np.ndarray, chars: np.ndarray) -> np.ndarray:
    """Move the threshold that suits the text to one half."""
    weights = np.minimum(chars, 400.0)
    share = (chance * weights).sum() / weights.sum()
    threshold = np.interp(share, _SHARES, _THRESHOLDS)
    kept = chance * (1.0 - threshold)
    out: np.ndarray = kept / (kept + (1.0 - chance) * threshold)
    return out


def _with_headline(lines: Lines, chance: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Keep a headline: built like one, above the body of an article, sharing its words.

    Whole pages label no headline as content, so the weights know them as links.
    """
    weights = np.minimum(lines.chars, 400.0)
    if (chance * weights).sum() < _ARTICLE * weights.sum():
        return chance
    body = np.flatnonzero((chance >= THRESHOLD) & (lines.chars > _BODY))
    top = range(min(int(body[0]), _TOP) if len(body) else 0)
    cued = ((lines.cues.weight >= 2) * lines.cues.cover).max(axis=1)
    for at in top:
        text = lines.texts[at]
        if lines.forms[at] >= 0 or cued[at] >= _MASSED or not _titled(text):
            continue
        if at == 0 or shared[at] >= _KIN:
            chance[at] = max(chance[at], HEADLINE_CHANCE)
    return chance


def _titled(text: str) -> bool:
    """Say whether a line is built like a headline."""
    return (
        text.count(" ") >= 3 and len(text) <= 200 and ". " not in text
        and text[-1] not in ".:" and "|" not in text
    )  # fmt: skip


def _blended(lines: Lines, kinds: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Let the residue around decide on the kind of a line that says little itself.

    The paragraphs of an appeal, or the blurbs of a list of links, read like any other prose.
    """
    residue = (content < THRESHOLD).astype(np.float64)
    around = neighbours(kinds, residue)
    half = around.shape[1] // 2
    mean = (around[:, :half] + around[:, half:]) / 2.0
    silent = (lines.forms < 0) & ((lines.cues.weight >= 2) * lines.cues.cover < 0.2).all(axis=1)
    out: np.ndarray = np.where(
        silent[:, None], (kinds + mean) / (1.0 + mean.sum(axis=1))[:, None], kinds
    )
    return out


def kind_features(lines: Lines, scores: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Lay out what tells the kind of a residue line: its own scores and its neighbours'."""
    own = softmax(scores)
    residue = 1.0 - content
    around = neighbours(own, residue)
    strong = np.minimum(lines.cues.weight * (lines.cues.cover > 0.2), 2.0)
    cued = neighbours(strong, np.ones(len(own)))
    n = len(own)
    at = np.arange(n)
    place = np.column_stack(
        [at == 0, at == n - 1, (at + 0.5) / n, np.minimum(at, 6) / 6.0, residue]
    )
    formed = lines.forms[:, None] == np.arange(len(KINDS))
    heavy = (lines.cues.weight >= 2) * lines.cues.cover
    return np.hstack([np.clip(scores, -8.0, 8.0), own, around, cued / 2.0, place, formed, heavy])


def judge_long(model: LineModel, lines: Lines, kinds: str = "always") -> Verdict:
    """Judge a document of any length, chunk by chunk where it is long."""
    n = len(lines.texts)
    if n <= CHUNK:
        return model.judge(lines, kinds)
    contents, sorts = [], []
    for start in range(0, n, CHUNK):
        low, high = max(0, start - _OVERLAP), min(n, start + CHUNK + _OVERLAP)
        verdict = model.judge(part(lines, low, high), kinds)
        inner = slice(start - low, min(start + CHUNK, n) - low)
        contents.append(verdict.content[inner])
        sorts.append(verdict.kinds[inner])
    return Verdict(np.concatenate(contents), np.vstack(sorts))


def part(lines: Lines, low: int, high: int) -> Lines:
    """Cut a stretch of lines out of a document."""
    found = lines.cues
    cues = Cues(
        found.weight[low:high],
        found.cover[low:high],
        found.hits[low:high],
        found.best[low:high],
    )
    return Lines(
        lines.texts[low:high], lines.lowers[low:high], lines.chars[low:high],
        lines.shape[low:high], cues, lines.forms[low:high],
        lines.garbled[low:high],
    )  # fmt: skip
