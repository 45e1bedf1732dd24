"""Nothing here is collected by `make test`: `make soak` runs it."""

collect_ignore_glob = ["*.py"]
