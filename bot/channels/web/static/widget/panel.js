/** The widget's parts, built once. What changes in them is brought up to date by the element. */
import { button, el, icon, setText, spoken } from "./dom.js";
import { fill } from "./strings.js";
import { inline } from "./text.js";

/** Gives the parts by name; `root` holds them all. */
export function build(strings) {
  const parts = { badge: el("span", { class: "badge", hidden: true }) };
  parts.launcher = el(
    "button",
    { type: "button", class: "launcher", "aria-expanded": "false", "aria-haspopup": "dialog" },
    icon("chat"),
    el("span", { class: "launcher-label" }, strings.launcher),
    parts.badge,
  );
  buildHeader(parts, strings);
  buildLog(parts, strings);
  buildComposer(parts, strings);
  parts.polite = el("div", { class: "spoken", "aria-live": "polite" });
  parts.urgent = el("div", { class: "spoken", role: "alert" });
  parts.main = el("div", { class: "main" }, parts.header, parts.progress, parts.middle, parts.foot);
  parts.panel = el(
    "div",
    { class: "panel", role: "dialog", "aria-labelledby": "title", "aria-describedby": "subtitle", tabindex: "-1", hidden: true },
    parts.main,
  );
  parts.root = el("div", { class: "root" }, parts.panel, parts.launcher, parts.polite, parts.urgent);
  return parts;
}

function buildHeader(parts, strings) {
  parts.optionsButton = iconButton("options", strings.options, { "aria-expanded": "false", "aria-controls": "options" });
  parts.closeButton = iconButton("close", strings.close);
  parts.options = el("div", { class: "options", id: "options", hidden: true });
  parts.header = el(
    "div",
    { class: "header" },
    el(
      "div",
      { class: "names" },
      el("h2", { id: "title", dir: "auto" }, strings.title),
      el("p", { id: "subtitle", dir: "auto" }, strings.subtitle),
    ),
    el("div", { class: "tools" }, parts.optionsButton, parts.options, parts.closeButton),
  );
  parts.fill = el("div", { class: "fill" });
  parts.bar = el("div", { class: "bar", role: "progressbar", "aria-valuemin": "1", "aria-labelledby": "progress" }, parts.fill);
  parts.progressText = el("p", { id: "progress" });
  parts.progress = el("div", { class: "progress", hidden: true }, parts.progressText, parts.bar);
}

function buildLog(parts, strings) {
  parts.list = el("ol", { class: "list", role: "list" });
  parts.typing = el("div", { class: "typing", hidden: true }, el("i"), el("i"), el("i"), spoken(fill(strings.writing, strings)));
  parts.end = el("div", { class: "end", hidden: true });
  parts.log = el("div", { class: "log", role: "region", "aria-label": strings.log, tabindex: "0" }, parts.list, parts.typing, parts.end);
  parts.newest = button(strings.newest, { class: "newest", hidden: true }, icon("down"));
  parts.middle = el("div", { class: "middle" }, parts.log, parts.newest);
}

function buildComposer(parts, strings) {
  parts.input = el("textarea", {
    id: "input", rows: "1", placeholder: strings.placeholder, enterkeyhint: "send", autocomplete: "off", dir: "auto",
  });
  parts.sendButton = el("button", { type: "submit", class: "send" }, icon("send"), spoken(strings.send));
  parts.form = el("form", { class: "composer" }, el("label", { for: "input", class: "spoken" }, strings.input), parts.input, parts.sendButton);
  parts.retry = button(strings.try_again, { class: "quiet" });
  parts.troubleText = el("p");
  parts.trouble = el("div", { class: "trouble", hidden: true }, parts.troubleText, parts.retry);
  parts.foot = el("div", { class: "foot" }, parts.trouble, parts.form);
}

function iconButton(shape, label, attributes = {}) {
  return el("button", { type: "button", class: "tool", title: label, ...attributes }, icon(shape), spoken(label));
}

/** How far the screening is, above the log; gives it in words, or null when none runs. */
export function showProgress(parts, screening, strings) {
  const isRunning = Boolean(screening && screening.position && ["asking", "paused"].includes(screening.state));
  parts.progress.hidden = !isRunning;
  if (!isRunning) return null;
  const text = fill(screening.state === "paused" ? strings.paused : strings.progress, screening);
  setText(parts.progressText, text);
  parts.bar.setAttribute("aria-valuenow", screening.position);
  parts.bar.setAttribute("aria-valuemax", screening.total);
  parts.bar.setAttribute("aria-valuetext", text);
  parts.fill.style.inlineSize = `${(100 * screening.position) / screening.total}%`;
  return text;
}

/** What keeps messages from being sent, and what to do in an emergency meanwhile. */
export function showTrouble(parts, problem, strings, emergencyNumber) {
  parts.trouble.hidden = !problem;
  if (!problem) return "";
  const call = emergencyNumber ? fill(strings.emergency_number, { number: emergencyNumber }) : strings.emergency_local;
  const text = problem === "busy" ? strings.busy : `${strings[problem]} ${call}`;
  if (parts.troubleText.textContent !== text) parts.troubleText.replaceChildren(...inline(text, true));
  parts.retry.hidden = problem !== "unreachable";
  return text;
}

export function showUnread(parts, count, strings) {
  parts.badge.hidden = !count;
  const text = count ? fill(count === 1 ? strings.unread_one : strings.unread_many, { count }) : "";
  setText(parts.badge, count > 9 ? "9+" : String(count || ""));
  parts.launcher.setAttribute("aria-label", [strings.launcher, text].filter(Boolean).join(", "));
}
