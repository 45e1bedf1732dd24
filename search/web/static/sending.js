// Files that are dropped or chosen are sent in pieces: a lost connection goes on where it stopped.
// Without this script the same form sends them all at once.

import { Sha256 } from "./sha256.js";

const AT_ONCE = 2; // files under way together
const PATIENCE = [1000, 2000, 4000, 8000, 15000]; // milliseconds between tries when the site does not answer

const form = document.querySelector("form.drop-zone");
const panel = document.querySelector("[data-sending]");
const words = JSON.parse(panel.dataset.words);
const list = panel.querySelector(".sending-files");
const told = panel.querySelector(".sending-told");
const bar = panel.querySelector(".sending-all");
const alarm = panel.querySelector(".told");
const field = form.querySelector("input[name=jeton]");
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let jobs = [];
let running = 0;
let batch = "";
let halted = null; // a promise to wait for, while the session has ended

class Refused extends Error {}
class Cancelled extends Error {}

// One question to the site, asked again until it answers; what it refuses is an error with its sentence.
async function ask(path, options, job) {
  for (let tries = 0; ; tries += 1) {
    if (job?.cancelled) throw new Cancelled();
    if (halted) await halted;
    let answer;
    try {
      answer = await fetch(path, { ...options, headers: { Accept: "application/json", "X-Jeton": field.value, ...options.headers } });
    } catch {
      alarm.textContent = words.lost;
      alarm.hidden = false;
      await wait(PATIENCE[Math.min(tries, PATIENCE.length - 1)]);
      continue;
    }
    if (answer.status === 401) {
      signedOut();
      continue;
    }
    if (!halted) alarm.hidden = true;
    if (answer.status === 409 || answer.ok) return answer;
    const said = await answer.json().catch(() => ({}));
    if (said.error?.code === "catalogue-unavailable" && tries < PATIENCE.length) {
      await wait(PATIENCE[tries]);
      continue;
    }
    throw new Refused(said.error?.message || `${answer.status}`);
  }
}

function signedOut() {
  if (halted) return;
  let go;
  halted = new Promise((done) => { go = done; });
  alarm.textContent = `${words.out} `;
  const enter = document.createElement("a");
  enter.href = form.dataset.entrance;
  enter.target = "_blank";
  enter.textContent = words.enter;
  const resume = button(words.resume, async () => {
    const page = await fetch(form.dataset.list).then((answer) => (answer.redirected ? "" : answer.text())).catch(() => "");
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("input[name=jeton]");
    if (!fresh) return;
    field.value = fresh.value; // a new session has a new token
    halted = null;
    alarm.hidden = true;
    go();
  });
  alarm.append(enter, " ", resume);
  alarm.hidden = false;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button plain";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

async function send(job) {
  const { file } = job;
  const given = new URLSearchParams({ nom: file.name, chemin: job.path, taille: file.size, date: file.lastModified });
  const begun = await (await ask(form.dataset.start, { method: "POST", body: given }, job)).json();
  job.address = `${form.dataset.start}/${begun.numero}`;
  let offset = begun.recu;
  if (offset > 0) say(job, `${words.resumed} ${Math.floor((100 * offset) / file.size)} %`);
  const digest = new Sha256();
  for (let place = 0; place < offset; place += begun.morceau) { // what is there already is only counted
    digest.add(await bytes(file, place, Math.min(place + begun.morceau, offset)));
  }
  while (offset < file.size) {
    const piece = await bytes(file, offset, Math.min(offset + begun.morceau, file.size));
    const options = { method: "PATCH", body: piece, headers: { "Upload-Offset": `${offset}`, "Content-Type": "application/offset+octet-stream" } };
    const answer = await ask(job.address, options, job);
    const here = Number(answer.headers.get("Upload-Offset"));
    if (answer.status === 409 && here !== offset + piece.length) return send(job); // somebody else sent some of it
    digest.add(piece);
    offset += piece.length;
    progress(job, offset);
  }
  const end = new URLSearchParams({ empreinte: digest.end(), lot: job.batch });
  const ended = await ask(`${job.address}/fin`, { method: "POST", body: end }, job);
  if (ended.status === 409) return send(job);
  return ended.json();
}

async function bytes(file, from, to) {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new Refused(words.unreadable);
  }
}

async function run(job) {
  running += 1;
  job.state = "sending";
  say(job, words.sending);
  try {
    const made = await send(job);
    job.state = "received";
    job.page = made.page;
    progress(job, job.file.size);
    say(job, made.etat === "known" ? words.known : made.nom === job.file.name ? words.received : `${words.twice} « ${made.nom} »`);
    job.row.querySelector("button")?.remove();
  } catch (error) {
    job.state = error instanceof Cancelled ? "cancelled" : "refused";
    say(job, error instanceof Cancelled ? words.cancelled : error.message);
    job.row.querySelector("button")?.remove();
    if (job.state === "refused") job.row.append(button(words.again, () => { job.row.querySelector("button").remove(); job.state = "waiting"; pump(); }));
    if (job.state === "cancelled" && job.address) ask(job.address, { method: "DELETE" }).catch(() => {});
  }
  job.row.dataset.state = job.state;
  running -= 1;
  pump();
}

function pump() {
  while (running < AT_ONCE) {
    const next = jobs.find((job) => job.state === "waiting");
    if (!next) break;
    run(next);
  }
  summary();
  if (running === 0 && jobs.every((job) => ["received", "cancelled"].includes(job.state)) && jobs.some((job) => job.page)) {
    told.textContent = words.done;
    location.assign(jobs.find((job) => job.page).page);
  } else if (running === 0 && jobs.length && !jobs.some((job) => job.state === "waiting")) {
    told.textContent = words.some;
    const page = jobs.find((job) => job.page)?.page;
    if (page && !panel.querySelector(".see")) {
      const see = document.createElement("a");
      see.className = "see";
      see.href = page;
      see.textContent = words.see;
      told.after(see);
    }
  }
}

function say(job, text) { job.row.querySelector(".state").textContent = text; }

function progress(job, sent) {
  job.sent = sent;
  const one = job.row.querySelector("progress");
  one.value = sent;
  summary();
}

let spoken = 0;
function summary() {
  const kept = jobs.filter((job) => job.state !== "cancelled");
  bar.max = Math.max(1, kept.reduce((sum, job) => sum + job.file.size, 0));
  bar.value = kept.reduce((sum, job) => sum + job.sent, 0);
  const received = kept.filter((job) => job.state === "received").length;
  if (Date.now() - spoken < 1500 && received < kept.length) return; // said now and then, not at every piece
  spoken = Date.now();
  told.textContent = words.all.replace("{received}", received).replace("{all}", kept.length);
}

function add(found) {
  const wanted = found.filter(({ path }) => !path.split("/").some((part) => part.startsWith(".")) || !path.includes("/"));
  if (!wanted.length) return;
  if (!jobs.some((job) => ["waiting", "sending"].includes(job.state))) {
    jobs = [];
    list.replaceChildren();
    panel.querySelector(".see")?.remove();
    batch = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  panel.hidden = false;
  for (const { file, path } of wanted) {
    const row = document.createElement("li");
    const name = document.createElement("span");
    name.className = "sending-name";
    name.textContent = path || file.name;
    const state = document.createElement("span");
    state.className = "state";
    state.textContent = words.waiting;
    const one = document.createElement("progress");
    one.max = Math.max(1, file.size);
    one.value = 0;
    one.setAttribute("aria-label", file.name);
    const job = { file, path, row, batch, state: "waiting", sent: 0, cancelled: false };
    const stop = button(words.cancel, () => {
      job.cancelled = true;
      if (job.state !== "waiting") return;
      job.state = row.dataset.state = "cancelled";
      say(job, words.cancelled);
      stop.remove();
      pump();
    });
    const unseen = document.createElement("span");
    unseen.className = "unseen";
    unseen.textContent = ` ${file.name}`;
    stop.append(unseen);
    row.append(name, state, one, stop);
    list.append(row);
    jobs.push(job);
  }
  panel.scrollIntoView({ block: "nearest" });
  pump();
}

// What a drop holds, folders with everything below them.
async function inside(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done) => entry.file(done, () => done(null)));
    return file ? [{ file, path: path ? path + entry.name : "" }] : [];
  }
  const found = [];
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (!some.length) return found;
    for (const one of some) found.push(...await inside(one, `${path}${entry.name}/`));
  }
}

async function dropped(transfer) {
  const entries = Array.from(transfer.items).map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return Array.from(transfer.files, (file) => ({ file, path: "" }));
  return (await Promise.all(entries.map((entry) => inside(entry, "")))).flat();
}

const holdsFiles = (event) => Array.from(event.dataTransfer?.types ?? []).includes("Files");
let depth = 0;
addEventListener("dragenter", (event) => { if (holdsFiles(event)) { depth += 1; form.classList.add("drop-over"); } });
addEventListener("dragleave", (event) => { if (holdsFiles(event) && (depth -= 1) <= 0) { depth = 0; form.classList.remove("drop-over"); } });
addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
addEventListener("drop", async (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  depth = 0;
  form.classList.remove("drop-over");
  add(await dropped(event.dataTransfer));
});

// What is chosen goes at once; the button stays for browsers without this script.
form.classList.add("drop-live");
form.querySelector(".drop-call").hidden = false;
form.querySelector("[data-without-script]")?.remove();
for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    const chosen = Array.from(input.files, (file) => ({ file, path: file.webkitRelativePath || "" }));
    input.value = "";
    add(chosen);
  });
}
addEventListener("beforeunload", (event) => {
  if (jobs.some((job) => ["waiting", "sending"].includes(job.state))) event.preventDefault();
});
