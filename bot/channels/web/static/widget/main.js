/** Where it begins: the element is defined, and put into the page unless the page has placed one itself. */
import { HeadsUpChat } from "./element.js";

const TAG = "heads-up-chat";
/** What can stand on the script tag as `data-…`, and on the element without `data-`. */
const OPTIONS = ["color", "theme", "position", "open", "lang", "title", "strings", "emergency-number", "server"];

const script = document.currentScript || document.querySelector('script[src*="widget.js"]');

function insert() {
  if (document.querySelector(TAG)) return;
  const element = document.createElement(TAG);
  for (const name of OPTIONS) {
    const value = script ? script.getAttribute(`data-${name}`) : null;
    if (value !== null) element.setAttribute(name, value);
  }
  document.body.append(element);
}

if (!customElements.get(TAG)) {
  HeadsUpChat.server = script ? script.src : document.baseURI;
  customElements.define(TAG, HeadsUpChat);
  if (document.body) insert();
  else document.addEventListener("DOMContentLoaded", insert);
}
