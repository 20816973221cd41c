/** How the panel lies on the screen: full on phones, above the on-screen keyboard, and where the log is scrolled to. */
const SMALL = "(max-width: 36em), (max-height: 30em)";
const NEAR = 80;

export class Screen {
  constructor({ panel, log, newest }, isOpen) {
    Object.assign(this, { panel, log, newest, isOpen });
    this.small = window.matchMedia(SMALL);
    this.onChange = () => this.fit();
    this.viewport = window.visualViewport;
    newest.addEventListener("click", () => this.toEnd());
    log.addEventListener("scroll", () => this.offerNewest(false), { passive: true });
  }

  connect() {
    this.small.addEventListener("change", this.onChange);
    if (this.viewport) ["resize", "scroll"].forEach((type) => this.viewport.addEventListener(type, this.onChange));
    this.fit();
  }

  disconnect() {
    this.small.removeEventListener("change", this.onChange);
    if (this.viewport) ["resize", "scroll"].forEach((type) => this.viewport.removeEventListener(type, this.onChange));
    this.holdPage(false);
  }

  get isFull() {
    return this.small.matches;
  }

  /** The keyboard of a phone covers the page: what is left is the visual viewport. A pinch zoom is none of it. */
  fit() {
    const isCovering = this.isOpen() && this.isFull;
    const view = this.viewport;
    if (isCovering && view && view.scale === 1) {
      this.panel.style.setProperty("--_height", `${view.height}px`);
      this.panel.style.setProperty("--_top", `${view.offsetTop}px`);
    }
    if (isCovering) this.panel.setAttribute("aria-modal", "true");
    else this.panel.removeAttribute("aria-modal");
    this.holdPage(isCovering);
  }

  /** The page behind a full panel does not scroll along. */
  holdPage(isHeld) {
    const page = document.documentElement.style;
    if (isHeld && this.before === undefined) {
      this.before = page.overflow;
      page.overflow = "hidden";
    } else if (!isHeld && this.before !== undefined) {
      page.overflow = this.before;
      this.before = undefined;
    }
  }

  /** What scrolls: the log, or on a very low screen the whole panel. */
  get scroller() {
    return getComputedStyle(this.panel).overflowY === "auto" ? this.panel : this.log;
  }

  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /**
   * After new items: show the result or the emergency among them, else the first, from its beginning, so that
   * nobody has to scroll up to read. Whoever reads further up is left there, unless they have just said something.
   */
  follow(added, wasAtEnd) {
    if (!added.length) return;
    if (!wasAtEnd && !this.isAwaiting) {
      this.offerNewest(true);
      return;
    }
    const isReply = added.some((item) => item.classList.contains("bot"));
    if (isReply) this.isAwaiting = false;
    const target = withNotice(added.find((item) => item.classList.contains("card")) || added[0]);
    const scroller = this.scroller;
    const top = target.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    scroller.scrollTop = Math.max(scroller.scrollTop, top - 12);
  }

  /** What grows below the last message, such as its state, is seen by whoever was at the end. */
  stayAtEnd(wasAtEnd) {
    if (wasAtEnd) this.scrollToEnd();
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** The visitor has just said something: what they said is shown, and what is answered will be. */
  awaitReply() {
    this.isAwaiting = true;
    this.scrollToEnd();
    this.newest.hidden = true;
  }

  toEnd() {
    this.scrollToEnd();
    this.log.focus({ preventScroll: true });
    this.newest.hidden = true;
  }

  offerNewest(hasNew) {
    if (hasNew) this.newest.hidden = false;
    else if (this.isAtEnd) this.newest.hidden = true;
  }
}

/** A notice above a message is read before it. */
function withNotice(item) {
  const before = item.previousElementSibling;
  return before && before.classList.contains("notice") ? before : item;
}
