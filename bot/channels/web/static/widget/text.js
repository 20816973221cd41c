/** A message's text as paragraphs, lists and telephone links, made of text nodes only. */
import { el } from "./dom.js";

const BULLET = /^[•-]\s+/;
const NUMBER = /^\d+\.\s+/;
/** Short numbers such as 112 and 14416, and longer ones with or without a country's code. */
const PHONE = /\+?\d[\d -]{5,}\d|\b\d{3,5}\b/g;

/** `callable`: telephone numbers become links, so that in an emergency one touch calls. */
export function blocks(text, { callable = false } = {}) {
  return text.split(/\n{2,}/).flatMap((part) => paragraph(part.trim(), callable)).filter(Boolean);
}

function paragraph(part, callable) {
  const found = [];
  for (const line of part.split("\n").filter((each) => each.trim())) {
    const kind = BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : "p";
    const last = found[found.length - 1];
    if (kind === "p" && last && last.tagName === "P") last.append(el("br"), ...inline(line, callable));
    else if (kind === "p") found.push(el("p", { dir: "auto" }, ...inline(line, callable)));
    else listFor(kind, line, last, found).append(item(line, kind, callable));
  }
  return found;
}

function listFor(kind, line, last, found) {
  if (last && last.tagName === kind.toUpperCase()) return last;
  const start = kind === "ol" ? Number.parseInt(line, 10) : null;
  const list = el(kind, { dir: "auto", start: start === 1 ? null : start });
  found.push(list);
  return list;
}

function item(line, kind, callable) {
  const words = line.replace(kind === "ul" ? BULLET : NUMBER, "");
  return el("li", { dir: "auto" }, ...inline(words, callable));
}

/** A line's parts: its text, and where `callable` the telephone numbers in it as links. */
export function inline(line, callable) {
  if (!callable) return [line];
  const parts = [];
  let end = 0;
  for (const match of line.matchAll(PHONE)) {
    parts.push(line.slice(end, match.index));
    parts.push(el("a", { class: "phone", href: `tel:${match[0].replace(/[^\d+]/g, "")}` }, match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, line.slice(end)];
}

/** Only addresses of these kinds become links; anything else stays a text. */
export function safeAddress(url) {
  try {
    const parsed = new URL(url);
    return ["https:", "http:", "tel:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
  } catch (error) {
    return null;
  }
}
