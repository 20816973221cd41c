/** One visit: the conversation as the server knows it, and what waits to be sent to it. */
import { Failure } from "./api.js";
import { alone, uuid } from "./memory.js";
import { Outbox, bodyOf } from "./outbox.js";
import { TOO_LONG, adviceOf, secondsToWait, troubleOf } from "./refusals.js";

export class Visit {
  /** `changed()` is called after every change; `arrived(messages)` with new messages of the bot. */
  constructor(api, memory, { changed, arrived }) {
    Object.assign(this, { api, memory, changed, arrived });
    this.outbox = new Outbox(memory);
    this.onOnline = () => this.opened && this.flush();
    this.onOffline = () => this.opened && this.trouble("offline");
    this.opened = false;
    this.reset();
  }

  reset() {
    this.messages = [];
    this.screening = null;
    this.loaded = false;
    this.notices = [];
    this.problem = null;
    this.sending = null;
    this.ended = null;
    this.failures = 0;
    this.version = 0;
  }

  connect() {
    this.stopWatching = this.memory.watch((name, value) => this.onOtherTab(name, value));
    window.addEventListener("online", this.onOnline);
    window.addEventListener("offline", this.onOffline);
  }

  disconnect() {
    this.stopWatching();
    clearTimeout(this.timer);
    window.removeEventListener("online", this.onOnline);
    window.removeEventListener("offline", this.onOffline);
  }

  get token() {
    return this.memory.get("token");
  }

  /** Whether anything is here to go on with. */
  get begun() {
    return Boolean(this.token) || this.outbox.waiting().length > 0;
  }

  /** The ids of all messages of the history. */
  get known() {
    return new Set(this.messages.map((message) => message.id));
  }

  get newestBotMessage() {
    const mine = this.messages.filter((message) => message.from === "bot");
    return mine.length ? mine[mine.length - 1].id : null;
  }

  /** Begin or fetch the conversation, then send what waits. */
  open() {
    this.opened = true;
    return this.ended ? Promise.resolve() : this.flush();
  }

  /** Say a text, or make a choice of the message `group`. */
  say(message) {
    this.outbox.add({ ...message, after: this.newestBotMessage });
    this.opened = true;
    this.changed();
    this.flush();
  }

  /** Send what waits, in order. Only one run at a time in this tab, and one sender among the tabs. */
  async flush() {
    if (this.flushing) {
      this.onceMore = true;
      return;
    }
    const pause = Number(this.memory.get("pause")) - Date.now();
    if (pause > 0) {
      this.again(pause);
      return;
    }
    this.flushing = true;
    clearTimeout(this.timer);
    try {
      do {
        this.onceMore = false;
        await alone(`${this.memory.prefix}send`, async (hasWaited) => {
          if (hasWaited && !this.token && !this.loaded) await this.memory.arrival("token");
          await this.sendAll();
        });
      } while (this.onceMore && !this.problem);
    } finally {
      this.flushing = false;
      this.changed();
    }
  }

  async sendAll() {
    if (!(await this.attempt(() => this.load()))) return;
    if (this.problem && !this.outbox.waiting().length) await this.attempt(() => this.refresh());
    for (let [entry] = this.outbox.waiting(); entry; [entry] = this.outbox.waiting()) {
      const current = entry;
      if (this.ended || !(await this.attempt(() => this.send(current), current))) return;
    }
  }

  /** Whether the work was done or settled; if not, it is tried again later. Work that asked nobody gives false. */
  async attempt(work, entry = null) {
    try {
      if (navigator.onLine === false) throw new Failure(0);
      if ((await work()) !== false) {
        this.failures = 0;
        this.problem = null;
      }
      return true;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      return this.settle(failure, entry);
    } finally {
      this.sending = null;
      this.changed();
    }
  }

  async load() {
    if (this.loaded || this.ended) return false;
    if (this.token) await this.refresh();
    else this.take(await this.api.begin());
    return true;
  }

  /** Fetch the whole history. What arrived while it was under way makes it stale, so it is fetched again. */
  async refresh() {
    const { token, version } = this;
    const history = await this.api.history(token);
    if (token !== this.token) return;
    if (version !== this.version) {
      await this.refresh();
      return;
    }
    const { known } = this;
    const isFirst = !this.loaded;
    this.messages = history.messages;
    this.screening = history.screening;
    this.loaded = true;
    this.dropSettled();
    const fresh = history.messages.filter((message) => message.from === "bot" && !known.has(message.id));
    if (!isFirst && fresh.length) this.arrived(fresh);
    this.changed();
  }

  /** Entries that stand in the history have been acknowledged, whoever sent them. */
  dropSettled() {
    const { known } = this;
    this.outbox.all().filter((entry) => known.has(entry.id)).forEach((entry) => this.outbox.remove(entry));
  }

  async send(entry) {
    const token = this.token;
    this.sending = entry.id;
    this.changed();
    const reply = await this.api.say(token, bodyOf(entry));
    this.outbox.remove(entry);
    if (token === this.token) this.take(reply, entry);
    if (isAnswerOnData(reply)) await this.checkStillThere();
  }

  /** A new conversation, or the reply to one message. */
  take(reply, entry = null) {
    if (reply.token) this.memory.set("token", reply.token);
    const own = entry ? [{ id: entry.id, from: "visitor", at: entry.at, text: entry.text, choices: [], links: [] }] : [];
    const { known } = this;
    const fresh = [...own, ...reply.messages].filter((message) => !known.has(message.id));
    this.version += 1;
    this.loaded = true;
    this.messages = [...this.messages, ...fresh];
    this.screening = reply.screening;
    this.memory.set("changed", uuid());
    this.arrived(fresh.filter((message) => message.from === "bot"));
    this.changed();
  }

  /** Data erased by a word in the chat: the token works no more, and the visitor is told so now. */
  async checkStillThere() {
    try {
      await this.api.history(this.token);
    } catch (failure) {
      if (failure.status === 401) this.forget("erased");
    }
  }

  /** Decide on a failure. True: the queue goes on; false: it waits. */
  settle(failure, entry) {
    if (failure.emergency && entry) {
      this.outbox.note(entry, { emergency: failure.emergency });
      if (!entry.emergency) this.arrived([{ ...adviceOf(failure.emergency), id: entry.id }]);
      entry.emergency = failure.emergency;
    }
    if (failure.status === 401) return this.renew(entry);
    const wait = failure.retryAfter;
    if (failure.status === 0 || failure.status === 408 || failure.status >= 500) return this.later(failure, wait);
    if (failure.status === 429 && wait !== null && wait <= TOO_LONG) return this.later(failure, wait);
    if (!entry) return this.later(failure, wait);
    this.outbox.note(entry, { refused: failure.reason || "refused" });
    return true;
  }

  later(failure, wait) {
    const offline = navigator.onLine === false;
    this.failures += 1;
    if (wait !== null) this.memory.set("pause", String(Date.now() + wait * 1000));
    if (!offline) this.again(secondsToWait(wait, this.failures) * 1000);
    this.trouble(offline ? "offline" : troubleOf(failure));
    return false;
  }

  again(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), milliseconds);
  }

  trouble(problem) {
    this.problem = problem;
    this.changed();
  }

  /** The token works no more: begin anew. A text goes along (it may be urgent), a choice cannot. */
  async renew(entry) {
    const lost = this.token;
    this.memory.remove("token");
    this.reset();
    this.notices.push("renewed");
    for (const waiting of this.outbox.waiting()) {
      if (waiting.choice) {
        this.outbox.remove(waiting);
        this.notices.push("not_carried");
      } else this.outbox.note(waiting, { after: null });
    }
    this.changed();
    return Boolean(lost || entry) && this.attempt(() => this.load());
  }

  /** Erase everything at the server and here. A conversation that is gone already is erased too. */
  async erase() {
    if (this.token) {
      await this.api.erase(this.token).catch((failure) => {
        if (failure.status !== 401) throw failure;
      });
    }
    this.forget("erased");
  }

  /** Forget the conversation on this device. */
  forget(ended) {
    const kept = ended === "erased" ? this.messages.filter((message) => message.topic === "my_data").slice(-1) : [];
    clearTimeout(this.timer);
    this.memory.forgetAll();
    this.reset();
    this.messages = kept.map((message) => ({ ...message, choices: [] }));
    this.ended = ended;
    this.changed();
  }

  async startAnew() {
    this.reset();
    await this.flush();
  }

  /** Keep in step with other tabs of this browser. */
  onOtherTab(name, value) {
    if (name === "token" && value === null) {
      if (!this.loaded) return;
      clearTimeout(this.timer);
      this.reset();
      this.ended = "ended";
    } else if (name === "token") {
      const isInUse = this.loaded || this.ended;
      this.reset();
      if (isInUse) this.flush();
    } else if (name === "changed" && this.loaded) {
      this.refresh().catch(() => {});
    } else if (name.startsWith("out|") && value !== null && this.loaded) {
      // Its own tab sends it; should that tab be closed before, this one does.
      this.again(5000);
    }
    this.changed();
  }
}

function isAnswerOnData(reply) {
  return reply.messages.some((message) => message.topic === "my_data" && !message.choices.length);
}
