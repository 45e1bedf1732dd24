"""What we hold: the catalogue, the files, the vocabularies. It knows neither how things got in nor how they are found."""
