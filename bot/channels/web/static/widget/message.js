/** One message, as an item of the log. Its words never change; its buttons, links and state do. */
import { attribute, button, el, icon, setText, spoken } from "./dom.js";
import { canPrint } from "./keep.js";
import { blocks, safeAddress } from "./text.js";

const CARDS = { eligible: "check", ask_clinician: "info", avoid: "stop", urgent: "alert" };

export function isEmergency(message) {
  return (message.topic || "").startsWith("emergency:") || message.topic === "outcome:urgent";
}

export function outcomeOf(message) {
  return (message.topic || "").startsWith("outcome:") ? message.topic.slice("outcome:".length) : null;
}

/** The item of a bot's message. `act` has `choose(message, choice, isPointer)`, `print(item)` and `save(message)`. */
export function botItem(message, strings, act) {
  const item = el("li", { class: `item bot ${kindOf(message)}`, "data-topic": message.topic, "data-id": message.id });
  const bubble = el("div", { class: "bubble" }, spoken(`${strings.title}: `));
  const heading = headingOf(message, strings);
  bubble.append(...(heading ? [heading] : []), ...blocks(message.text, { callable: isEmergency(message) }));
  if (item.classList.contains("question")) markQuestion(bubble);
  if (message.topic === "summary") bubble.querySelectorAll("ol > li").forEach(inTwoColumns);
  item.append(bubble);
  if (message.links.length) bubble.append(linksOf(message, strings));
  if (outcomeOf(message) && message.topic !== "outcome:urgent") bubble.append(keepButtons(message, item, strings, act));
  if (message.choices.length) item.append(choicesOf(message, strings, act));
  return item;
}

function kindOf(message) {
  const outcome = outcomeOf(message);
  if (isEmergency(message)) return "card emergency";
  if (outcome in CARDS) return `card ${outcome}`;
  const [topic] = (message.topic || "").split(":");
  return ["question", "why_asked", "condition", "summary"].includes(topic) ? topic : "plain";
}

function headingOf(message, strings) {
  const outcome = outcomeOf(message);
  const name = outcome in CARDS ? `outcome_${outcome}` : isEmergency(message) ? "emergency" : null;
  return name ? el("h3", {}, icon(CARDS[outcome] || "alert"), strings[name]) : null;
}

/** What was noted may stand before the question and a hint after it; the question itself is what has to be seen. */
function markQuestion(bubble) {
  const paragraphs = [...bubble.querySelectorAll("p")];
  const asked = paragraphs.find((each) => /[?؟？]/.test(each.textContent)) || paragraphs[0];
  if (asked) asked.classList.add("asked");
}

/** "Slipped disc: No" reads best as a table of two columns. */
function inTwoColumns(line) {
  const at = line.textContent.lastIndexOf(": ");
  if (at < 0) return;
  const [label, answer] = [line.textContent.slice(0, at + 1), line.textContent.slice(at + 2)];
  line.replaceChildren(el("span", {}, label), " ", el("b", {}, answer));
}

function linksOf(message, strings) {
  const links = message.links.map(({ title, url }) => {
    const address = safeAddress(url);
    if (!address) return el("span", { dir: "auto" }, title);
    return el(
      "a",
      { class: "link", href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" },
      title,
      spoken(` ${strings.new_tab}`),
    );
  });
  return el("div", { class: "links" }, ...links);
}

function keepButtons(message, item, strings, act) {
  return el(
    "div",
    { class: "keep" },
    canPrint() ? button(strings.print, { class: "quiet", on: { click: () => act.print(item) } }) : null,
    button(strings.save, { class: "quiet", on: { click: () => act.save(message) } }),
  );
}

function choicesOf(message, strings, act) {
  const short = message.choices.every(({ title }) => title.length <= 18);
  const group = el("div", { class: `choices ${short ? "short" : "long"}`, role: "group", "aria-label": strings.answers });
  for (const choice of message.choices) {
    const press = (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") !== "true") act.choose(message, choice, event.detail > 0);
    };
    const label = el("span", { dir: "auto" }, choice.title);
    const note = el("span", { class: "spoken note" });
    group.append(button("", { class: "choice", "data-value": choice.value, on: { click: press } }, icon("check"), label, note));
  }
  return group;
}

/**
 * Bring the changeable parts up to date: `choices` is `{locked, chosen}`, `isSettling` that a press now could be
 * the second half of a double click, `current` that an outcome still holds.
 */
export function updateBotItem(item, { choices, isSettling, current }, strings) {
  if (choices) item.querySelectorAll(".choice").forEach((each) => updateChoice(each, { ...choices, isSettling }, strings));
  if (current === undefined) return;
  item.classList.toggle("replaced", !current);
  attribute(item, "data-note", current ? null : strings.earlier_result);
  item.querySelectorAll(".links, .keep").forEach((each) => attribute(each, "hidden", !current));
}

/**
 * A locked button that has the focus stays focusable, so that the next Tab goes on from it; all other locked
 * ones are disabled, so that nobody has to walk through them.
 */
function updateChoice(element, { locked, chosen, isSettling }, strings) {
  const isChosen = chosen.includes(element.dataset.value);
  const isLocked = locked || isChosen;
  const hasFocus = element.getRootNode().activeElement === element;
  element.classList.toggle("chosen", isChosen);
  attribute(element, "aria-disabled", isLocked ? "true" : null);
  element.disabled = (isLocked || isSettling) && !hasFocus;
  if (isLocked && hasFocus) element.addEventListener("blur", () => disableLocked(element), { once: true });
  setText(element.querySelector(".note"), isChosen ? ` ${strings.chosen}` : "");
}

function disableLocked(element) {
  element.disabled = element.getAttribute("aria-disabled") === "true";
}

/** The item of something the visitor said. */
export function visitorItem(text, strings) {
  const bubble = el("div", { class: "bubble" }, spoken(`${strings.you}: `), ...blocks(text));
  return el("li", { class: "item visitor" }, bubble);
}

/** Under a message that is not acknowledged: its state, and what can be done. */
export function statusOf(entry, isSending, strings, act) {
  if (!entry.refused) return el("div", { class: "status" }, icon("clock"), isSending ? strings.sending : strings.waiting);
  const text = strings[`refused_${entry.refused}`] || strings.refused;
  const edit = entry.choice ? null : button(strings.edit, { class: "quiet", on: { click: () => act.edit(entry) } });
  const remove = button(strings.remove, { class: "quiet", on: { click: () => act.remove(entry) } });
  return el("div", { class: "status refused" }, el("p", {}, icon("alert"), text), edit, remove);
}
