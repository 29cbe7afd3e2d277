"""A corpus: articles by the million, from files of many kinds to tables, by as many processes as there are."""
