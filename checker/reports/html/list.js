"use strict";

// The list of articles, and the filters: which findings are shown.

class ArticleList {
  constructor(page) {
    this.page = page;
    this.decisions = page.decisions;
    this.filter = { words: "", severity: "", category: "", rule: "", reader: "", safe: false, open: false };
    this.version = 0;
    this.rows = new Map();
  }

  /** The findings of an article that the filters let pass, in reading order; at their end what follows on repairs. */
  visible(article) {
    const version = `${this.decisions.version} ${this.version}`;
    if (article.visibleAt !== version) {
      const following = isAllAccepted(article, this.decisions) ? article.following : [];
      article.visible = [...article.findings, ...following].filter((finding) => this.passes(article, finding));
      article.visibleAt = version;
    }
    return article.visible;
  }

  /** Whether the filters let a finding pass; the current one is shown although it was decided about just now. */
  passes(article, finding) {
    const { words, severity, category, rule, reader, safe, open } = this.filter;
    return (
      (!severity || ABOUT.severities[finding.severity] >= ABOUT.severities[severity]) &&
      (!category || finding.category === category || finding.dimension === category) &&
      (!rule || finding.rule === rule) &&
      (!reader || (finding.reader ?? "rules") === reader) &&
      (!safe || finding.applicability === "safe") &&
      (!open || finding === this.page.finding || !this.decisions.of(article, finding)) &&
      (!words ||
        `${article.path}\n${finding.rule}\n${finding.excerpt}\n${finding.message}`.toLowerCase().includes(words))
    );
  }

  /** Whether anything is filtered out. */
  get isFiltered() {
    return Object.values(this.filter).some(Boolean);
  }

  /** The articles with findings that the filters let pass; without filters all. */
  get articles() {
    return ARTICLES.filter((article) => !this.isFiltered || this.visible(article).length > 0);
  }

  /** Offer to filter by what there is. */
  offer() {
    const findings = ARTICLES.flatMap((article) => [...article.findings, ...article.following]);
    const choices = (name, all, values, say = (value) => value) => {
      const options = values.map((value) => element("option", { value }, say(value)));
      fill(document.forms.filters.elements[name], element("option", { value: "" }, all), options);
    };
    const all = (key) => [...new Set(findings.map((finding) => finding[key]))].sort();
    const severities = Object.entries(ABOUT.severities).sort(([, one], [, other]) => other - one);
    choices("severity", "all", severities.map(([word]) => word), (word) => `${word} or worse`);
    const categories = new Set([...all("dimension"), ...all("category")]);
    choices("category", "all", [...categories].sort(), (category) => category.replaceAll("-", " "));
    choices("rule", "all", all("rule"));
    choices("reader", "all", [...new Set(findings.map((finding) => finding.reader ?? "rules"))].sort());
  }

  /** Filter as the form says. */
  change() {
    const { elements } = document.forms.filters;
    for (const name of Object.keys(this.filter)) {
      const field = elements[name];
      this.filter[name] = field.type === "checkbox" ? field.checked : field.value;
    }
    this.filter.words = this.filter.words.trim().toLowerCase();
    this.version += 1;
    this.draw();
  }

  /** Show the articles that are left. */
  draw() {
    this.rows.clear();
    for (const article of this.articles) {
      const button = element("button", { class: "row", click: () => this.page.open(article) });
      this.rows.set(article, button);
      this.tell(article);
    }
    fill(byId("list"), [...this.rows.values()].map((row) => element("li", {}, row)));
    this.mark();
  }

  /** Say of an article what it scores, and how much is open. */
  tell(article) {
    const row = this.rows.get(article);
    if (!row) {
      return;
    }
    const visible = this.visible(article);
    const open = visible.filter((finding) => !this.decisions.of(article, finding)).length;
    const { grade, value } = article.before;
    const score = grade ? `${grade} ${whole(value)}` : article.withoutValue.replace(/:.*/, "");
    const counts = visible.length ? `${open} of ${visible.length} open` : "nothing found";
    fill(
      row,
      element("span", { class: "path" }, article.path),
      element("span", { class: `grade ${grade ?? ""}` }, score),
      element("span", { class: "count" }, counts),
    );
  }

  /** Mark the article that is shown. */
  mark() {
    for (const [article, row] of this.rows) {
      if (article === this.page.article) {
        row.setAttribute("aria-current", "true");
        row.scrollIntoView({ block: "nearest" });
      } else {
        row.removeAttribute("aria-current");
      }
    }
  }
}
