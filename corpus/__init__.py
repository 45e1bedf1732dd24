"""What we hold: the catalogue, the files, the vocabularies. It knows nothing of how they got in or are found."""
