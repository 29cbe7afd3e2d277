"use strict";

// What the editor decided. It is kept in the browser by the article's content, so that it is there when the page, or a
// new one about the same text, is opened again.
//
// A decision is {choice: "accept"}, {choice: "option", number}, {choice: "write", text} or {choice: "reject"}; one about
// a place without a finding (a name's spelling) says besides where it is: {start, end, excerpt, rule}.

class Decisions {
  constructor() {
    this.isKept = true;
    this.byHash = new Map();
    this.done = [];
    this.version = 0;
  }

  /** The decisions about an article, by fingerprint. */
  about(article) {
    if (!this.byHash.has(article.hash)) {
      this.byHash.set(article.hash, this.read(article));
    }
    return this.byHash.get(article.hash);
  }

  /** The decision about a finding, if there is one. */
  of(article, finding) {
    return this.about(article).get(finding.fingerprint);
  }

  /** Whether a finding's repair, or another text for it, was accepted. */
  isAccepted(article, finding) {
    const decision = this.of(article, finding);
    return decision !== undefined && decision.choice !== "reject";
  }

  /** Decide: steps are [article, fingerprint, decision], with null for none; undone together. */
  decide(steps) {
    this.done.push(steps.map(([article, key]) => [article, key, this.about(article).get(key) ?? null]));
    this.put(steps);
  }

  /** Take the last decision back; returns its steps, none where there is nothing to undo. */
  undo() {
    const steps = this.done.pop() ?? [];
    this.put(steps);
    return steps;
  }

  put(steps) {
    this.version += 1;
    const changed = new Set();
    for (const [article, key, decision] of steps) {
      if (decision === null) {
        this.about(article).delete(key);
      } else {
        this.about(article).set(key, decision);
      }
      changed.add(article);
    }
    changed.forEach((article) => this.keep(article));
  }

  read(article) {
    try {
      const kept = Object.entries(JSON.parse(localStorage.getItem(`copydesk/${article.hash}`) ?? "{}"));
      const findings = new Map([...article.findings, ...article.following].map((each) => [each.fingerprint, each]));
      return new Map(kept.filter(([key, decision]) => isSound(decision, findings.get(key), article.text.length)));
    } catch {
      return new Map();
    }
  }

  keep(article) {
    const name = `copydesk/${article.hash}`;
    const decided = this.about(article);
    try {
      if (decided.size) {
        localStorage.setItem(name, JSON.stringify(Object.fromEntries(decided)));
      } else {
        localStorage.removeItem(name);
      }
    } catch {
      this.isKept = false; // no room, or not allowed: decisions live as long as the page is open
    }
  }
}

/** Whether a decision that was kept still makes sense: rules may find and offer something else by now. */
function isSound(decision, finding, length) {
  const { choice, number, text, start, end, excerpt } = decision;
  if (!finding) {
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length;
    return choice === "write" && isPlace && typeof text === "string" && typeof excerpt === "string";
  }
  const has = (at) => Boolean(finding.options[at - 1]?.edits);
  const isMeant = { accept: has(1), option: has(number), write: typeof text === "string", reject: true };
  return Object.hasOwn(isMeant, choice) && isMeant[choice] && start === undefined;
}

/** Give an article's findings, blocks and masks their places in UTF-16 units; done once, when first needed. */
function prepare(article) {
  if (article.isPrepared) {
    return article;
  }
  article.isPrepared = true;
  const unit = (article.unit = unitCounter(article.text));
  const inUnits = ([start, end, more]) => [unit(start), unit(end), more];
  article.blocks = article.blocks.map(inUnits);
  article.masks = article.masks.map(inUnits);
  for (const finding of article.findings) {
    place(article, finding);
  }
  return article;
}

function place(article, finding) {
  finding.from = article.unit(finding.start);
  finding.to = article.unit(finding.end);
  for (const option of finding.options) {
    option.made = option.edits && option.edits.map(([start, end, text]) => ({
      from: article.unit(start),
      to: article.unit(end),
      text,
    }));
  }
}

/** What a decision changes in a prepared article's text: [{from, to, text}]. */
function changes(article, finding, decision) {
  if (!decision || decision.choice === "reject" || finding.isFollowing) {
    return [];
  }
  if (decision.choice === "write") {
    return [{ from: finding.from, to: finding.to, text: decision.text }];
  }
  const number = decision.choice === "option" ? decision.number : 1;
  return finding.options[number - 1]?.made ?? [];
}

/** The decisions about places without a finding, each as a finding. */
function added(article, decisions) {
  const found = [];
  for (const [fingerprint, decision] of decisions.about(article)) {
    if (decision.start !== undefined) {
      const { start, end, excerpt, rule } = decision;
      const finding = { fingerprint, rule, start, end, excerpt, ...ADDED };
      place(prepare(article), finding);
      found.push(finding);
    }
  }
  return found;
}

const ADDED = {
  category: "terminology/inconsistent-use",
  severity: "minor",
  message: "The name was chosen to be written so everywhere.",
  options: [],
  related: [],
  reader: null,
  confidence: null,
  applicability: null,
  line: null,
};

/**
 * The findings of which what was accepted takes the place of the same words as a decision. Of two repairs a rule knows
 * which can be made; an editor's own text would be refused, so the older gives way.
 */
function inTheWay(article, finding, decision, decisions) {
  const own = changes(article, finding, decision);
  const overlaps = (one) => (other) =>
    (one.from < other.to && other.from < one.to) || (one.from === other.from && one.to === other.to);
  return decided(article, decisions)
    .filter(([other]) => other.fingerprint !== finding.fingerprint)
    .filter(([, made]) => decision.choice !== "accept" || made.choice !== "accept")
    .filter(([other, made]) => changes(article, other, made).some((change) => own.some(overlaps(change))))
    .map(([other]) => other);
}

/** Whether every repair on offer is accepted, so that what follows on them comes up. */
function isAllAccepted(article, decisions) {
  const onOffer = article.findings.filter((finding) => finding.applicability);
  return onOffer.length > 0 && onOffer.every((finding) => decisions.of(article, finding)?.choice === "accept");
}

/** All that is decided about an article's text: [finding, decision], in reading order. */
function decided(article, decisions) {
  const all = [...article.findings, ...added(article, decisions)];
  const made = all.map((finding) => [finding, decisions.of(article, finding)]).filter(([, decision]) => decision);
  return made.sort(([one], [other]) => one.start - other.start || one.end - other.end);
}
