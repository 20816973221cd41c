/** What screen readers are told: new messages, choices, progress and troubles; emergencies at once. */
import { el } from "./dom.js";
import { fill } from "./strings.js";
import { isEmergency } from "./message.js";

const KEPT = 12000;

export class Voice {
  constructor(polite, urgent, strings) {
    Object.assign(this, { polite, urgent, strings, said: "" });
  }

  messages(messages, progress) {
    for (const message of messages) {
      const parts = [`${this.strings.title}: ${message.text}`, this.choices(message)];
      const names = progress && (message.topic || "").startsWith("question:") && !message.text.includes(progress);
      this.say([names ? `${progress}.` : "", ...parts].filter(Boolean).join(" "), isEmergency(message));
    }
  }

  choices(message) {
    if (!message.choices.length) return "";
    return fill(this.strings.choices, { choices: message.choices.map(({ title }) => title).join(", ") });
  }

  /** Troubles are told when they begin, not again with every attempt. */
  trouble(text) {
    if (text && text !== this.said) this.say(text);
    if (!text && this.said) this.say(this.strings.connected);
    this.said = text;
  }

  say(text, isUrgent = false) {
    const line = el("p", {}, text);
    (isUrgent ? this.urgent : this.polite).append(line);
    // Old lines go, so that nobody meets the whole chat a second time when reading on.
    setTimeout(() => line.remove(), KEPT);
  }
}
