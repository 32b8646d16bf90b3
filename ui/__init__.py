"""The web chat: what is shown is worked out by pure functions (`*_view`, `markup`); the pages draw it."""
