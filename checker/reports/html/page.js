"use strict";

// The page itself: what is shown, and what keys, clicks and filters do.

const ABOUT = dataOf("about")[0];
const ARTICLES = dataOf("article");

function dataOf(name) {
  const found = [...document.querySelectorAll(`script.${name}`)];
  return found.map((script) => JSON.parse(script.textContent));
}

function byId(id) {
  return document.getElementById(id);
}

class Page {
  constructor() {
    this.decisions = new Decisions();
    this.article = null;
    this.finding = null;
    this.drawing = null;
    this.filter = { words: "", severity: "", category: "", rule: "", reader: "", safe: false, open: false };
    this.filterVersion = 0;
    this.rows = new Map();
    for (const article of ARTICLES) {
      for (const finding of article.following) {
        // It may have been found before, without a repair: decisions tell the two apart.
        const known = finding.fingerprint;
        Object.assign(finding, { isFollowing: true, related: [], known, fingerprint: `following ${known}` });
      }
      article.all = [...article.findings, ...article.others];
      article.before = this.score(article, article.all);
    }
    ARTICLES.sort((one, other) => other.before.perThousand - one.before.perThousand || (one.path < other.path ? -1 : 1));
    this.names = new NamesTable(this, byId("names"));
    this.listen();
    this.offerFilters();
    this.list();
    this.open(this.shownArticles[0] ?? null);
    this.tellProgress();
  }

  score(article, left) {
    return scoreOf(article, left, ABOUT.score);
  }

  // -- Which findings ---------------------------------------------------------------------------------------------

  /** The findings of an article that the filters let pass, in reading order; at their end what follows on repairs. */
  visible(article) {
    const version = `${this.decisions.version} ${this.filterVersion}`;
    if (article.visibleAt !== version) {
      const following = isAllAccepted(article, this.decisions) ? article.following : [];
      article.visible = [...article.findings, ...following].filter((finding) => this.passes(article, finding));
      article.visibleAt = version;
    }
    return article.visible;
  }

  passes(article, finding) {
    const { words, severity, category, rule, reader, safe, open } = this.filter;
    return (
      (!severity || ABOUT.severities[finding.severity] >= ABOUT.severities[severity]) &&
      (!category || finding.category === category || finding.dimension === category) &&
      (!rule || finding.rule === rule) &&
      (!reader || (finding.reader ?? "rules") === reader) &&
      (!safe || finding.applicability === "safe") &&
      (!open || finding === this.finding || !this.decisions.of(article, finding)) &&
      (!words ||
        `${article.path}\n${finding.rule}\n${finding.excerpt}\n${finding.message}`.toLowerCase().includes(words))
    );
  }

  get isFiltered() {
    return Object.values(this.filter).some(Boolean);
  }

  get shownArticles() {
    return ARTICLES.filter((article) => !this.isFiltered || this.visible(article).length > 0);
  }

  offerFilters() {
    const findings = ARTICLES.flatMap((article) => [...article.findings, ...article.following]);
    const offer = (name, all, values, say = (value) => value) => {
      const options = values.map((value) => element("option", { value }, say(value)));
      fill(document.forms.filters.elements[name], element("option", { value: "" }, all), options);
    };
    const all = (key) => [...new Set(findings.map((finding) => finding[key]))].sort();
    const severities = Object.entries(ABOUT.severities).sort(([, one], [, other]) => other - one);
    offer("severity", "all", severities.map(([word]) => word), (word) => `${word} or worse`);
    const categories = new Set([...all("dimension"), ...all("category")]);
    offer("category", "all", [...categories].sort(), (category) => category.replaceAll("-", " "));
    offer("rule", "all", all("rule"));
    offer("reader", "all", [...new Set(findings.map((finding) => finding.reader ?? "rules"))].sort());
  }

  changeFilter() {
    const { elements } = document.forms.filters;
    for (const name of Object.keys(this.filter)) {
      const field = elements[name];
      this.filter[name] = field.type === "checkbox" ? field.checked : field.value;
    }
    this.filter.words = this.filter.words.trim().toLowerCase();
    this.filterVersion += 1;
    this.list();
    const left = this.shownArticles;
    if (!left.includes(this.article)) {
      this.open(left[0] ?? null);
    } else {
      this.draw();
      const visible = this.visible(this.article);
      this.go(visible.includes(this.finding) ? this.finding : (visible[0] ?? null));
    }
  }

  // -- The list of articles ---------------------------------------------------------------------------------------

  list() {
    this.rows.clear();
    for (const article of this.shownArticles) {
      const button = element("button", { class: "row", click: () => this.open(article) });
      this.rows.set(article, button);
      this.fillRow(article);
    }
    fill(byId("list"), [...this.rows.values()].map((row) => element("li", {}, row)));
    this.markRow();
  }

  fillRow(article) {
    const row = this.rows.get(article);
    if (!row) {
      return;
    }
    const visible = this.visible(article);
    const open = visible.filter((finding) => !this.decisions.of(article, finding)).length;
    const { grade, value } = article.before;
    const score = grade ? `${grade} ${value.toFixed(0)}` : article.withoutValue.replace(/:.*/, "");
    const counts = visible.length ? `${open} of ${visible.length} open` : "nothing found";
    fill(
      row,
      element("span", { class: "path" }, article.path),
      element("span", { class: `grade ${grade ?? ""}` }, score),
      element("span", { class: "count" }, counts),
    );
  }

  markRow() {
    for (const [article, row] of this.rows) {
      if (article === this.article) {
        row.setAttribute("aria-current", "true");
        row.scrollIntoView({ block: "nearest" });
      } else {
        row.removeAttribute("aria-current");
      }
    }
  }

  tellProgress() {
    const findings = ARTICLES.flatMap((article) => article.findings.map((finding) => [article, finding]));
    const made = findings.filter(([article, finding]) => this.decisions.of(article, finding)).length;
    const articles = counted(ARTICLES.length, "article");
    fill(byId("progress"), `${made.toLocaleString("en")} of ${counted(findings.length, "finding")} decided, ${articles}`);
    byId("warning").hidden = this.decisions.isKept;
    if (!this.decisions.isKept) {
      fill(byId("warning"), "This browser keeps no decisions for this page: save them before you close it.");
    }
  }

  // -- The article ------------------------------------------------------------------------------------------------

  open(article, finding = undefined) {
    this.article = article;
    this.finding = null;
    this.markRow();
    if (!article) {
      this.drawing = null;
      fill(byId("article"), element("p", { class: "nothing" }, ARTICLES.length ? "Nothing fits." : "No articles."));
      this.go(null);
      return;
    }
    prepare(article);
    this.drawing = new Drawing(article, this.decisions, (chosen) => this.go(chosen));
    const score = element("div", { class: "score" });
    const tools = element(
      "div",
      { class: "tools" },
      element("button", { id: "accept-all", title: "A", click: () => this.acceptAll() }, "Accept all repairs"),
      element("button", { id: "accept-safe", click: () => this.acceptAll("safe") }, "Accept the safe ones"),
      element(
        "button",
        { "aria-pressed": "false", click: (event) => this.toggleMarkup(event.currentTarget) },
        "Show markup",
      ),
    );
    const notes = element("ol", { class: "notes" });
    fill(byId("article"), element("h2", {}, article.path), score, tools, this.drawing.element, notes);
    byId("article").scrollTop = 0;
    this.draw();
    this.go(finding ?? this.visible(article)[0] ?? null);
  }

  draw() {
    if (this.article) {
      const decidedAlready = this.article.findings.filter((finding) => this.decisions.of(this.article, finding));
      const marked = new Set([...this.visible(this.article), ...decidedAlready].filter((each) => !each.isFollowing));
      this.drawing.draw([...marked, ...added(this.article, this.decisions)]);
      this.tellScore();
    }
  }

  toggleMarkup(button) {
    const isShown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isShown));
    this.drawing.element.classList.toggle("with-markup", isShown);
  }

  tellScore() {
    const { article, decisions } = this;
    const place = byId("article").querySelector(".score");
    const isOpen = place.querySelector("details")?.open;
    const after = this.score(article, article.all.filter((finding) => !decisions.isAccepted(article, finding)));
    const before = article.before;
    const row = (name, one, other) =>
      element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, one), element("td", {}, other));
    const points = (score, key) => (score.parts.get(key) ?? 0).toFixed(1);
    const value = (score) => (score.value === null ? "none" : `${score.value.toFixed(0)}, grade ${score.grade}`);
    const band = (score) => (score.band ? score.band.map((end) => end.toFixed(0)).join("\u2013") : "none");
    const table = element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...["Points", "now", "accepted made"].map((name) => element("th", { scope: "col" }, name))),
      ),
      element(
        "tbody",
        {},
        ...[...before.parts.keys()].sort().map((key) => {
          const [dimension, severity] = key.split("\0");
          return row(`${dimension.replaceAll("-", " ")}, ${severity}`, points(before, key), points(after, key));
        }),
        row("all", before.penalty.toFixed(1), after.penalty.toFixed(1)),
        row("per 1,000 words", before.perThousand.toFixed(0), after.perThousand.toFixed(0)),
        row("value", value(before), value(after)),
        row("band", band(before), band(after)),
      ),
    );
    const now =
      before.value === null
        ? `${counted(article.words, "word")}, ${article.withoutValue}`
        : `${counted(article.words, "word")}, value ${value(before)} (${band(before)})`;
    const isChanged = after.penalty !== before.penalty;
    const then = before.value === null || !isChanged ? "" : `; with what is accepted made: ${value(after)} (${band(after)})`;
    const parts = element("details", { open: isOpen }, element("summary", {}, "Its parts"), table);
    const note = `As far as ${article.readBy} see, without the source: what is omitted or fluently mistranslated is not counted.`;
    parts.append(element("p", { class: "note" }, note));
    fill(place, element("p", {}, now, then), parts);
  }

  // -- The finding ------------------------------------------------------------------------------------------------

  /** Make a finding of the article the current one, and show it in the text. */
  go(finding) {
    this.finding = finding;
    this.filterVersion += this.filter.open ? 1 : 0; // the current one is shown although it is decided
    const mark = this.drawing?.point(finding);
    mark?.scrollIntoView({ block: "center" });
    this.tellFinding();
    if (finding) {
      const visible = this.visible(this.article);
      fill(byId("said"), `${placeOf(finding, visible)}: ${finding.severity}, ${finding.rule}. ${finding.message}`);
    }
  }

  tellFinding() {
    const { article, finding } = this;
    const place = byId("finding");
    place.scrollTop = 0;
    if (!finding) {
      const isClean = article && !article.findings.length;
      fill(place, element("p", { class: "nothing" }, isClean ? "Nothing was found here." : "No finding is chosen."));
      return;
    }
    const visible = this.visible(article);
    const decision = this.decisions.of(article, finding);
    fill(
      place,
      element("h2", {}, placeOf(finding, visible)),
      this.heading(finding),
      element("p", { class: "message" }, finding.message),
      finding.isFollowing ? element("p", { class: "note" }, "It comes up once the repairs above are made.") : null,
      this.repair(finding, decision),
      this.tools(finding, decision),
      this.others(finding),
      this.explanation(finding),
      this.contents(visible),
    );
  }

  heading(finding) {
    const sure = finding.confidence === null ? "" : `, ${Math.round(100 * finding.confidence)} % sure`;
    return element(
      "p",
      { class: "kind" },
      element("span", { class: `badge ${finding.severity}` }, finding.severity),
      " ",
      element("strong", {}, finding.rule),
      ` ${finding.category.replaceAll("-", " ")}`,
      finding.reader ? `, found by ${finding.reader}${sure}` : "",
      finding.line ? ` (line ${finding.line})` : "",
    );
  }

  repair(finding, decision) {
    if (decision?.choice === "write") {
      return element("div", { class: "repair" }, beforeAndAfter(finding.excerpt, decision.text, "by hand"));
    }
    if (finding.options.length === 0) {
      return element("p", { class: "note" }, "There is no repair to offer; write one with e.");
    }
    if (finding.options.length === 1 && canAccept(finding)) {
      const repair = beforeAndAfter(finding.excerpt, finding.options[0].text, finding.applicability);
      return element("div", { class: "repair" }, repair);
    }
    const buttons = finding.options.slice(0, 9).map(({ text, edits }, number) => {
      const isChosen = decision && (decision.number ?? (decision.choice === "accept" ? 1 : 0)) === number + 1;
      const name = element("ins", {}, text || "nothing");
      return element(
        "button",
        { class: "option", "aria-pressed": String(Boolean(isChosen)), disabled: !edits, click: () => this.choose(number + 1) },
        element("kbd", {}, String(number + 1)),
        " ",
        name,
      );
    });
    const before = element("p", {}, "Put in place of ", element("del", {}, finding.excerpt || "nothing"), ":");
    const note = finding.options.every(({ edits }) => edits) ? null : "Where markup is in the way, write it yourself.";
    return element(
      "div",
      { class: "repair" },
      before,
      element("div", { class: "options" }, buttons),
      note && element("p", { class: "note" }, note),
    );
  }

  tools(finding, decision) {
    const state = decision ? (decision.choice === "reject" ? "Rejected." : "Accepted.") : "";
    const alike = this.alike(finding);
    return element(
      "div",
      { class: "tools" },
      element("button", { id: "accept", disabled: !canAccept(finding), title: "a", click: () => this.accept() }, "Accept"),
      element("button", { id: "reject", title: "r", click: () => this.reject() }, "Reject"),
      finding.isFollowing ? null : element("button", { id: "edit", title: "e", click: () => this.edit() }, "Edit"),
      alike.length > 1
        ? element("button", { id: "alike", click: () => this.acceptAlike() }, `Accept all ${alike.length} like this`)
        : null,
      decision ? element("button", { id: "take-back", click: () => this.decide([[finding, null]]) }, "Take back") : null,
      element("span", { class: "state" }, state),
    );
  }

  others(finding) {
    if (!finding.related.length) {
      return null;
    }
    const places = finding.related.map(({ start, end, line, message }) => {
      const show = () => this.drawing.holderOf(start, end)?.scrollIntoView({ block: "center" });
      return element("li", {}, element("button", { class: "link", click: show }, `line ${line}`), ` ${message}`);
    });
    return element("div", { class: "others" }, element("h3", {}, "Other places"), element("ul", {}, places));
  }

  explanation(finding) {
    const text = ABOUT.rules[finding.rule];
    if (!text) {
      return null;
    }
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => element("p", {}, withEmphasis(paragraph)));
    return element("details", { class: "rule" }, element("summary", {}, `About ${finding.rule}`), paragraphs);
  }

  contents(visible) {
    const list = element("ol");
    const made = element("details", { class: "contents", open: this.hasContents }, element("summary", {}, "All findings here"), list);
    const show = () => {
      this.hasContents = made.open;
      if (made.open && !list.childElementCount) {
        list.append(...this.contentRows(visible));
      }
    };
    made.addEventListener("toggle", show);
    show();
    return made;
  }

  /** A row for each finding; of very many those about the current one. */
  contentRows(visible) {
    const first = Math.max(0, visible.indexOf(this.finding) - MOST_ROWS / 2);
    return visible.slice(first, first + MOST_ROWS).map((finding) => {
      const decision = this.decisions.of(this.article, finding);
      const state = decision ? (decision.choice === "reject" ? "rejected" : "accepted") : "";
      return element(
        "li",
        {},
        element(
          "button",
          {
            class: `row ${state}`,
            "aria-current": finding === this.finding ? "true" : null,
            click: () => this.go(finding),
          },
          element("span", { class: `badge ${finding.severity}` }, finding.severity),
          ` ${finding.line}: ${finding.excerpt || finding.rule}`,
          state ? element("span", { class: "state" }, ` ${state}`) : null,
        ),
      );
    });
  }

  // -- Deciding ---------------------------------------------------------------------------------------------------

  /** Decide about findings of the article, [finding, decision] each, and show it. */
  decide(pairs) {
    const wasAll = isAllAccepted(this.article, this.decisions);
    this.decisions.decide(pairs.map(([finding, decision]) => [this.article, finding.fingerprint, decision]));
    this.show(this.article, pairs.map(([finding]) => finding), wasAll);
  }

  /** Show an article, and its findings, as decided now. */
  show(article, findings, isAllAnew = false) {
    this.fillRow(article);
    this.tellProgress();
    if (article !== this.article) {
      return;
    }
    if (findings.length > 20 || findings.some((finding) => !this.drawing.numbers.has(finding) && !finding.isFollowing)) {
      this.draw();
      this.drawing.point(this.finding);
    } else {
      findings.filter((finding) => !finding.isFollowing).forEach((finding) => this.drawing.redraw(finding));
      this.tellScore();
    }
    const isGone = this.finding?.isFollowing && isAllAnew && !isAllAccepted(article, this.decisions);
    if (isGone) {
      this.go(this.visible(article)[0] ?? null);
    } else {
      this.tellFinding();
    }
  }

  /** The decision about the current finding; then on to the next that is open. */
  settle(decision) {
    this.decide([[this.finding, decision]]);
    fill(byId("said"), decision.choice === "reject" ? "Rejected." : "Accepted.");
    this.nextOpen();
  }

  accept() {
    if (!this.finding) {
      return;
    }
    if (canAccept(this.finding)) {
      this.settle({ choice: "accept" });
    } else if (this.finding.options.length) {
      this.say("Choose an option by its number, or write it yourself with e.");
    } else {
      this.say("There is no repair to accept; write one with e.");
    }
  }

  choose(number) {
    const option = this.finding?.options[number - 1];
    if (!option?.edits) {
      this.say("There is no such option.");
    } else if (number === 1 && canAccept(this.finding)) {
      this.settle({ choice: "accept" });
    } else {
      this.settle({ choice: "option", number });
    }
  }

  reject() {
    if (this.finding) {
      this.settle({ choice: "reject" });
    }
  }

  acceptAll(applicability = null) {
    const { article } = this;
    if (!article) {
      return;
    }
    const isMeant = (finding) => canAccept(finding) && (!applicability || finding.applicability === applicability);
    const wanted = this.visible(article).filter((finding) => isMeant(finding) && !this.decisions.of(article, finding));
    const steps = wanted.map((finding) => [finding, { choice: "accept" }]);
    // What follows comes up with the last of them, and is accepted along.
    const isAll = !this.isFiltered && !applicability && article.findings.every((finding) => {
      const choice = this.decisions.of(article, finding)?.choice;
      return !finding.applicability || choice === "accept" || (!choice && wanted.includes(finding));
    });
    const following = isAll ? article.following.filter((finding) => !this.decisions.of(article, finding)) : [];
    for (const finding of following) {
      if (!wanted.includes(finding)) {
        steps.push([finding, { choice: "accept" }]);
      }
    }
    if (steps.length) {
      this.decide(steps);
    }
    this.say(`${counted(steps.length, "repair")} accepted.`);
  }

  /** The undecided findings of the article with the same rule and words as one. */
  alike(finding) {
    return this.visible(this.article).filter(
      (each) =>
        each.rule === finding.rule &&
        each.excerpt === finding.excerpt &&
        canAccept(each) &&
        !this.decisions.of(this.article, each),
    );
  }

  acceptAlike() {
    this.decide(this.alike(this.finding).map((finding) => [finding, { choice: "accept" }]));
    this.nextOpen();
  }

  edit() {
    const { finding } = this;
    if (!finding || finding.isFollowing) {
      return;
    }
    const decision = this.decisions.of(this.article, finding);
    const start = decision?.text ?? finding.options[0]?.text ?? finding.excerpt;
    const field = element("textarea", { rows: "3", id: "by-hand" });
    field.value = start;
    const keep = () => this.settle({ choice: "write", text: field.value });
    const leave = () => this.tellFinding();
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        keep();
      } else if (event.key === "Escape") {
        event.preventDefault();
        leave();
      }
    });
    const form = element(
      "form",
      { class: "repair", submit: (event) => event.preventDefault() },
      element("label", { for: "by-hand" }, "In place of ", element("del", {}, finding.excerpt || "nothing")),
      field,
      element("button", { type: "button", click: keep }, "Keep"),
      " ",
      element("button", { type: "button", click: leave }, "Cancel"),
    );
    byId("finding").querySelector(".repair, .note")?.replaceWith(form);
    if (!form.isConnected) {
      byId("finding").querySelector(".message").after(form);
    }
    field.focus();
    field.select();
  }

  undo() {
    const steps = this.decisions.undo();
    if (!steps.length) {
      this.say("Nothing to undo.");
      return;
    }
    const [article, key] = steps[0];
    const changed = new Set(steps.map(([each]) => each));
    changed.forEach((each) => each !== this.article && this.show(each, []));
    const finding = [...article.findings, ...article.following].find((each) => each.fingerprint === key);
    if (article !== this.article && finding) {
      this.open(article, finding);
    } else if (changed.has(this.article)) {
      this.draw();
      this.show(this.article, []);
      this.go(this.visible(article).includes(finding) ? finding : (this.visible(article)[0] ?? null));
    }
    this.tellProgress();
    if (byId("articles").hidden) {
      this.names.draw();
    }
    this.say("Taken back.");
  }

  // -- Moving -----------------------------------------------------------------------------------------------------

  move(by) {
    if (!this.article) {
      return;
    }
    const visible = this.visible(this.article);
    const at = visible.indexOf(this.finding) + by;
    if (visible[at] && this.finding) {
      this.go(visible[at]);
    } else {
      this.moveArticle(by, by < 0);
    }
  }

  moveArticle(by, toLast = false) {
    const articles = this.shownArticles;
    for (let at = articles.indexOf(this.article) + by; at >= 0 && at < articles.length; at += by) {
      const visible = this.visible(articles[at]);
      if (visible.length) {
        this.open(articles[at], toLast ? visible.at(-1) : visible[0]);
        return;
      }
    }
    this.say(by > 0 ? "That was the last one." : "That was the first one.");
  }

  /** On to the next finding that is open, in this article or the next that has one. */
  nextOpen() {
    const visible = this.visible(this.article);
    const isOpen = (article) => (finding) => !this.decisions.of(article, finding);
    const at = visible.indexOf(this.finding);
    const next = visible.slice(at + 1).find(isOpen(this.article)) ?? visible.find(isOpen(this.article));
    if (next) {
      this.go(next);
      return;
    }
    const articles = this.shownArticles;
    for (const article of articles.slice(articles.indexOf(this.article) + 1)) {
      const found = this.visible(article).find(isOpen(article));
      if (found) {
        this.open(article, found);
        return;
      }
    }
    this.say("All is decided from here on.");
  }

  say(text) {
    fill(byId("said"), text);
    fill(byId("progress"), text);
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.tellProgress(), 2500);
  }

  // -- Listening --------------------------------------------------------------------------------------------------

  listen() {
    const { filters } = document.forms;
    filters.addEventListener("input", () => this.changeFilter());
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.elements.words.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        byId("article").focus();
      }
    });
    byId("undo").addEventListener("click", () => this.undo());
    byId("save-decisions").addEventListener("click", () => this.saveDecisions());
    byId("save-patch").addEventListener("click", () => this.savePatch());
    byId("show-articles").addEventListener("click", () => this.turnTo("articles"));
    byId("show-names").addEventListener("click", () => this.turnTo("names"));
    byId("help").addEventListener("click", () => byId("keys").showModal());
    document.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("beforeprint", () => this.writeNotes());
    if (matchMedia("(max-width: 50rem)").matches) {
      byId("choice").open = false;
    }
  }

  press(event) {
    const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !byId("use-keys").checked) {
      return;
    }
    const actions = {
      j: () => this.move(1),
      k: () => this.move(-1),
      n: () => this.moveArticle(1),
      p: () => this.moveArticle(-1),
      a: () => this.accept(),
      A: () => this.acceptAll(),
      r: () => this.reject(),
      e: () => this.edit(),
      u: () => this.undo(),
      "/": () => this.search(),
      "?": () => byId("keys").showModal(),
    };
    if (byId("articles").hidden && !"u?/".includes(event.key)) {
      return;
    }
    const action = /^[1-9]$/.test(event.key) ? () => this.choose(Number(event.key)) : actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  /** Show the articles or the names. */
  turnTo(view) {
    for (const name of ["articles", "names"]) {
      byId(name).hidden = name !== view;
      byId(`show-${name}`).setAttribute("aria-pressed", String(name === view));
    }
    if (view === "names") {
      this.names.draw();
    } else {
      this.draw();
      this.go(this.finding);
    }
  }

  search() {
    this.turnTo("articles");
    byId("choice").open = true;
    document.forms.filters.elements.words.focus();
  }

  saveDecisions() {
    save("decisions.json", decisionsFile(ARTICLES, this.decisions, ABOUT));
    this.say("Saved as decisions.json; make them with: copydesk apply decisions.json");
  }

  savePatch() {
    const { text, leftOut } = patchFile(ARTICLES, this.decisions);
    save("copydesk.patch", text);
    const more = leftOut ? `; ${counted(leftOut, "decision")} only copydesk apply can make` : "";
    this.say(`Saved as copydesk.patch${more}.`);
  }

  /** What is printed below an article: its findings, in words. */
  writeNotes() {
    const place = byId("article").querySelector(".notes");
    if (place) {
      const rows = this.visible(this.article).map((finding) => {
        const text = finding.options.map((option) => (option.text ? `"${option.text}"` : "nothing")).join(" or ");
        const repair = text ? ` "${finding.excerpt}" \u2192 ${text}` : "";
        return element("li", {}, `Line ${finding.line}, ${finding.severity}: ${finding.message}${repair}`);
      });
      fill(place, rows);
    }
  }
}

function placeOf(finding, visible) {
  const at = visible.indexOf(finding);
  return at < 0 ? "Not among the findings shown" : `Finding ${at + 1} of ${visible.length}`;
}

const MOST_ROWS = 400;

/** Whether a finding has a repair that can be accepted as it is, rather than one of several to choose from. */
function canAccept(finding) {
  return Boolean(finding.applicability && finding.options[0]?.edits);
}

/** The text with what stands between asterisks as emphasis, as rules are explained. */
function withEmphasis(text) {
  return text.split(/\*([^*\n]+)\*/).map((part, number) => (number % 2 ? element("em", {}, part) : part));
}

function beforeAndAfter(before, after, label) {
  return element(
    "p",
    {},
    element("span", { class: "label" }, `${label}: `),
    element("del", {}, before || "nothing"),
    " \u2192 ",
    element("ins", {}, after || "nothing"),
  );
}

/** Light, dark, or as the system has it: each press the next. */
function listenForTheme() {
  const themes = ["system", "light", "dark"];
  const use = (theme) => {
    document.documentElement.dataset.theme = theme;
    fill(byId("theme"), `Theme: ${theme}`);
  };
  const kept = (theme) => {
    try {
      return theme ? localStorage.setItem("copydesk-theme", theme) : localStorage.getItem("copydesk-theme");
    } catch {
      return null;
    }
  };
  use(themes.includes(kept()) ? kept() : "system");
  byId("theme").addEventListener("click", () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    use(next);
    kept(next);
  });
}

listenForTheme();
const PAGE = new Page();
