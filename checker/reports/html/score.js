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

/** What is to be read of an article's score: a sentence, and its parts now and with what is accepted made. */
function scoreParts(article, before, after, isOpen) {
  const value = (score) => (score.value === null ? "none" : `${whole(score.value)}, grade ${score.grade}`);
  const band = (score) => (score.band ? score.band.map((end) => whole(end)).join("\u2013") : "none");
  const points = (score, key) => (score.parts.get(key) ?? 0).toFixed(1);
  const cell = (text) => element("td", {}, text);
  const row = (name, tell) =>
    element("tr", {}, element("th", { scope: "row" }, name), cell(tell(before)), cell(tell(after)));
  const headings = ["Points", "now", "accepted made"].map((name) => element("th", { scope: "col" }, name));
  const rows = [...before.parts.keys()].sort().map((key) => {
    const [dimension, severity] = key.split("\0");
    return row(`${dimension.replaceAll("-", " ")}, ${severity}`, (score) => points(score, key));
  });
  rows.push(
    row("all", (score) => score.penalty.toFixed(1)),
    row("per 1,000 words", (score) => whole(score.perThousand)),
    row("value", value),
    row("band", band),
  );
  const table = element("table", {}, element("thead", {}, element("tr", {}, headings)), element("tbody", {}, rows));
  const seen = article.hasSource ? "beside the source: nothing that is" : "without the source: nothing that is omitted or";
  const known = `This counts what ${article.readBy} see ${seen} fluently mistranslated.`;
  const words = counted(article.words, "word");
  let now = `${words}, ${article.withoutValue}`;
  if (before.value !== null) {
    now = `${words}, value ${value(before)} (${band(before)})`;
    now += after.penalty === before.penalty ? "" : `; with the accepted repairs: ${value(after)} (${band(after)})`;
  }
  return [
    element("p", {}, now),
    element(
      "details",
      { open: isOpen },
      element("summary", {}, "Parts of the score"),
      table,
      element("p", { class: "note" }, known),
    ),
  ];
}
