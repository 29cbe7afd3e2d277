"use strict";

// The finding: what is wrong, its repair or options, other places, and what the rule is about.

class Panel {
  constructor(page) {
    this.page = page;
    this.decisions = page.decisions;
    this.place = byId("finding");
    this.hasContents = false;
  }

  /** Say all of the current finding. */
  draw() {
    keepingFocus(this.place, () => fill(this.place, ...this.parts()));
    this.place.scrollTop = 0;
  }

  parts() {
    const { article, finding } = this.page;
    if (!finding) {
      const isClean = article && !article.findings.length;
      return [element("p", { class: "nothing" }, isClean ? "Nothing was found here." : "No finding is chosen.")];
    }
    const visible = this.page.list.visible(article);
    const decision = this.decisions.of(article, finding);
    return [
      element("h2", {}, placeOf(finding, visible)),
      this.heading(finding),
      element("p", { class: "message" }, finding.message),
      finding.isFollowing ? element("p", { class: "note" }, "It appears once the repairs above are made.") : null,
      this.repair(finding, decision),
      this.tools(finding, decision),
      this.others(finding),
      this.explanation(finding),
      this.contents(visible),
    ];
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
        { class: "option", "aria-pressed": String(Boolean(isChosen)), disabled: !edits, click: () => this.page.choose(number + 1) },
        element("kbd", {}, String(number + 1)),
        " ",
        name,
      );
    });
    const before = element("p", {}, "Written instead of ", element("del", {}, finding.excerpt || "nothing"), ":");
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
    const alike = this.page.alike(finding);
    return element(
      "div",
      { class: "tools" },
      element("button", { id: "accept", disabled: !canAccept(finding), "aria-keyshortcuts": "a", title: "a", click: () => this.page.accept() }, "Accept"),
      element("button", { id: "reject", "aria-keyshortcuts": "r", title: "r", click: () => this.page.reject() }, "Reject"),
      finding.isFollowing ? null : element("button", { id: "edit", "aria-keyshortcuts": "e", title: "e", click: () => this.edit() }, "Edit"),
      alike.length > 1
        ? element("button", { id: "alike", click: () => this.page.acceptAlike() }, `Accept all ${alike.length} like this`)
        : null,
      decision ? element("button", { id: "take-back", click: () => this.page.decide([[finding, null]]) }, "Take back") : null,
      element("span", { class: "state" }, state),
    );
  }

  others(finding) {
    if (!finding.related.length) {
      return null;
    }
    const places = finding.related.map(({ start, end, line, message }) => {
      const show = () => this.page.drawing.holderOf(start, end)?.scrollIntoView({ block: "center" });
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
    const first = Math.max(0, visible.indexOf(this.page.finding) - MOST_ROWS / 2);
    return visible.slice(first, first + MOST_ROWS).map((finding, number) => {
      const decision = this.decisions.of(this.page.article, finding);
      const state = decision ? (decision.choice === "reject" ? "rejected" : "accepted") : "";
      return element(
        "li",
        {},
        element(
          "button",
          {
            id: `finding-${first + number}`,
            class: `row ${state}`,
            "aria-current": finding === this.page.finding ? "true" : null,
            click: () => this.page.go(finding),
          },
          element("span", { class: `badge ${finding.severity}` }, finding.severity),
          ` ${finding.line}: ${finding.excerpt || finding.rule}`,
          state ? element("span", { class: "state" }, ` ${state}`) : null,
        ),
      );
    });
  }

  /** Have the editor write what is to stand there. */
  edit() {
    const { finding } = this.page;
    if (!finding || finding.isFollowing) {
      return;
    }
    const decision = this.decisions.of(this.page.article, finding);
    const start = decision?.text ?? finding.options[0]?.text ?? finding.excerpt;
    const field = element("textarea", { rows: "3", id: "by-hand" });
    field.value = start;
    const keep = () => this.page.settle({ choice: "write", text: field.value });
    const leave = () => this.draw();
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
    this.place.querySelector(".repair")?.remove();
    this.place.querySelector(".message").after(form);
    field.focus();
    field.select();
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
