(() => {
  const form = document.getElementById("filter");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const cards = all(".card");
  const folds = all("details");
  const atFirst = folds.map((fold) => fold.open);
  const number = new Intl.NumberFormat("zh-CN");

  const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim().replaceAll(",", "");
  const compare = (a, b) => isFinite(a) && isFinite(b) ? a - b : a.localeCompare(b, "zh-CN");
  const sort = (table, head) => {
    const rows = [...table.tBodies[0].rows], column = head.cellIndex, now = head.ariaSort;
    const up = now ? now === "descending" : !isFinite(key(rows[0], column));
    rows.sort((a, b) => (up ? 1 : -1) * compare(key(a, column), key(b, column)));
    for (const other of all("th", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    table.tBodies[0].append(...rows);
  };
  for (const head of all("th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head.closest("table"), head));
    head.append(button);
  }
  if (!cards.length) return;

  for (const name of ["unit", "site"]) {
    for (const word of new Set(cards.map((card) => card.dataset[name]))) {
      if (word) form[name].add(new Option(word, word));
    }
    form[name].hidden = form[name].length < 3;
  }
  form.hidden = false;

  const show = () => {
    const level = form.level.value, unit = form.unit.value, site = form.site.value;
    const text = form.text.value.trim().toLowerCase();
    const filtering = Boolean(level || unit || site || text);
    let count = 0;
    for (const card of cards) {
      const { dataset } = card;
      const fits = (!level || dataset.level === level) && (!unit || dataset.unit === unit) && (!site || dataset.site === site) &&
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
