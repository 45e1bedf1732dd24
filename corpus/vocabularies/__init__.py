"""The authorities: speakers, themes, territories, with all the forms of their names."""
