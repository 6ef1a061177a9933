// Where in this document something stands that a reader sees: brought to the middle of the window, its box in pixels, or null.
// `links` are numbers of elements as `core.urls.join` chose them, with `words` the line in which both stand. Without links (null)
// the first of `words` that is in sight.
({ links, words }) => {
  const elements = [...document.querySelectorAll("a[href], area[href], img[src], iframe[src]")];

  const inSight = (element, box) => {
    if (!element || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { x, y, width, height } = box();
    if (width < 2 || height < 2) return null;
    const shown = document.elementFromPoint(x + width / 2, y + height / 2);
    return shown && element.contains(shown) ? { x, y, width, height } : null;
  };

  const plain = (text) => text.replace(/\s/g, "");
  const lineOf = (element) => {
    for (let up = element; words.length && up && plain(up.textContent).length < 200; up = up.parentElement)
      if (words.some((word) => plain(up.textContent).includes(plain(word)))) return up;
    return element;
  };
  for (const number of links ?? []) {
    const line = lineOf(elements[number]);
    const image = elements[number].querySelector("img");
    const box = () => (line === elements[number] && line.getClientRects()[0]) || line.getBoundingClientRect();
    const found = inSight(line, box) ?? (image && inSight(image, () => image.getBoundingClientRect()));
    if (found) return found;
  }
  if (links) return null;

  const pieces = [];
  let text = "";
  const walker = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
  while (words.length && walker.nextNode()) {
    const node = walker.currentNode;
    if (/^(SCRIPT|STYLE|NOSCRIPT|TEXTAREA)$/.test(node.parentElement?.tagName ?? "")) continue;
    for (let at = 0; at < node.data.length; at++) {
      if (/\s/.test(node.data[at])) continue;
      text += node.data[at];
      pieces.push([node, at]);
    }
  }
  const goesOn = (first, second) =>
    first && second && first[0] === second[0] && first[1] + 1 === second[1] && /^\d\d$/.test(first[0].data.slice(first[1], second[1] + 1));
  for (const word of words) {
    const wanted = plain(word);
    for (let start = wanted ? text.indexOf(wanted) : -1; start >= 0; start = text.indexOf(wanted, start + 1)) {
      const end = start + wanted.length;
      if (goesOn(pieces[start - 1], pieces[start]) || goesOn(pieces[end - 1], pieces[end])) continue;
      const range = document.createRange();
      range.setStart(...pieces[start]);
      const [last, at] = pieces[end - 1];
      range.setEnd(last, at + 1);
      const found = inSight(pieces[start][0].parentElement, () => range.getBoundingClientRect());
      if (found) return found;
    }
  }
  return null;
}
