"use strict";
// Shortcuts, the help, and the count of unread conversations. Every page works without this.

const KEPT = "heads-up-console-shortcuts";
const EVERY = 20_000;

function areOn() {
  return localStorage.getItem(KEPT) !== "off";
}

function isWriting(element) {
  return element.closest("input:not([type=checkbox]), textarea, select, dialog[open]") !== null;
}

function follow(element) {
  if (element.matches("input, textarea")) {
    element.focus();
  } else {
    element.click();
  }
}

function moveInList(step) {
  const lines = [...document.querySelectorAll(".list .line")];
  const at = lines.indexOf(document.activeElement);
  const next = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
  next?.focus();
  return lines.length > 0;
}

document.addEventListener("keydown", (event) => {
  if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) {
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    follow(target);
  } else if ((event.key === "j" || event.key === "k") && moveInList(event.key === "j" ? 1 : -1)) {
    event.preventDefault();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("input[type=search], textarea")) {
    event.target.blur();
  }
});

for (const opener of document.querySelectorAll("[data-open]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.open).showModal());
}

for (const box of document.querySelectorAll("[data-shortcuts]")) {
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
}

// From here on a key is heard; tests wait for this.
document.documentElement.dataset.keys = "heard";

const TITLE = document.title;
let shown = null;

function show({ unread, red_flags: redFlags }) {
  const count = document.querySelector("[data-unread]");
  const alarm = document.querySelector("[data-red-flags]");
  count.hidden = unread === "0";
  count.textContent = unread;
  count.setAttribute("aria-label", `${unread} unread`);
  alarm.hidden = redFlags === "0";
  alarm.textContent = `${redFlags} unread red flag${redFlags === "1" ? "" : "s"}`;
  document.title = unread === "0" ? TITLE : `(${unread}) ${TITLE}`;
  if (shown !== null && shown !== `${unread} ${redFlags}`) {
    document.querySelector("[data-news]").textContent = `${unread} unread, ${redFlags} with a red flag`;
  }
  shown = `${unread} ${redFlags}`;
}

async function refresh() {
  if (document.visibilityState !== "visible") {
    return;
  }
  try {
    const answer = await fetch(document.body.dataset.count, { headers: { Accept: "application/json" } });
    if (answer.status === 401) {
      location.reload();
    } else if (answer.ok) {
      show(await answer.json());
    }
  } catch {
    // The next try may succeed; the page stays usable meanwhile.
  }
}

if (document.body.dataset.count) {
  refresh();
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
