/** The options, and the question whether one really wants what cannot be undone. */
import { button, clear, el } from "./dom.js";

export class Options {
  constructor(opener, list, panel) {
    Object.assign(this, { opener, list });
    opener.addEventListener("click", () => this.toggle(list.hidden));
    panel.addEventListener("click", (event) => {
      if (!list.parentElement.contains(event.target)) this.toggle(false);
    });
    list.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next && next !== opener && !list.contains(next)) this.toggle(false);
    });
  }

  /** `choices` are `{name, label, note, act}`. */
  offer(choices) {
    clear(this.list);
    for (const { name, label, note, act } of choices) {
      const press = () => {
        this.toggle(false);
        this.opener.focus();
        act();
      };
      const words = [el("span", {}, label), el("small", {}, note)];
      this.list.append(button("", { class: "option", "data-option": name, on: { click: press } }, ...words));
    }
  }

  get isOpen() {
    return !this.list.hidden;
  }

  toggle(isOpen) {
    this.list.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && this.list.firstChild) this.list.firstChild.focus();
  }
}

/** Ask in the panel; `confirmed()` may throw, then `failed` is shown and the question stays. */
export class Confirmation {
  constructor(panel, main) {
    Object.assign(this, { panel, main, box: null });
  }

  get isOpen() {
    return this.box !== null;
  }

  ask({ question, detail, yes, no, failed, confirmed }) {
    this.close();
    const back = this.panel.getRootNode().activeElement;
    const trouble = el("p", { class: "failed", role: "alert" });
    const cancel = button(no, { class: "cancel", on: { click: () => this.close(back) } });
    const accept = button(yes, { class: "danger" });
    accept.addEventListener("click", () => this.run(accept, trouble, failed, confirmed));
    const words = [el("h3", { id: "ask" }, question), el("p", { id: "ask-detail" }, detail), trouble];
    this.box = el(
      "div",
      { class: "ask", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "ask", "aria-describedby": "ask-detail" },
      el("div", { class: "sheet" }, ...words, el("div", { class: "buttons" }, cancel, accept)),
    );
    this.back = back;
    this.panel.append(this.box);
    cancel.focus();
    // The rest can be neither reached nor read meanwhile; browsers without `inert` have the key trap.
    this.main.inert = true;
    this.main.setAttribute("aria-hidden", "true");
  }

  async run(accept, trouble, failed, confirmed) {
    if (accept.getAttribute("aria-disabled")) return;
    accept.setAttribute("aria-disabled", "true");
    trouble.textContent = "";
    try {
      await confirmed();
      this.close();
    } catch (error) {
      accept.removeAttribute("aria-disabled");
      trouble.textContent = failed;
    }
  }

  close(focus = null) {
    if (!this.box) return;
    this.main.inert = false;
    this.main.removeAttribute("aria-hidden");
    this.box.remove();
    this.box = null;
    if (focus) focus.focus();
  }

  cancel() {
    this.close(this.back);
  }
}

/** Keep Tab within `container`. */
export function holdTab(event, container) {
  const usable = [...container.querySelectorAll("a[href], button, textarea, [tabindex='0']")].filter(
    (element) => !element.disabled && element.offsetParent !== null && !element.closest("[aria-hidden='true']"),
  );
  if (!usable.length) return;
  const now = container.getRootNode().activeElement;
  const [first, last] = [usable[0], usable[usable.length - 1]];
  const leaves = event.shiftKey ? now === first || !usable.includes(now) : now === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
