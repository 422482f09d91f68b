"""Context rules: which reading a cue has where it stands."""
