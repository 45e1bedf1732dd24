// A form that takes its time is sent once: its button says so.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    setTimeout(() => { button.disabled = true; button.textContent = form.dataset.once; }, 0);
  });
}
// A field that is left empty need not stand in the address.
for (const form of document.querySelectorAll("form.lot-form")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}
