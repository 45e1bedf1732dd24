// Selected words can be cited with one press; without this, « Citer une phrase » leads to a list of the sentences.

const PAGE_SIGNS = ".page-break";
const BEFORE = 200; // characters before the selection, that tell two like sentences apart

const words = (range) => {
  const copy = range.cloneContents();
  for (const sign of copy.querySelectorAll(PAGE_SIGNS)) sign.remove();
  return copy.textContent;
};

const textOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-cite]");

const selected = () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = textOf(range.startContainer);
  if (!text) return null;
  const inside = range.cloneRange();
  if (!text.contains(range.endContainer)) inside.setEnd(text, text.childNodes.length);
  const chosen = words(inside).trim();
  if (!chosen) return null;
  const ahead = document.createRange();
  ahead.setStart(text, 0);
  ahead.setEnd(inside.startContainer, inside.startOffset);
  return { text, chosen, before: words(ahead).slice(-BEFORE), place: inside.getBoundingClientRect() };
};

const send = ({ text, chosen, before }) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = text.dataset.cite;
  for (const [name, value] of [["mots", chosen], ["avant", before]]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

const button = document.createElement("button");
button.type = "button";
button.className = "cite-selected";
button.hidden = true;
let ready = null;

const show = () => {
  if (document.activeElement === button) return;
  ready = selected();
  button.hidden = !ready;
  if (!ready) return;
  button.textContent = ready.text.dataset.citeLabel;
  if (button.previousElementSibling !== ready.text) ready.text.after(button); // the next stop of the keyboard
  const { left, right, bottom } = ready.place;
  const middle = (left + right) / 2 - button.offsetWidth / 2;
  const widest = document.documentElement.clientWidth - button.offsetWidth - 8;
  button.style.left = `${Math.max(8, Math.min(middle, widest)) + window.scrollX}px`;
  button.style.top = `${bottom + window.scrollY + 8}px`;
};

if (document.querySelector("[data-cite]")) {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", () => ready && send(ready));
  button.addEventListener("blur", () => setTimeout(show, 0));
}

// The page of a cited sentence begins at the sentence.
const cited = document.querySelector("mark#phrase");
if (cited && !location.hash) {
  const { top, bottom } = cited.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) cited.scrollIntoView({ block: "center", behavior: "instant" });
}
