/**
 * Messages that the server has not acknowledged yet, oldest first. They are kept in the browser until it has:
 * sent twice they count once, because each keeps its id.
 */
import { uuid } from "./memory.js";

const PREFIX = "out|";

export class Outbox {
  constructor(memory) {
    this.memory = memory;
    this.last = 0;
  }

  /** All entries, refused ones too. */
  all() {
    return this.memory.names(PREFIX).map((name) => this.read(name)).filter(Boolean);
  }

  /** Those that are still to be sent. */
  waiting() {
    return this.all().filter((entry) => !entry.refused);
  }

  /** Keep a message: `{text}` or `{choice, text, group}`, and `after`, the newest bot message then seen. */
  add(message) {
    // Two messages within one millisecond keep their order.
    this.last = Math.max(Date.now(), this.last + 1);
    const entry = { ...message, id: uuid(), at: new Date(this.last).toISOString() };
    entry.name = `${PREFIX}${String(this.last).padStart(15, "0")}|${entry.id}`;
    this.keep(entry);
    return entry;
  }

  keep(entry) {
    this.memory.set(entry.name, JSON.stringify(entry));
  }

  /** Note something on an entry, unless another tab has settled it meanwhile. */
  note(entry, changes) {
    if (this.memory.get(entry.name) !== null) this.keep({ ...entry, ...changes });
  }

  remove(entry) {
    this.memory.remove(entry.name);
  }

  read(name) {
    try {
      return JSON.parse(this.memory.get(name));
    } catch (error) {
      this.memory.remove(name);
      return null;
    }
  }
}

/** What is sent of an entry. */
export function bodyOf(entry) {
  const body = { id: entry.id };
  if (entry.choice) body.choice = entry.choice;
  else body.text = entry.text;
  if (entry.after) body.after = entry.after;
  return body;
}
