// The mail is copied with one press, as source or as layout; without this file the source is selected by hand.

const source = document.getElementById("source");
const said = document.getElementById("dit");

if (source && navigator.clipboard) {
  document.querySelector(".copy-acts").hidden = false;
  source.addEventListener("focus", () => source.select());
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.addEventListener("click", async () => {
      try {
        await (button.dataset.copies === "source" ? navigator.clipboard.writeText(source.value) : layout());
        said.textContent = button.dataset.done;
        setTimeout(() => { said.textContent = ""; }, 4000);
      } catch {
        said.textContent = button.dataset.failed;
        source.focus();
      }
    });
  }
}

function layout() {
  const words = new DOMParser().parseFromString(source.value, "text/html");
  words.querySelectorAll("head, [style*='display:none']").forEach((one) => one.remove());
  return navigator.clipboard.write([new ClipboardItem({
    "text/html": new Blob([source.value], {type: "text/html"}),
    "text/plain": new Blob([words.body.textContent.replace(/\s*\n\s*/g, "\n")], {type: "text/plain"}),
  })]);
}
