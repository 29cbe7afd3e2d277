"use strict";

// The names of all articles: every spelling, where it stands, and the one to write everywhere.

class NamesTable {
  constructor(page, holder) {
    this.page = page;
    this.holder = holder;
    this.isWhole = false;
    this.places = null;
    this.opened = new Set();
  }

  draw() {
    keepingFocus(this.holder, () => this.fill());
  }

  fill() {
    this.places ??= placesOfSpellings();
    const several = ABOUT.names.filter((name) => name.spellings.length > 1);
    const shownNames = this.isWhole ? ABOUT.names : several;
    const all = element("input", { id: "all-names", type: "checkbox", change: () => this.show(!this.isWhole) });
    all.checked = this.isWhole;
    const title = `${counted(several.length, "name")} of ${ABOUT.names.length.toLocaleString("en")} with several spellings`;
    fill(
      this.holder,
      element("h2", {}, title),
      element("p", { class: "note" }, "Choose a spelling to have it written everywhere; undo takes that back."),
      element("label", { class: "check" }, all, " also names with one spelling"),
      shownNames.map((name) => this.nameOf(name)),
    );
  }

  show(isWhole) {
    this.isWhole = isWhole;
    this.draw();
  }

  nameOf(name) {
    const rows = name.spellings.map((spelling) => this.spellingOf(name, spelling));
    return element(
      "section",
      { class: "name" },
      element("h3", {}, name.name, element("span", { class: "note" }, ` ${name.kind}`)),
      element("ul", {}, rows),
    );
  }

  spellingOf(name, spelling) {
    const places = this.places.get(spelling.text) ?? [];
    const others = name.spellings.filter((other) => other !== spelling);
    const choose = element(
      "button",
      { id: `choose ${spelling.text}`, "aria-label": `Write this everywhere: ${shown(spelling.text)}`, click: () => this.choose(spelling.text, others) },
      "Write this everywhere",
    );
    const reason = spelling.reason ? element("span", { class: "note" }, ` ${spelling.reason}`) : null;
    return element("li", {}, element("strong", {}, spelling.text), reason, " ", others.length ? choose : null, this.where(spelling, places));
  }

  /** The places of a spelling, listed when they are asked for. */
  where(spelling, places) {
    const list = element("ol");
    const made = element(
      "details",
      { open: this.opened.has(spelling.text) },
      element("summary", {}, counted(places.length, "place")),
      list,
    );
    const show = () => {
      this.opened[made.open ? "add" : "delete"](spelling.text);
      if (made.open && !list.childElementCount) {
        list.append(...places.slice(0, MOST_PLACES).map((place) => this.placeOf(place)));
        if (places.length > MOST_PLACES) {
          list.append(element("li", {}, `and ${counted(places.length - MOST_PLACES, "more place")}`));
        }
      }
    };
    made.addEventListener("toggle", show);
    show();
    return made;
  }

  placeOf(place) {
    const { article, start, end } = place;
    const { text, unit } = prepare(article);
    const [from, to] = [unit(start), unit(end)];
    const replacement = this.page.decisions.about(article).get(keyOf(place));
    const open = () => {
      this.page.turnTo("articles");
      this.page.open(article);
      this.page.drawing.holderOf(start, end)?.scrollIntoView({ block: "center" });
    };
    return element(
      "li",
      {},
      element("button", { class: "link", click: open }, article.path),
      " \u2026",
      text.slice(Math.max(0, from - AROUND_NAME), from),
      element(replacement ? "del" : "strong", {}, text.slice(from, to)),
      replacement ? element("ins", {}, replacement.text) : null,
      text.slice(to, to + AROUND_NAME),
      "\u2026",
    );
  }

  /** Have one spelling written wherever one of the others stands. */
  choose(right, others) {
    const { decisions } = this.page;
    const steps = [];
    let changed = 0;
    for (const place of this.places.get(right) ?? []) {
      if (decisions.about(place.article).has(keyOf(place))) {
        steps.push([place.article, keyOf(place), null]);
      }
    }
    for (const { text: wrong } of others) {
      for (const place of this.places.get(wrong) ?? []) {
        const { article, start, end } = place;
        const { text, unit } = prepare(article);
        const excerpt = text.slice(unit(start), unit(end));
        const made = respelled(excerpt, wrong, right);
        if (made !== null && made !== excerpt) {
          // What else was accepted for these words gives way.
          for (const finding of article.findings) {
            if (finding.start < end && start < finding.end && decisions.isAccepted(article, finding)) {
              steps.push([article, finding.fingerprint, null]);
            }
          }
          steps.push([article, keyOf(place), { choice: "write", text: made, start, end, excerpt, rule: "name" }]);
          changed += 1;
        }
      }
    }
    if (steps.length) {
      decisions.decide(steps);
      new Set(steps.map(([article]) => article)).forEach((article) => this.page.list.tell(article));
    }
    this.draw();
    this.page.say(`${counted(changed, "place")} to be written as ${right}.`);
  }
}

const AROUND_NAME = 40;
const MOST_PLACES = 200;

function keyOf({ start, end }) {
  return `name ${start} ${end}`;
}

/** Where each spelling stands: [{article, start, end}] by spelling. */
function placesOfSpellings() {
  const places = new Map();
  for (const article of ARTICLES) {
    for (const [spelling, start, end] of article.names) {
      if (!places.has(spelling)) {
        places.set(spelling, []);
      }
      places.get(spelling).push({ article, start, end });
    }
  }
  return places;
}

/**
 * What is to stand for a name as written in one place: all of it, or of a full name the words that stand there.
 * Null where it is written otherwise than the spelling that it is counted under.
 */
function respelled(written, wrong, right) {
  const [old, spelling, chosen] = [written.replaceAll("\u2019", "'"), wrong, right].map((text) => text.split(/\s+/));
  if (old.join(" ") === spelling.join(" ")) {
    return right;
  }
  if (spelling.length !== chosen.length) {
    return null;
  }
  for (let at = 0; at + old.length <= spelling.length; at += 1) {
    if (old.every((word, number) => word === spelling[at + number])) {
      return chosen.slice(at, at + old.length).join(" ");
    }
  }
  return null;
}
