/** Making elements. Text goes in as text and only as text: there is no way to markup from here. */
const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `on`, attributes) and children (elements, or strings as text). */
export function el(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) attribute(element, name, value);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Set, or with null, undefined and false remove, an attribute. */
export function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
}

/** Set a text only where it differs, so that screen readers are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function clear(element) {
  while (element.firstChild) element.firstChild.remove();
}

/** A button that never submits a form by accident. */
export function button(label, props, ...children) {
  return el("button", { type: "button", ...props }, ...children, label);
}

/** A text for screen readers alone. */
export function spoken(text) {
  return el("span", { class: "spoken" }, text);
}

const SHAPES = {
  chat: "M4 5h16v11H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  options: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4 12h15M13 6l6 6-6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4l9 16H3zM12 10v5M12 17.6v.01",
  down: "M12 5v14M6 13l6 6 6-6",
  clock: "M12 7v5l3 2M12 3a9 9 0 100 18 9 9 0 000-18",
  info: "M12 11v5M12 8v.01M12 3a9 9 0 100 18 9 9 0 000-18",
  stop: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8",
};

/** A line drawing, decoration only. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"]]) {
    svg.setAttribute(key, value);
  }
  svg.setAttribute("class", `icon icon-${name}`);
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
