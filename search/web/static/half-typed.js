// What is half typed in a form is kept in this browser's page until it is recorded: a session that has ended or a
// page that was left by mistake loses nothing.

const key = (pid) => `verifier:${pid}`;
const fields = (form) => Array.from(form.elements).filter((one) => one.name && one.type !== "hidden" && !one.matches("button"));
const boxed = (one) => one.type === "checkbox" || one.type === "radio";
const name = (one) => (one.type === "radio" ? `${one.name}=${one.value}` : one.name);

function untouched(one) {
  if (boxed(one)) return one.checked === one.defaultChecked;
  if (one.tagName === "SELECT") return Array.from(one.options).every((option) => option.selected === option.defaultSelected) || !Array.from(one.options).some((option) => option.defaultSelected);
  return one.value === one.defaultValue;
}

export function kept(form) {
  const touched = fields(form).filter((one) => !untouched(one)).map((one) => [name(one), boxed(one) ? one.checked : one.value]);
  try {
    if (touched.length) sessionStorage.setItem(key(form.dataset.pid), JSON.stringify(touched));
    else sessionStorage.removeItem(key(form.dataset.pid));
  } catch {
    // a browser that keeps nothing: the form itself still has it
  }
}

export function forget(pid) {
  sessionStorage.removeItem(key(pid));
}

export function restore(form) {
  const before = JSON.parse(sessionStorage.getItem(key(form.dataset.pid)) ?? "[]");
  const known = new Map(before);
  let changed = false;
  for (const one of fields(form)) {
    if (!known.has(name(one))) continue;
    const now = known.get(name(one));
    changed ||= boxed(one) ? one.checked !== now : one.value !== now;
    if (boxed(one)) one.checked = now;
    else one.value = now;
  }
  return changed;
}
