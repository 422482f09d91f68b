"""The kinds of source boilerplate."""

from __future__ import annotations

__all__ = ["CONTENT", "KINDS", "LABELS"]

CONTENT = "content"

KINDS = (
    "donation_appeal",
    "newsletter_signup",
    "subscription_offer",
    "summary_widget",
    "comment_form",
    "navigation",
    "social_share",
    "media_caption",
    "byline",
    "legal_notice",
    "editorial_note",
    "advertisement",
    "masthead",
    "injected",
)
"""Every kind of residue a line can be."""

LABELS = (CONTENT, *KINDS)
