-- Cases that were mended, to be found by their words ("how was it mended last time?"). rowid: the case's
-- code. The texts are terms made by dialogs/understanding/terms.hpp (Chinese as pairs of characters),
-- without anybody's name or number. kind: the category; place: "b12 u2 r1201" and the bare numbers.
-- The rows of cases that are there already are made at the next start, since SQL cannot make terms.
CREATE VIRTUAL TABLE case_search USING fts5(kind, place, wrong, done,
  tokenize="porter unicode61 remove_diacritics 2");
