(() => {
  const form = document.getElementById("filter");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const cards = all(".card");
  const folds = all("details");
  const atFirst = folds.map((fold) => fold.open);
  const number = new Intl.NumberFormat("zh-CN");
  if (!cards.length) return;

  for (const unit of new Set(cards.map((card) => card.dataset.unit))) {
    if (unit) form.unit.add(new Option(unit, unit));
  }
  form.unit.hidden = form.unit.length < 3;
  form.hidden = false;

  const show = () => {
    const level = form.level.value, unit = form.unit.value, text = form.text.value.trim().toLowerCase();
    const filtering = Boolean(level || unit || text);
    let count = 0;
    for (const card of cards) {
      const fits = (!level || card.dataset.level === level) && (!unit || card.dataset.unit === unit) &&
        (!text || card.textContent.toLowerCase().includes(text) ||
          all("[title]", card).some((part) => part.title.toLowerCase().includes(text)));
      card.hidden = !fits;
      count += fits;
    }
    folds.forEach((fold, index) => {
      fold.hidden = filtering && !fold.querySelector(".card:not([hidden])");
      fold.open = filtering ? !fold.hidden : atFirst[index];
    });
    for (const part of all(".part")) {
      part.hidden = Boolean(part.querySelector(".card")) && !part.querySelector(".card:not([hidden])");
    }
    form.querySelector("output").value = filtering ? `符合 ${number.format(count)} 条` : `共 ${number.format(count)} 条`;
  };

  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 150); });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of all("button", form)) {
    button.addEventListener("click", () => folds.forEach((fold) => { fold.open = button.dataset.fold === "open"; }));
  }
  addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));
  show();
})();
