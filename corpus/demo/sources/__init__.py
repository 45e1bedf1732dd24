"""How the demo collection is made: texts written by hand, set into files of many kinds, and their gold."""
