"use strict";
// Ticks whole groups, counts what is ticked, sends once. Without it the page works by ticking one by one.
const cases = [...document.querySelectorAll("input[name=case]")];
const form = document.querySelector("#answer");
const counted = [...document.querySelectorAll("[data-count]")];

function groupOf(box) {
  return box.dataset.all === undefined ? [...box.closest(".group").querySelectorAll("input[name=case]")] : cases;
}

function show() {
  const ticked = cases.filter((box) => box.checked).length;
  for (const place of counted) {
    place.textContent = ticked ? place.dataset.count.replace("#", ticked) : place.dataset.none;
  }
  for (const box of document.querySelectorAll("[data-all], [data-group]")) {
    const of = groupOf(box).filter((one) => one.checked).length;
    box.checked = of > 0 && of === groupOf(box).length;
    box.indeterminate = of > 0 && !box.checked;
  }
}

for (const line of document.querySelectorAll(".pick")) line.hidden = false;
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.dataset.all !== undefined || box.dataset.group !== undefined) {
    for (const one of groupOf(box)) one.checked = box.checked;
  }
  if (box.type === "file") {
    const large = [...box.files].find((file) => file.size > box.dataset.mb * 1048576);
    box.setCustomValidity(large ? `“${large.name}”超过 ${box.dataset.mb} MB` : "");
    box.reportValidity();
  }
  show();
});
if (form) {
  form.addEventListener("submit", () => { form.querySelector("button").disabled = true; });
  window.addEventListener("pageshow", () => { form.querySelector("button").disabled = false; show(); });
  if (document.querySelector(".wrong")) document.querySelector(".wrong").scrollIntoView();
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
