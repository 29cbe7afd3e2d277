"use strict";

// An article as text, with its marks in place. It is drawn section by section: a block of prose, or what lies between
// two, such as code. Only the sections that a decision touches are drawn anew.

const TAGS = { heading: "h3", quote: "blockquote", paragraph: "p" };
const CLEAR = "\u2060";
const OPAQUE = "\ufffc";

class Drawing {
  /** Draws a prepared article; marks and repairs are those of the findings that are visible. */
  constructor(article, decisions, onSelect) {
    this.article = article;
    this.decisions = decisions;
    this.element = element("div", { class: "text", click: (event) => this.select(event, onSelect) });
    this.maskEnds = article.masks.map(([, to]) => to);
    this.sections = [...sectionsOf(article)];
    this.chunks = [];
    for (let at = 0; at < this.sections.length; at += SECTIONS_TOGETHER) {
      const sections = this.sections.slice(at, at + SECTIONS_TOGETHER);
      const chunk = { sections, element: element("div", { class: "chunk" }) };
      sections.forEach((section) => {
        section.chunk = chunk;
      });
      this.chunks.push(chunk);
    }
    this.element.append(...this.chunks.map((chunk) => chunk.element));
    this.starts = this.sections.map((section) => section.from);
    this.touched = new Map();
    this.related = new Set();
    this.current = [];
    this.pointed = null;
  }

  /** Draw all of it, with marks for these findings. */
  draw(findings) {
    this.numbers = new Map(findings.map((finding, number) => [finding, number]));
    this.findings = findings;
    this.touched.clear();
    this.related.clear();
    this.current = [];
    this.pointed = null;
    for (const section of this.sections) {
      Object.assign(section, { findings: [], edits: [], related: [] });
    }
    for (const finding of findings) {
      this.within(finding.from, finding.to).forEach((section) => section.findings.push(finding));
      this.note(finding);
    }
    this.sections.forEach((section) => this.fill(section));
    this.chunks.forEach(gather);
  }

  /** Draw anew what the decision about a finding touches. */
  redraw(finding) {
    const before = this.touched.get(finding) ?? new Set();
    before.forEach((section) => {
      section.edits = section.edits.filter((edit) => edit.finding !== finding);
    });
    this.note(finding);
    const own = this.within(finding.from, finding.to);
    new Set([...before, ...this.touched.get(finding), ...own]).forEach((section) => this.refill(section));
  }

  /** Show one finding as the current one, with the other places that belong to it. */
  point(finding) {
    this.current.forEach((mark) => mark.classList.remove("current"));
    this.pointed = finding;
    const changed = new Set(this.related);
    this.related.forEach((section) => {
      section.related = [];
    });
    this.related.clear();
    for (const { start, end } of finding?.related ?? []) {
      const [from, to] = [this.article.unit(start), this.article.unit(end)];
      for (const section of this.within(from, to)) {
        section.related.push({ from, to });
        this.related.add(section);
        changed.add(section);
      }
    }
    changed.forEach((section) => this.refill(section));
    this.emphasise();
    return this.current[0];
  }

  emphasise() {
    this.current = this.pointed ? this.marks(this.pointed) : [];
    this.current.forEach((mark) => mark.classList.add("current"));
  }

  /** The elements that show a finding. */
  marks(finding) {
    const number = this.numbers.get(finding);
    if (number === undefined) {
      return [];
    }
    const sections = new Set([...this.within(finding.from, finding.to), ...this.touched.get(finding)]);
    const find = ({ holder }) => (holder ? [...holder.querySelectorAll(`[data-finding="${number}"]`)] : []);
    return [...sections].flatMap(find);
  }

  /** The element in which a place is drawn. */
  holderOf(start, end) {
    return this.within(this.article.unit(start), this.article.unit(end)).find((section) => section.holder)?.holder;
  }

  select(event, onSelect) {
    const mark = event.target.closest("[data-finding]");
    if (mark) {
      onSelect(this.findings[Number(mark.dataset.finding)]);
    }
  }

  /** The sections that a stretch lies in. One of no length at the end of a block is in that block. */
  within(from, to) {
    let at = Math.max(0, firstNotBelow(this.starts, from + 1) - 1);
    if (at > 0 && from === this.starts[at] && from === to && this.sections[at].isBetween) {
      at -= 1;
    }
    const found = [];
    for (; at < this.sections.length && (this.sections[at].from < to || !found.length); at += 1) {
      found.push(this.sections[at]);
    }
    return found;
  }

  /** Take note of what the decision about a finding changes, and where. */
  note(finding) {
    const touched = new Set();
    for (const change of changes(this.article, finding, this.decisions.of(this.article, finding))) {
      const places = this.within(change.from, change.to);
      places.forEach((section, number) => {
        section.edits.push({ ...change, finding, text: number ? "" : change.text });
        touched.add(section);
      });
    }
    this.touched.set(finding, touched);
  }

  refill(section) {
    const old = section.holder;
    this.fill(section);
    if (old && section.holder) {
      old.replaceWith(section.holder);
    } else if (old || section.holder) {
      gather(section.chunk);
    }
    this.emphasise();
  }

  fill(section) {
    section.holder = null;
    const isEmpty = section.isHidden && !section.findings.length && !section.edits.length && !section.related.length;
    if (!isEmpty && section.from < section.to) {
      section.holder = element(TAGS[section.kind] ?? "div", { class: `section ${section.kind}` });
      section.holder.append(...this.pieces(section));
    }
  }

  /** The nodes that a section consists of: stretches between which nothing changes. */
  *pieces(section) {
    const { from, to } = section;
    const masks = this.masksIn(from, to);
    const edits = section.edits.map((edit) => ({ ...edit, at: Math.min(edit.to, to) }));
    const points = new Set([from, to]);
    for (const stretch of [...masks, ...section.findings, ...edits, ...section.related]) {
      points.add(Math.max(from, Math.min(stretch.from, to)));
      points.add(Math.max(from, Math.min(stretch.to, to)));
    }
    const places = [...points].sort((one, other) => one - other);
    for (const [number, at] of places.entries()) {
      for (const edit of edits) {
        if (edit.at === at && edit.text) {
          yield this.marked(edit.finding, element("ins", {}, edit.text));
        }
      }
      for (const finding of section.findings) {
        if (finding.from === at && finding.to === at && !edits.some((edit) => edit.finding === finding)) {
          yield this.marked(finding, element("span", { class: "point" }, "\u2038"));
        }
      }
      const next = places[number + 1];
      if (next === undefined) {
        return;
      }
      yield this.piece(section, masks, edits, at, next);
    }
  }

  piece(section, masks, edits, from, to) {
    const covers = (stretch) => stretch.from <= from && to <= stretch.to;
    let node = this.plain(section, masks.find(covers), from, to);
    if (section.related.some(covers)) {
      node = element("span", { class: "related" }, node);
    }
    const edit = edits.find(covers);
    if (edit) {
      node = element("del", {}, node);
    }
    const finding = edit?.finding ?? nearest(section.findings.filter((each) => each.from < each.to && covers(each)));
    return finding ? this.marked(finding, node) : node;
  }

  /** A stretch without marks, as its reader sees it. */
  plain(section, mask, from, to) {
    const text = this.article.text.slice(from, to);
    if (section.isBetween) {
      const opened = from === section.from ? text.replace(/^\s*\n/, "") : text;
      return document.createTextNode(shown(to === section.to ? opened.trimEnd() : opened));
    }
    if (!mask) {
      return document.createTextNode(shown(text));
    }
    if (mask.filler === OPAQUE) {
      return element("span", { class: "code" }, text);
    }
    // An escape: its last character stands for what it means, those before it for nothing.
    return mask.filler === CLEAR ? element("span", { class: "markup" }, text) : document.createTextNode(mask.filler);
  }

  marked(finding, node) {
    const decision = this.decisions.of(this.article, finding);
    const state = decision ? (decision.choice === "reject" ? "rejected" : "accepted") : "open";
    const number = this.numbers.get(finding);
    return element("mark", { class: `${finding.severity ?? "minor"} ${state}`, "data-finding": number }, node);
  }

  masksIn(from, to) {
    const found = [];
    const { masks } = this.article;
    for (let at = firstNotBelow(this.maskEnds, from + 1); at < masks.length && masks[at][0] < to; at += 1) {
      found.push({ from: masks[at][0], to: masks[at][1], filler: masks[at][2] });
    }
    return found;
  }
}

/** Put a chunk's sections in it: so many together are laid out by the browser, or left until they come into view. */
function gather({ element: holder, sections }) {
  holder.replaceChildren(...sections.map((section) => section.holder).filter((each) => each));
}

const SECTIONS_TOGETHER = 40;

/** Of stretches that overlap the shortest, which would be covered by the others. */
function nearest(findings) {
  return findings.reduce(
    (best, finding) => (best && best.to - best.from <= finding.to - finding.from ? best : finding),
    undefined,
  );
}

/** The blocks of an article, and what lies between them; it is hidden where it is nothing but markup. */
function* sectionsOf(article) {
  const blocks = article.blocks.length ? article.blocks : paragraphsOf(article.text);
  let at = 0;
  for (const [from, to, kind] of blocks) {
    if (at < from) {
      yield between(article, at, from);
    }
    yield { from, to, kind, isBetween: false, isHidden: false };
    at = to;
  }
  if (at < article.text.length) {
    yield between(article, at, article.text.length);
  }
}

function between(article, from, to) {
  const text = article.text.slice(from, to);
  return { from, to, kind: "between", isBetween: true, isHidden: !/[\p{L}\p{N}]/u.test(text.replace(/<[^<>]*>/g, "")) };
}

function paragraphsOf(text) {
  return [...text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)].map((found) => [
    found.index,
    found.index + found[0].length,
    "paragraph",
  ]);
}
