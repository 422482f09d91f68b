"""The text layer: folding, lines, sentences, words, quotes, attributions, mentions."""
