"""The screens of doubles: pairs to review, two cards side by side, what was merged."""
