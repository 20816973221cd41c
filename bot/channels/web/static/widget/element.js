/** `<heads-up-chat>`: the parts, brought together. */
import { Api } from "./api.js";
import { coloursFrom } from "./colours.js";
import { Composer } from "./composer.js";
import { button, clear, el } from "./dom.js";
import { printItem, saveText } from "./keep.js";
import { Log } from "./log.js";
import { Confirmation, Options, holdTab } from "./menu.js";
import { Memory, area } from "./memory.js";
import { isEmergency } from "./message.js";
import { build, showProgress, showTrouble, showUnread } from "./panel.js";
import { Screen } from "./screen.js";
import { stringsFrom } from "./strings.js";
import { Visit } from "./visit.js";
import { Voice } from "./voice.js";
import { EMERGENCY_NUMBER } from "./clinic.js";
import { STYLE } from "./style.js";

/** The time within which two clicks are one double click, in milliseconds. */
const DOUBLE_CLICK = 500;

export class HeadsUpChat extends HTMLElement {
  static get observedAttributes() {
    return ["color", "theme"];
  }

  connectedCallback() {
    if (!this.parts) this.make();
    this.dark.addEventListener("change", this.onTheme);
    this.stopWatching = this.memory.watch((name) => name === "unread" && this.onUnread());
    this.visit.connect();
    document.addEventListener("click", this.onLink);
    this.screen.connect();
    this.paint();
    const wasOpen = this.marks.get("open");
    if (wasOpen === null ? this.hasAttribute("open") : wasOpen === "yes") this.open({ focus: false });
    else if (this.visit.outbox.waiting().length) this.visit.open();
    this.show();
  }

  disconnectedCallback() {
    this.dark.removeEventListener("change", this.onTheme);
    this.stopWatching();
    document.removeEventListener("click", this.onLink);
    this.visit.disconnect();
    this.screen.disconnect();
  }

  attributeChangedCallback() {
    if (this.parts) this.paint();
  }

  /** Everything that is made once. */
  make() {
    const base = new URL(".", new URL(this.getAttribute("server") || HeadsUpChat.server, document.baseURI)).href;
    const lang = this.lang || document.documentElement.lang || "en";
    this.strings = { ...stringsFrom(this.getAttribute("strings")), lang };
    this.takeTitle();
    this.parts = build(this.strings);
    this.memory = new Memory(base, area("localStorage"));
    this.marks = new Memory(base, area("sessionStorage"));
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.onTheme = () => this.paint();
    this.onLink = (event) => this.openByLink(event);
    const root = this.attachShadow({ mode: "open" });
    addStyle(root);
    root.append(this.parts.root);
    this.visit = new Visit(new Api(base, lang), this.memory, {
      changed: () => this.show(),
      arrived: (messages) => this.onArrival(messages),
    });
    this.assemble();
  }

  /** The attribute is taken away, for a browser would show it as a tooltip over every message. */
  takeTitle() {
    if (this.title) this.strings.title = this.title;
    this.removeAttribute("title");
  }

  assemble() {
    const { parts, strings } = this;
    this.voice = new Voice(parts.polite, parts.urgent, strings);
    this.screen = new Screen(parts, () => this.isOpen);
    this.composer = new Composer(parts, this.marks, (text) => this.say({ text }));
    this.confirmation = new Confirmation(parts.panel, parts.main);
    this.options = new Options(parts.optionsButton, parts.options, parts.panel);
    this.log = new Log(parts.list, strings, {
      choose: (...chosen) => this.choose(...chosen),
      edit: (entry) => this.takeBack(entry),
      remove: (entry) => this.drop(entry),
      print: (item) => printItem(this, item),
      save: (message) => this.save(message),
    });
    parts.launcher.addEventListener("click", () => (this.isOpen ? this.hide() : this.open()));
    parts.closeButton.addEventListener("click", () => this.hide());
    parts.retry.addEventListener("click", () => this.visit.flush());
    parts.panel.addEventListener("keydown", (event) => this.onKey(event));
  }

  get isOpen() {
    return !this.parts.panel.hidden;
  }

  /** Show the panel. The focus goes there only when the visitor asked for it. */
  open({ focus = true } = {}) {
    this.parts.panel.hidden = false;
    this.parts.launcher.setAttribute("aria-expanded", "true");
    this.marks.set("open", "yes");
    this.visit.open();
    this.screen.fit();
    this.show();
    this.composer.grow();
    this.screen.scrollToEnd();
    if (focus) this.parts.panel.focus({ preventScroll: true });
  }

  /** A link of the page to `#heads-up-chat` opens the chat, without a script of the page's own. */
  openByLink(event) {
    const link = event.target instanceof Element ? event.target.closest(`a[href="#${this.localName}"]`) : null;
    if (!link) return;
    event.preventDefault();
    this.opener = link;
    this.open();
  }

  hide() {
    this.parts.panel.hidden = true;
    this.parts.launcher.setAttribute("aria-expanded", "false");
    this.marks.set("open", "no");
    this.screen.fit();
    this.show();
    (this.opener || this.parts.launcher).focus();
    this.opener = null;
  }

  say(message) {
    this.visit.say(message);
    this.screen.awaitReply();
  }

  /**
   * A second press of a double click finds the group locked already: the lock is set within this call. Nor may
   * it hit the next question's button, which may have come to lie in the same place: that one settles first.
   */
  choose(message, choice, isPointer) {
    if (isPointer) {
      this.settlesAt = Date.now() + DOUBLE_CLICK;
      setTimeout(() => this.show(), DOUBLE_CLICK);
    }
    this.say({ choice: choice.value, text: choice.title, group: message.id });
  }

  takeBack(entry) {
    this.drop(entry);
    this.composer.edit(entry.text);
  }

  drop(entry) {
    this.visit.outbox.remove(entry);
    this.show();
    this.parts.input.focus();
  }

  save(message) {
    const summaries = this.visit.messages.filter(({ topic }) => topic === "summary").slice(-1);
    saveText(this.parts.root, [...summaries, message].map(({ text }) => text), this.strings);
  }

  /** Advice in an emergency is not left behind a number on a button. */
  onArrival(messages) {
    if (!this.isOpen && messages.some(isEmergency) && document.visibilityState === "visible") this.open({ focus: false });
    if (this.isOpen) this.voice.messages(messages, showProgress(this.parts, this.visit.screening, this.strings));
    else this.unread = [...this.unread, ...messages.map(({ id }) => id)];
  }

  /** Ids, not a number: two tabs that see the same message arrive count it once. */
  get unread() {
    return (this.memory.get("unread") || "").split(" ").filter(Boolean);
  }

  set unread(ids) {
    this.memory.set("unread", [...new Set(ids)].join(" "));
  }

  onUnread() {
    if (this.isOpen && document.visibilityState === "visible" && this.unread.length) this.unread = [];
    showUnread(this.parts, this.unread.length, this.strings);
  }

  /** Bring everything that is seen in step with the visit. */
  show() {
    const { parts, strings, visit } = this;
    if (!visit || !this.log) return;
    const wasAtEnd = this.screen.isAtEnd;
    const added = this.log.show(visit, Date.now() < (this.settlesAt || 0));
    showProgress(parts, visit.screening, strings);
    const trouble = showTrouble(parts, visit.problem, strings, this.getAttribute("emergency-number") || EMERGENCY_NUMBER);
    if (this.isOpen) this.voice.trouble(trouble);
    parts.typing.hidden = !visit.sending && (visit.loaded || !visit.flushing);
    this.showEnd();
    this.offerOptions();
    if (this.isOpen && !added.length && this.log.hasGrown) this.screen.stayAtEnd(wasAtEnd);
    if (this.isOpen) this.screen.follow(added, wasAtEnd);
    this.onUnread();
  }

  showEnd() {
    const { parts, strings, visit } = this;
    parts.form.hidden = Boolean(visit.ended);
    parts.end.hidden = !visit.ended;
    if (!visit.ended || parts.end.dataset.ended === visit.ended) return;
    parts.end.dataset.ended = visit.ended;
    this.marks.set("open", "no");
    clear(parts.end);
    const again = button(strings.new_chat, { class: "primary", on: { click: () => this.startAnew() } });
    parts.end.append(el("p", {}, strings[visit.ended]), again);
    this.voice.say(strings[visit.ended]);
  }

  startAnew() {
    this.parts.end.dataset.ended = "";
    this.visit.startAnew();
    this.parts.panel.focus();
  }

  offerOptions() {
    const hasChat = this.visit.begun && !this.visit.ended;
    this.parts.optionsButton.hidden = !hasChat;
    if (hasChat && !this.parts.options.firstChild) this.options.offer(this.choicesOfOptions());
  }

  choicesOfOptions() {
    const { strings } = this;
    const named = (name) => ({ name, label: strings[name], note: strings[`${name}_note`] });
    return [
      { ...named("start_over"), act: () => this.say({ text: strings.start_over_text }) },
      { ...named("erase"), act: () => this.confirm("erase", () => this.visit.erase()) },
      { ...named("end"), act: () => this.confirm("end", () => this.visit.forget("ended")) },
    ];
  }

  confirm(name, work) {
    const { strings } = this;
    this.confirmation.ask({
      question: strings[`${name}_ask`],
      detail: strings[`${name}_detail`],
      yes: strings[`${name}_yes`],
      no: strings.cancel,
      failed: strings.erase_failed,
      confirmed: async () => {
        await work();
        this.composer.clear();
        this.parts.end.querySelector("button").focus();
      },
    });
  }

  onKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.confirmation.isOpen) this.confirmation.cancel();
      else if (this.options.isOpen) {
        this.options.toggle(false);
        this.parts.optionsButton.focus();
      } else this.hide();
    } else if (event.key === "Tab" && this.confirmation.isOpen) holdTab(event, this.confirmation.box);
    else if (event.key === "Tab" && this.screen.isFull) holdTab(event, this.parts.panel);
  }

  /** Colours, from the attribute or the page's custom property, for light or dark. */
  paint() {
    const wanted = this.getAttribute("theme");
    const theme = ["light", "dark"].includes(wanted) ? wanted : this.dark.matches ? "dark" : "light";
    const { root, polite } = this.parts;
    const colour = this.getAttribute("color") || getComputedStyle(this).getPropertyValue("--heads-up-color").trim();
    root.dataset.theme = theme;
    for (const [name, value] of Object.entries(coloursFrom(colour, theme, polite))) root.style.setProperty(name, value);
  }
}

/** A sheet made by script needs no `unsafe-inline`. Browsers before 2023 may lack it and get a style element. */
function addStyle(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch (error) {
    root.append(el("style", {}, STYLE));
  }
}
