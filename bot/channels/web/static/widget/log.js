/** The list of messages, brought in step with the visit: items are kept, moved never, and added at their place. */
import { el } from "./dom.js";
import { choiceStates } from "./choices.js";
import { botItem, outcomeOf, statusOf, updateBotItem, visitorItem } from "./message.js";
import { adviceOf } from "./refusals.js";

export class Log {
  constructor(list, strings, act) {
    Object.assign(this, { list, strings, act });
    this.items = new Map();
  }

  /** Show the visit. Gives the items that were added. */
  show(visit, isSettling = false) {
    const wanted = this.wanted(visit);
    this.removeOthers(new Set(wanted.map(({ key }) => key)));
    const added = [];
    let place = this.list.firstChild;
    for (const { key, make } of wanted) {
      let item = this.items.get(key);
      if (!item) {
        item = make();
        this.items.set(key, item);
        added.push(item);
      }
      if (item === place) place = place.nextSibling;
      else this.list.insertBefore(item, place);
    }
    this.hasGrown = this.update(visit, isSettling);
    return added;
  }

  /** What is to be seen, in order: the history, then what waits, with the days between. */
  wanted(visit) {
    const wanted = visit.notices.map((name) => ({ key: `notice ${name}`, make: () => this.notice(name) }));
    let day = "";
    for (const message of visit.messages) {
      const itsDay = dayOf(message.at);
      if (day && itsDay !== day) wanted.push({ key: `day ${itsDay}`, make: () => this.day(message.at) });
      day = itsDay;
      wanted.push({ key: message.id, make: () => this.item(message) });
    }
    const { known } = visit;
    for (const entry of visit.outbox.all().filter(({ id }) => !known.has(id))) {
      wanted.push({ key: entry.id, make: () => this.item({ ...entry, from: "visitor" }) });
      if (entry.emergency) wanted.push(this.advice(entry));
    }
    return wanted;
  }

  advice(entry) {
    return { key: `advice ${entry.id}`, make: () => botItem(adviceOf(entry.emergency), this.strings, this.act) };
  }

  item(message) {
    return message.from === "bot" ? botItem(message, this.strings, this.act) : visitorItem(message.text, this.strings);
  }

  notice(name) {
    return el("li", { class: "item notice" }, el("p", {}, this.strings[name]));
  }

  day(at) {
    const text = new Date(at).toLocaleDateString(this.strings.lang || undefined, { dateStyle: "long" });
    return el("li", { class: "item day" }, text);
  }

  removeOthers(wanted) {
    for (const [key, item] of this.items) {
      if (!wanted.has(key)) {
        item.remove();
        this.items.delete(key);
      }
    }
  }

  update(visit, isSettling) {
    const states = choiceStates(visit.messages, visit.screening, visit.outbox.waiting());
    const outcomes = visit.messages.filter(outcomeOf);
    for (const message of visit.messages) {
      if (message.from !== "bot") continue;
      const isLast = message === outcomes[outcomes.length - 1];
      const holds = isLast && visit.screening && outcomeOf(message) === visit.screening.outcome;
      const current = outcomeOf(message) ? Boolean(holds) : undefined;
      updateBotItem(this.items.get(message.id), { choices: states.get(message.id), isSettling, current }, this.strings);
    }
    return this.showStatuses(visit);
  }

  /** Whether a state was added. */
  showStatuses(visit) {
    let hasGrown = false;
    const entries = new Map(visit.outbox.all().map((entry) => [entry.id, entry]));
    for (const [key, item] of this.items) {
      const entry = item.classList.contains("visitor") ? entries.get(key) : null;
      const old = item.querySelector(".status");
      const state = entry ? `${entry.refused || ""}|${visit.sending === key}` : "";
      if ((item.dataset.state || "") === state) continue;
      item.dataset.state = state;
      if (old) old.remove();
      if (entry) item.append(statusOf(entry, visit.sending === key, this.strings, this.act));
      hasGrown = hasGrown || Boolean(entry);
    }
    return hasGrown;
  }
}

function dayOf(at) {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : date.toDateString();
}
