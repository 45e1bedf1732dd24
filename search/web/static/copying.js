// What is marked to be copied gets a button: a permanent link (data-copy), or words (data-copy-words: where they are).

const fallback = (text) => { // pages that are not served over https have no clipboard
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return fallback(text);
  }
};

const offer = (after, label, copied, text) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.append(label.visible);
  if (label.unseen) {
    const more = document.createElement("span");
    more.className = "unseen";
    more.textContent = ` ${label.unseen}`;
    button.append(more);
  }
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "copied";
  button.addEventListener("click", async () => {
    if (!(await copy(text()))) return;
    said.textContent = copied;
    setTimeout(() => { said.textContent = ""; }, 2500);
    button.focus();
  });
  after.after(button, said);
};

for (const link of document.querySelectorAll("a[data-copy]")) {
  offer(link, { visible: link.dataset.copy, unseen: link.dataset.copyOf }, link.dataset.copied, () => link.href);
}
for (const words of document.querySelectorAll("[data-copy-words]")) {
  const text = () => words.textContent.replace(/[ \n\t]+/g, " ").trim();
  offer(words, { visible: words.dataset.copyWords, unseen: words.dataset.copyOf }, words.dataset.copied, text);
}
