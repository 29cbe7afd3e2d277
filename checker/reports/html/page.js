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
    for (const article of ARTICLES) {
      for (const finding of article.following) {
        // It may have been found before, without a repair: decisions tell the two apart.
        const known = finding.fingerprint;
        Object.assign(finding, { isFollowing: true, related: [], known, fingerprint: `following ${known}` });
      }
      article.all = [...article.findings, ...article.others];
      article.before = scoreOf(article, article.all, ABOUT.score);
    }
    ARTICLES.sort((one, other) => other.before.perThousand - one.before.perThousand || (one.path < other.path ? -1 : 1));
    this.list = new ArticleList(this);
    this.panel = new Panel(this);
    this.names = new NamesTable(this, byId("names"));
    this.listen();
    this.list.offer();
    this.list.draw();
    this.open(this.list.articles[0] ?? null);
    this.tellProgress();
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
    this.list.mark();
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
    this.go(finding ?? this.list.visible(article)[0] ?? null);
  }

  draw() {
    if (this.article) {
      const decidedAlready = this.article.findings.filter((finding) => this.decisions.of(this.article, finding));
      const marked = new Set([...this.list.visible(this.article), ...decidedAlready].filter((each) => !each.isFollowing));
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
    const left = article.all.filter((finding) => !decisions.isAccepted(article, finding));
    const place = byId("article").querySelector(".score");
    const isOpen = place.querySelector("details")?.open;
    fill(place, ...scoreParts(article, article.before, scoreOf(article, left, ABOUT.score), isOpen));
  }

  /** Show what the filters let pass. */
  changeFilter() {
    this.list.change();
    const { articles } = this.list;
    if (!articles.includes(this.article)) {
      this.open(articles[0] ?? null);
    } else {
      this.draw();
      const visible = this.list.visible(this.article);
      this.go(visible.includes(this.finding) ? this.finding : (visible[0] ?? null));
    }
  }

  /** Make a finding of the article the current one, and show it in the text. */
  go(finding) {
    this.finding = finding;
    this.list.version += this.list.filter.open ? 1 : 0; // the current one is shown although it is decided
    const mark = this.drawing?.point(finding);
    mark?.scrollIntoView({ block: "center" });
    this.panel.draw();
    if (finding) {
      const visible = this.list.visible(this.article);
      fill(byId("said"), `${placeOf(finding, visible)}: ${finding.severity}, ${finding.rule}. ${finding.message}`);
    }
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
    ARTICLES.filter(({ hash }) => hash === article.hash).forEach((each) => this.list.tell(each));
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
      this.go(this.list.visible(article)[0] ?? null);
    } else {
      this.panel.draw();
    }
  }

  /** The decision about the current finding; then on to the next that is open. */
  settle(decision) {
    const others = inTheWay(this.article, this.finding, decision, this.decisions);
    this.decide([[this.finding, decision], ...others.map((other) => [other, null])]);
    const gone = others.length ? ` ${counted(others.length, "decision")} about the same words taken back.` : "";
    fill(byId("said"), (decision.choice === "reject" ? "Rejected." : "Accepted.") + gone);
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
    const wanted = this.list.visible(article).filter((finding) => isMeant(finding) && !this.decisions.of(article, finding));
    const steps = wanted.map((finding) => [finding, { choice: "accept" }]);
    // What follows comes up with the last of them, and is accepted along.
    const isAll = !this.list.isFiltered && !applicability && article.findings.every((finding) => {
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
    return this.list.visible(this.article).filter(
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
      this.go(this.list.visible(article).includes(finding) ? finding : (this.list.visible(article)[0] ?? null));
    }
    this.tellProgress();
    if (byId("articles").hidden) {
      this.names.draw();
    }
    this.say("Undone.");
  }

  // -- Moving -----------------------------------------------------------------------------------------------------

  move(by) {
    if (!this.article) {
      return;
    }
    const visible = this.list.visible(this.article);
    const at = visible.indexOf(this.finding) + by;
    if (visible[at] && this.finding) {
      this.go(visible[at]);
    } else {
      this.moveArticle(by, by < 0);
    }
  }

  moveArticle(by, toLast = false) {
    const articles = this.list.articles;
    for (let at = articles.indexOf(this.article) + by; at >= 0 && at < articles.length; at += by) {
      const visible = this.list.visible(articles[at]);
      if (visible.length) {
        this.open(articles[at], toLast ? visible.at(-1) : visible[0]);
        return;
      }
    }
    this.say(by > 0 ? "That was the last one." : "That was the first one.");
  }

  /** On to the next finding that is open, in this article or the next that has one. */
  nextOpen() {
    const visible = this.list.visible(this.article);
    const isOpen = (article) => (finding) => !this.decisions.of(article, finding);
    const at = visible.indexOf(this.finding);
    const next = visible.slice(at + 1).find(isOpen(this.article)) ?? visible.find(isOpen(this.article));
    if (next) {
      this.go(next);
      return;
    }
    const articles = this.list.articles;
    for (const article of articles.slice(articles.indexOf(this.article) + 1)) {
      const found = this.list.visible(article).find(isOpen(article));
      if (found) {
        this.open(article, found);
        return;
      }
    }
    this.say("Everything from here on is decided.");
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
      e: () => this.panel.edit(),
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
      const rows = this.list.visible(this.article).map((finding) => {
        const text = finding.options.map((option) => (option.text ? `"${option.text}"` : "nothing")).join(" or ");
        const repair = text ? ` "${finding.excerpt}" \u2192 ${text}` : "";
        return element("li", {}, `Line ${finding.line}, ${finding.severity}: ${finding.message}${repair}`);
      });
      fill(place, rows);
    }
  }
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
