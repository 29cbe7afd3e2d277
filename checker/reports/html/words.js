"use strict";

// Text made fit to show, and elements made of it. Neither here nor elsewhere does the page read text as markup.

const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text, with characters that are not seen, or turn others around, by number: <U+202E>. */
function shown(text) {
  return text.replace(UNSEEN, (character) => {
    const number = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `<U+${number}>`;
  });
}

/** So many of a thing, as a sentence says it: 1 finding, 1,200 findings. */
function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** A number without decimals, a half to the even side, so that the page shows what the other reports show. */
function whole(number) {
  const below = Math.floor(number);
  return String(number - below === 0.5 ? below + (below % 2) : Math.round(number));
}

/** An element with these attributes, of which functions are what it does on an event, and children: elements or text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else if (value === true) {
      made.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.flat().filter((child) => child !== null).map(asNode));
  return made;
}

function asNode(child) {
  return typeof child === "string" ? document.createTextNode(shown(child)) : child;
}

/** Put new children, elements or text, in place of those that an element has. */
function fill(place, ...children) {
  place.replaceChildren(...children.flat().filter((child) => child !== null).map(asNode));
}

/** Draw a place anew; what has the focus in it has it afterwards too, or the place itself where that is gone. */
function keepingFocus(place, draw) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  draw();
  if (focused && focused !== place && !focused.isConnected) {
    const same = focused.id && document.getElementById(focused.id);
    (same && !same.disabled ? same : place).focus({ preventScroll: true });
  }
}

/** Tells of an offset in characters, as the checker counts them, the one in UTF-16 units, as this language does. */
function unitCounter(text) {
  const wide = [];
  for (const found of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) {
    wide.push(found.index - wide.length);
  }
  return (offset) => offset + (wide.length ? firstNotBelow(wide, offset) : 0);
}

/** The number of the first of the sorted numbers that is not below a limit. */
function firstNotBelow(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
