// What becomes of deposits, shown as it happens. The server sends each batch as a piece of page when it has changed;
// without this script the page reloads itself.

const news = document.querySelector("[data-news]");
const voice = news.querySelector("[data-voice]");
let source = null;
let spoken = 0;

const batches = () => Array.from(news.querySelectorAll("[data-lot]"));

function listen() {
  const moving = batches().filter((one) => one.hasAttribute("data-moves"));
  if (!moving.length || news.hasAttribute("data-still")) return;
  const asked = new URLSearchParams(moving.map((one) => ["lot", one.dataset.lot]));
  asked.append("vu", moving.map((one) => `${one.dataset.lot}:${one.dataset.seen}`).join(","));
  if (news.hasAttribute("data-alone")) asked.append("seul", "1");
  source = new EventSource(`${news.dataset.news}?${asked}`);
  source.addEventListener("lot", (event) => show(JSON.parse(event.data)));
  source.addEventListener("comptes", (event) => {
    for (const [name, count] of Object.entries(JSON.parse(event.data))) {
      const place = document.querySelector(`[data-count=${name}]`);
      if (place) place.textContent = count;
    }
  });
  source.addEventListener("fini", () => {
    source.close();
    for (const one of moving) one.removeAttribute("data-moves");
    news.dataset.ended = "";
  });
}

// The new piece takes the place of the old one; what is unfolded stays so, and the keyboard stays where it was.
function show({ lot, vu, html }) {
  const section = batches().find((one) => one.dataset.lot === lot);
  if (!section || section.dataset.seen === vu) return;
  const here = section.contains(document.activeElement) ? document.activeElement : null;
  const place = here && { row: here.closest("li[id]")?.id, tag: here.tagName, text: here.textContent };
  const unfolded = Array.from(section.querySelectorAll("details[open]"), (one) => one.dataset.kept);
  section.innerHTML = html;
  section.dataset.seen = vu;
  for (const one of section.querySelectorAll("details")) one.open = unfolded.includes(one.dataset.kept);
  if (place) {
    const around = (place.row && document.getElementById(place.row)) || section;
    const same = Array.from(around.querySelectorAll(place.tag)).find((one) => one.textContent === place.text);
    const next = same || around.querySelector("a, button, summary");
    if (next) next.focus({ preventScroll: true });
  }
  if (Date.now() - spoken > 5000) { // said now and then, not at every file
    spoken = Date.now();
    voice.textContent = section.querySelector("[data-told]").textContent;
  }
}

addEventListener("pagehide", () => source?.close());
listen();
