// The selection is arranged without reloads: dragged, moved with keys, its texts kept as they are typed.
// Without this file every button sends the form, and nothing is lost either.

const form = document.getElementById("ranger");
const list = form?.querySelector(".picks");
const said = document.getElementById("dit");
let waiting = null, leaving = null;

if (list) {
  for (const grip of list.querySelectorAll(".grip")) {
    grip.hidden = false;
    grip.setAttribute("aria-hidden", "true");  // the buttons beside it do the same with keys
    grip.addEventListener("pointerdown", drag);
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button.tool");
    if (!button) return;
    event.preventDefault();
    step(button, button.value.startsWith("monter") ? -1 : 1);
  });
  list.addEventListener("keydown", (event) => {
    const button = event.target.closest("button.tool");
    if (!button || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    step(button, event.key === "ArrowUp" ? -1 : 1);
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 600);
  });
  window.addEventListener("pagehide", () => { if (waiting) send(true); });
  form.addEventListener("submit", () => { clearTimeout(waiting); waiting = null; });
}

function say(sentence, stays = 2500) {
  clearTimeout(leaving);
  said.textContent = sentence;
  leaving = setTimeout(() => { said.textContent = ""; }, stays);
}

function step(button, by) {
  const item = button.closest("li");
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(item); else other.after(item);
  button.focus();
  moved(item);
}

function moved(item) {
  const items = [...list.children];
  for (const one of items) {
    one.classList.toggle("just-moved", one === item);
    const [up, down] = one.querySelectorAll(".tool");
    up.toggleAttribute("aria-disabled", one === items[0]);
    down.toggleAttribute("aria-disabled", one === items.at(-1));
    for (const tool of [up, down]) if (tool.hasAttribute("aria-disabled")) tool.setAttribute("aria-disabled", "true");
  }
  say(form.dataset.moved.replace("{place}", items.indexOf(item) + 1).replace("{count}", items.length));
  item.scrollIntoView({block: "nearest"});
  send();
}

async function keep() {
  waiting = null;
  const answer = await send();
  if (answer) say(answer);
}

async function send(last = false) {
  const body = new URLSearchParams(new FormData(form));
  body.append("acte", "garder");
  try {
    const answer = await fetch(form.action, {method: "POST", body, headers: {Accept: "application/json"}, keepalive: last});
    if (!answer.ok) throw new Error(answer.status);
    const {kept, said: sentence} = await answer.json();
    if (!kept) say(sentence, 20000);
    return kept ? sentence : null;
  } catch {
    say(form.dataset.failed, 20000);
    return null;
  }
}

// Dragging with mouse, pen or finger: the result follows the pointer and changes places with those it passes.
function drag(event) {
  const grip = event.currentTarget, item = grip.closest("li");
  if (event.button !== 0) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  item.classList.add("dragged");
  let from = event.clientY, changed = false;
  const follow = (move) => {
    const near = move.clientY < 60 ? -12 : move.clientY > innerHeight - 60 ? 12 : 0;
    if (near) { scrollBy({top: near, behavior: "instant"}); from -= near; }
    item.style.transform = `translateY(${move.clientY - from}px)`;
    const before = item.previousElementSibling, after = item.nextElementSibling;
    const top = item.offsetTop;
    // The neighbour moves, not the result: what is taken out of the page loses the pointer.
    if (before && move.clientY < middle(before)) item.after(before);
    else if (after && move.clientY > middle(after)) item.before(after);
    else return;
    changed = true;
    from += item.offsetTop - top;
    item.style.transform = `translateY(${move.clientY - from}px)`;
  };
  const end = () => {
    grip.removeEventListener("pointermove", follow);
    item.classList.remove("dragged");
    item.style.transform = "";
    if (changed) moved(item);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("lostpointercapture", end, {once: true});
}

function middle(item) {
  const box = item.getBoundingClientRect();
  return box.top + box.height / 2;
}
