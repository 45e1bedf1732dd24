"""The way out: how what the catalogue holds is found, read and linked."""
