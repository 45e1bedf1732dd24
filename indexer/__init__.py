"""The way in: from a file to passages and proposals in the catalogue."""
