"use strict";

// What an article scores when only some of its findings are left: checker/findings/score.py once more, with its figures.

/** Points by dimension and severity, the points for each 1,000 words, and the value, band and grade made of them. */
function scoreOf(article, left, figures) {
  const seen = new Map();
  const parts = new Map();
  for (const finding of left) {
    const key = `${finding.rule}\0${finding.excerpt.toLowerCase()}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    if (before > figures.mostRepeats) {
      continue;
    }
    const points = finding.points * (before ? figures.repeat : 1);
    const at = `${finding.dimension}\0${finding.severity}`;
    parts.set(at, (parts.get(at) ?? 0) + points);
  }
  const penalty = [...parts.values()].reduce((sum, points) => sum + points, 0);
  const perThousand = article.words ? (1000 * penalty) / article.words : 0;
  const byFound = figures.unseen + figures.found * perThousand;
  // What a reader expects of the whole article stays as it is, whatever is decided about findings.
  const expected =
    article.readPoints === null ? byFound : byFound ** (1 - figures.read) * article.readPoints ** figures.read;
  const valueOf = (points) => Math.round(1000 * Math.exp(-points / figures.scale)) / 10;
  const value = article.withoutValue ? null : valueOf(expected);
  return {
    parts,
    penalty,
    perThousand,
    value,
    grade: value === null ? null : figures.grades.find(([least]) => value >= least)[1],
    band: article.spread === null ? null : [valueOf(expected * article.spread), valueOf(expected / article.spread)],
  };
}
