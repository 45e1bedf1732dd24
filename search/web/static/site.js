// Comforts; every page does its work without them.

import "./copying.js";

// « / » leads to the search box, as on many sites.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("form[role=search] input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
