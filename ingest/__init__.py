"""From files to an index: canonical text, outline, provisions, chunks, generation."""
