"use strict";

// What leaves the page: the decisions, for "copydesk apply", and a patch, for everything else.

/** The content of decisions.json. */
function decisionsFile(articles, decisions, about) {
  const rows = [];
  for (const article of articles) {
    const made = decided(article, decisions).map(([finding, decision]) => decisionRow(finding, decision));
    if (made.length) {
      const following = acceptedFollowing(article, decisions).map((finding) => finding.known);
      rows.push({ path: article.path, hash: article.hash, decisions: made, following });
    }
  }
  return JSON.stringify({ version: about.version, program: about.program, articles: rows }, null, 1) + "\n";
}

function acceptedFollowing(article, decisions) {
  const comesUp = isAllAccepted(article, decisions);
  return article.following.filter((finding) => comesUp && decisions.isAccepted(article, finding));
}

function decisionRow(finding, decision) {
  const { rule, fingerprint, excerpt, start, end } = finding;
  const row = { choice: decision.choice, rule, fingerprint, excerpt, start, end };
  if (decision.choice === "write") {
    return { ...row, text: decision.text };
  }
  if (decision.choice === "reject") {
    return row;
  }
  const number = decision.choice === "option" ? decision.number : 1;
  return { ...row, edits: finding.options[number - 1].edits };
}

/** The accepted decisions as a unified diff, and how many of them it could not take. */
function patchFile(articles, decisions) {
  let leftOut = 0;
  const parts = [];
  for (const article of articles) {
    const accepted = decided(prepare(article), decisions).filter(([, { choice }]) => choice !== "reject");
    const edits = [];
    for (const [finding, decision] of accepted) {
      const made = changes(article, finding, decision);
      const isPossible = article.lineEnd && (decision.choice !== "write" || isPlain(article, finding));
      if (isPossible && !made.some((edit) => touches(edit, edits))) {
        edits.push(...made);
      } else {
        leftOut += 1;
      }
    }
    leftOut += acceptedFollowing(article, decisions).length;
    edits.sort((one, other) => one.from - other.from);
    parts.push(difference(article, edits));
  }
  return { text: parts.join(""), leftOut };
}

/** Whether text written by hand can stand there as it is: nothing is marked up there, and nothing to be escaped. */
function isPlain(article, finding) {
  return !article.isEncoded && !article.masks.some(([from, to]) => from < finding.to && finding.from < to);
}

/** Whether an edit shares a place with one of others, or stands beside it. */
function touches(edit, others) {
  return others.some((other) => other.from <= edit.to && edit.from <= other.to);
}

const AROUND = 3;

/** The unified difference that sorted, disjoint edits make; empty for none. */
function difference({ path, text, lineEnd }, edits) {
  const starts = [0];
  for (const found of text.matchAll(/\n/g)) {
    if (found.index + 1 < text.length) {
      starts.push(found.index + 1);
    }
  }
  const lineOf = (offset) => Math.max(0, firstNotBelow(starts, offset + 1) - 1);
  const endOf = (line) => starts[line + 1] ?? text.length;
  const changed = [];
  for (const edit of edits) {
    const [first, last] = [lineOf(edit.from), lineOf(edit.to)];
    const before = changed.at(-1);
    if (before && first <= before.last) {
      before.last = Math.max(before.last, last);
      before.edits.push(edit);
    } else {
      changed.push({ first, last, edits: [edit] });
    }
  }
  const regions = changed.map((region) => {
    const old = text.slice(starts[region.first], endOf(region.last));
    return narrowed(region.first, linesOf(old), linesOf(edited(old, region.edits, starts[region.first])));
  });
  const hunks = grouped(regions.filter((region) => region.old.length || region.new.length));
  let grown = 0;
  const body = hunks.map((hunk) => {
    const first = Math.max(0, hunk[0].first - AROUND);
    const last = Math.min(starts.length, hunk.at(-1).first + hunk.at(-1).old.length + AROUND);
    const lines = [];
    let at = first;
    const keep = (until) => {
      for (; at < until; at += 1) {
        lines.push([" ", text.slice(starts[at], endOf(at))]);
      }
    };
    for (const region of hunk) {
      keep(region.first);
      lines.push(...region.old.map((line) => ["-", line]), ...region.new.map((line) => ["+", line]));
      at += region.old.length;
    }
    keep(last);
    const [old, made] = ["+", "-"].map((sign) => lines.filter(([own]) => own !== sign).length);
    const head = `@@ -${old ? first + 1 : first},${old} +${made ? first + grown + 1 : first + grown},${made} @@\n`;
    grown += made - old;
    const asWritten = (line) => (line.endsWith("\n") ? line.slice(0, -1) + lineEnd : line + MISSING_END);
    return head + lines.map(([sign, line]) => sign + asWritten(line)).join("");
  });
  return body.length ? `--- ${quotedPath("a", path)}\n+++ ${quotedPath("b", path)}\n${body.join("")}` : "";
}

const MISSING_END = "\n\\ No newline at end of file\n";

function edited(text, edits, offset) {
  let [made, at] = ["", 0];
  for (const edit of edits) {
    made += text.slice(at, edit.from - offset) + edit.text;
    at = edit.to - offset;
  }
  return made + text.slice(at);
}

function linesOf(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A changed region without the lines that are the same at its ends. */
function narrowed(first, old, made) {
  let same = 0;
  while (same < old.length && same < made.length && old[same] === made[same]) {
    same += 1;
  }
  [old, made] = [old.slice(same), made.slice(same)];
  while (old.length && made.length && old.at(-1) === made.at(-1)) {
    [old, made] = [old.slice(0, -1), made.slice(0, -1)];
  }
  return { first: first + same, old, new: made };
}

/** Regions in hunks: those that are near enough for their surroundings to meet stand in one. */
function grouped(regions) {
  const hunks = [];
  for (const region of regions) {
    const before = hunks.at(-1)?.at(-1);
    if (before && region.first - (before.first + before.old.length) <= 2 * AROUND) {
      hunks.at(-1).push(region);
    } else {
      hunks.push([region]);
    }
  }
  return hunks;
}

/** A path as git writes it in a patch. */
function quotedPath(side, path) {
  const whole = `${side}/${path.replace(/^(?:\.?\/)+/, "")}`;
  if (!/[\u0000-\u001f"\\\u007f]/.test(whole)) {
    return /\s/.test(whole) ? `${whole}\t` : whole;
  }
  const escaped = whole.replace(/[\u0000-\u001f"\\\u007f]/g, (character) =>
    character < " " || character > "~" ? octal(character) : `\\${character}`,
  );
  return `"${escaped}"`;
}

function octal(character) {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

/** Have the browser save a file. */
function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
