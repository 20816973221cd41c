/** The line to write in. It grows with its text and keeps a draft over a reload. */
const DRAFT = "draft";

export class Composer {
  /** `submit(text)` is called with a text that is not empty. */
  constructor({ form, input }, drafts, submit) {
    Object.assign(this, { input, drafts, submit });
    input.value = drafts.get(DRAFT) || "";
    input.addEventListener("input", () => this.changed());
    input.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  /** Take a text back to change it; what was being written stays below it. */
  edit(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n");
    this.changed();
    this.input.focus();
  }

  clear() {
    this.input.value = "";
    this.changed();
  }

  /** Enter sends, except while a word is being composed (Hindi, Japanese ...) and with Shift. */
  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!event.repeat) this.send();
  }

  /** The line is empty after this, so that a second submit finds nothing to send. */
  send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.clear();
    this.submit(text);
  }

  changed() {
    this.drafts.set(DRAFT, this.input.value);
    this.grow();
  }

  grow() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }
}
