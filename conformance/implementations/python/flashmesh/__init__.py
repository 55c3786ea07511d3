"""A Flash-Mesh authority, written from spec/protocol.md alone. Start reading at authority.py."""
