// Verifying by keyboard: j and k from field to field, the original following; what is half typed is kept in the page.
// Without this script the same form does all of it by its own means.

import { kept, forget, restore } from "./half-typed.js";

const form = document.getElementById("notice");
const place = document.querySelector("[data-place]");
const lines = Array.from(form.querySelectorAll("[data-line]"));
const help = document.getElementById("touches");
const off = form.querySelector("[data-keys-off]");
const TYPING = "input[type=text], input[type=search], textarea, select, [contenteditable]";
const OWN = "input[type=radio], input[type=checkbox], button, a, summary";
const gestures = []; // what was done on this page, to be undone
let shown = "";
let sent = false;

// The original beside

let asked = 0;
async function show(page, words) {
  const address = new URL(form.dataset.pane, location.href);
  if (page) address.searchParams.set("page", page);
  if (words) address.searchParams.set("mots", words);
  if (address.href === shown) return;
  shown = address.href;
  const turn = ++asked;
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const piece = document.createElement("template");
    piece.innerHTML = await answer.text();
    const picture = new Image();
    picture.src = piece.content.querySelector("img")?.src ?? "";
    if (picture.src) await picture.decode().catch(() => null); // the old page stays until the new one is there
    if (turn !== asked) return;
    place.replaceChildren(piece.content);
    toTheWords();
  } catch {
    shown = "";
  } finally {
    if (turn === asked) place.removeAttribute("aria-busy");
  }
}

// The marked words come into sight, without moving the page itself.
function toTheWords() {
  const figure = place.querySelector("[data-at]");
  const mark = place.querySelector("#mots");
  const text = mark?.closest(".verify-text");
  if (mark) text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  else place.scrollTop = figure ? figure.querySelector("img").clientHeight * figure.dataset.at - place.clientHeight / 3 : 0;
}

const evidence = (line) => line.querySelector(".evidence");
const look = (button) => button && show(button.dataset.page, button.dataset.words);
let waits;
const lookSoon = (button) => { clearTimeout(waits); waits = setTimeout(look, 120, button); };

// The fields

const line = (element) => element?.closest("[data-line]");
const here = () => line(document.activeElement);
const value = (one) => one.querySelector("[data-value]");
const say = (one, what) => one.querySelector(`.say input[value="${what}"]`);
const said = (one) => one.querySelector(".say input:checked")?.value ?? "";

function mark(one) {
  const field = value(one);
  one.classList.toggle("corrected", Boolean(field) && field.value.trim() !== field.dataset.was.trim());
}

function go(one, focus = true) {
  if (!one) return;
  if (focus) one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
  if (evidence(one)) lookSoon(evidence(one));
}

function beside(step) {
  const at = lines.indexOf(here());
  go(at < 0 ? lines[step > 0 ? 0 : lines.length - 1] : lines[Math.min(Math.max(at + step, 0), lines.length - 1)]);
}

// A gesture is remembered with what stood there before.
function gesture(one, act) {
  const before = { one, said: said(one), value: value(one)?.value, boxes: boxes(one).map((box) => box.checked) };
  act();
  gestures.push(before);
  mark(one);
  keep();
}

function takeBack() {
  const last = gestures.pop();
  if (!last) return false;
  const button = say(last.one, last.said);
  if (button) button.checked = true;
  if (value(last.one)) value(last.one).value = last.value;
  boxes(last.one).forEach((box, place) => { box.checked = last.boxes[place] ?? box.checked; });
  mark(last.one);
  keep();
  go(last.one);
  return true;
}

const boxes = (one) => Array.from(one.querySelectorAll("[data-item]"));

function accept(one) {
  const button = say(one, "oui");
  if (button) gesture(one, () => { button.checked = true; });
  beside(1);
}

function refuse(one, focused) {
  if (focused?.matches?.("[data-item]")) {
    gesture(one, () => { focused.checked = !focused.checked; });
    return;
  }
  const button = say(one, "non");
  if (!button) return;
  gesture(one, () => { button.checked = true; });
  beside(1);
}

function edit(one, focused) {
  const name = focused?.closest?.(".item")?.querySelector(".flat");
  const field = name ?? value(one) ?? boxes(one)[0];
  if (!field) return;
  one.editing = field.value;
  field.focus();
  field.select?.();
}

function take(one, number) {
  const choice = one.querySelectorAll(".choice[data-take]")[number - 1];
  if (!choice || !value(one)) return;
  gesture(one, () => { value(one).value = choice.dataset.take; });
  look(choice);
}

function among(one, step) {
  const all = boxes(one).filter((box) => box.checkVisibility?.() ?? true);
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next.focus();
  lookSoon(next.closest(".item").querySelector(".evidence"));
}

// The keys

const press = (selector) => document.querySelector(selector)?.click();
const KEYS = {
  j: () => beside(1), ArrowDown: () => beside(1),
  k: () => beside(-1), ArrowUp: () => beside(-1),
  a: () => press("[data-all]"), s: () => press("[data-save]"), n: () => press("[data-next]"),
  u: () => takeBack() || press("[data-undo]"),
  "?": () => press("[data-help]"),
};
const ON_LINE = {
  Enter: accept, x: refuse, e: edit, v: (one) => look(evidence(one)),
  ArrowRight: (one) => among(one, 1), ArrowLeft: (one) => among(one, -1),
  m: (one) => one.querySelector("[data-join]")?.click(), c: (one) => one.querySelector("[data-open]")?.click(),
  1: (one) => take(one, 1), 2: (one) => take(one, 2), 3: (one) => take(one, 3),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target;
  if (target.matches(TYPING)) return typing(event);
  if (off.checked || event.key === "Tab") return;
  const radio = target.matches("input[type=radio]") && event.key.startsWith("Arrow");
  const own = target.matches(OWN) && (event.key === "Enter" || event.key === " ");
  if (radio || (own && !target.matches("[data-item]"))) return; // the browser knows what to do
  const one = line(target);
  const act = KEYS[event.key] ?? (one && ON_LINE[event.key] && (() => ON_LINE[event.key](one, target)));
  if (!act || event.key === " ") return;
  event.preventDefault();
  act();
});

// While something is typed no key is ours, but for these two: they leave the field.
function typing(event) {
  const one = line(event.target);
  if (!one || event.target.matches("select")) return;
  if (event.key === "Escape") {
    if (one.editing !== undefined) event.target.value = one.editing;
  } else if (event.key !== "Enter" || event.shiftKey || event.isComposing) {
    return;
  }
  event.preventDefault();
  mark(one);
  keep();
  event.key === "Enter" ? beside(1) : one.focus({ preventScroll: true });
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches(".choice[data-take]")) {
    event.preventDefault();
    const one = line(button);
    gesture(one, () => { value(one).value = button.dataset.take; });
    look(button);
  } else if (button?.matches(".evidence")) {
    event.preventDefault();
    look(button);
  }
});
place.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-page]");
  if (!button) return;
  event.preventDefault();
  show(button.dataset.page, "").then(() => place.querySelector("button[data-page]")?.focus({ preventScroll: true }));
});
form.addEventListener("input", (event) => {
  const one = line(event.target);
  if (one) mark(one);
  keep();
  if (event.target.dataset.names) suggest(event.target);
});
form.addEventListener("focusin", (event) => {
  const one = line(event.target);
  if (one && event.target.matches("[data-value]") && evidence(one)) lookSoon(evidence(one));
});

// Names of the authorities, while one is typed

const list = document.createElement("datalist");
list.id = "noms-connus";
form.append(list);
let soon;
function suggest(field) {
  clearTimeout(soon);
  field.setAttribute("list", list.id);
  const words = field.value.split(";").pop().trim();
  if (words.length < 2) return;
  soon = setTimeout(async () => {
    const address = new URL(form.dataset.names.replace("intervenants", field.dataset.names), location.href);
    address.searchParams.set("q", words);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { names } = await answer.json();
    list.replaceChildren(...names.map((one) => {
      const option = document.createElement("option");
      option.value = one.code ? `${one.label} (${one.code})` : one.label;
      return option;
    }));
  }, 150);
}

// What is half typed

const found = document.querySelector("[data-found]");
const keep = () => { if (!sent) kept(form); };
const done = document.querySelector("[data-done]")?.dataset.done;
if (done) forget(done);
if (form.hasAttribute("data-kept")) keep();
else if (done !== form.dataset.pid && restore(form)) found.hidden = false;
found.querySelector("[data-forget]").addEventListener("click", () => {
  forget(form.dataset.pid);
  sent = true;
  form.reset();
  sent = false;
  lines.forEach(mark);
  found.hidden = true;
});
lines.forEach(mark);
toTheWords();

// Which keys there are, and whether they are wanted

const REMEMBERED = "verifier:sans-touches";
const bar = form.querySelector("[data-keys]");
off.checked = localStorage.getItem(REMEMBERED) === "1";
off.addEventListener("change", () => localStorage.setItem(REMEMBERED, off.checked ? "1" : "0"));
bar.hidden = false;
form.querySelector("[data-help]").addEventListener("click", (event) => {
  help.hidden = !help.hidden;
  event.currentTarget.setAttribute("aria-expanded", String(!help.hidden));
  if (!help.hidden) help.scrollIntoView({ block: "nearest" });
});

const wanted = lines.find((one) => one.matches(".clashing")) ?? lines.find((one) => one.id === location.hash.slice(1));
const opened = lines.find((one) => one.querySelector(".piece-whole"));
if (document.activeElement === document.body) go(wanted ?? opened ?? lines[0]);
