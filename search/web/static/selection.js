// A result is added to the selection without a reload; without this file the same button leads back to the same place.

const form = document.getElementById("choisir");
const said = document.getElementById("choisir-dit");
let plainly = false;

form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (plainly || !button) return;
  event.preventDefault();
  if (button.disabled) return;
  const body = new URLSearchParams(new FormData(form));
  body.append(button.name, button.value);
  button.disabled = true;
  try {
    const answer = await fetch(button.getAttribute("formaction") ?? form.action, {method: "POST", body, headers: {Accept: "application/json"}});
    if (!answer.ok) throw new Error(answer.status);
    const {count, picked, said: sentence} = await answer.json();
    show(button.value, picked);
    tell(count);
    said.textContent = sentence;
    button.disabled = false;
    button.focus();
  } catch {
    button.disabled = false;
    plainly = true;  // the browser's own way tells what happened
    form.requestSubmit(button);
  }
});

function show(pid, picked) {
  for (const button of document.querySelectorAll('button[form="choisir"]')) {
    if (button.value !== pid) continue;
    button.classList.toggle("picked", picked);
    button.setAttribute("formaction", picked ? form.dataset.drop : form.dataset.add);
    button.querySelector(".pick-words").textContent = picked ? form.dataset.dropWords : form.dataset.addWords;
  }
}

function tell(count) {
  const link = document.getElementById("ma-selection");
  if (!link) return;
  link.hidden = count === 0;
  link.querySelector(".basket-count").textContent = count;
}
