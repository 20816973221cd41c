/** The result to keep: on paper or as a text file. The link stays in the chat, where it is checked. */
import { el } from "./dom.js";
import { fill } from "./strings.js";

const ALONE = "body > :not(.heads-up-printing) { display: none !important }";

/** Print one item and nothing else of the page. */
export function printItem(host, item) {
  let top = host;
  while (top.parentElement && top.parentElement !== document.body) top = top.parentElement;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media print { ${ALONE} }`);
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, sheet];
  const marks = [[top, "heads-up-printing"], [item, "printing"], [host.shadowRoot.querySelector(".root"), "printing"]];
  marks.forEach(([element, name]) => element.classList.add(name));
  window.addEventListener("afterprint", () => {
    document.adoptedStyleSheets = before;
    marks.forEach(([element, name]) => element.classList.remove(name));
  }, { once: true });
  window.print();
}

export function canPrint() {
  return typeof window.print === "function" && "adoptedStyleSheets" in document;
}

/** Offer the texts as a file. */
export function saveText(root, texts, strings) {
  const date = new Date().toLocaleDateString(strings.lang || undefined, { dateStyle: "long" });
  const text = [strings.title, ...texts, fill(strings.saved_note, { date })].join("\n\n");
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
  const link = el("a", { href: url, download: strings.saved_file, hidden: true });
  root.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
