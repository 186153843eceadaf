// What somebody who looks at a page, or goes through it without looking, finds wrong with it.
({
  // Texts that no eye reads: names of icons (drawn as signs), the twin that a table on a canvas has for screen
  // readers, and the places of a map (its labels lie on a canvas; what deck.gl keeps beside it is its own).
  UNREAD: "[data-testid=stIconMaterial], canvas, #deckgl-wrapper, script, style, noscript",
  // Boxes with an edge that one sees: a text that crosses it is wrong, even where nothing cuts it off.
  EDGED: "button, td, th, summary, [role=tab], [data-testid=stColumn], [data-tag]",
  // Boxes that may be wider inside than outside. A table on a canvas moves with the arrow keys, the line of tabs too,
  // and a text area with the cursor; a table of ours must be reachable by keyboard and named.
  WIDE_INSIDE: ".dvn-scroller, [role=tablist], textarea, .vg-scroll[tabindex='0'][role=region][aria-label]",

  shown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  },

  brief(element) {
    const place = element.closest("[class*=st-key-], [data-testid]");
    const key = place && ([...place.classList].find((name) => name.startsWith("st-key-")) ?? place.dataset.testid);
    return `${element.tagName.toLowerCase()}${key ? ` in ${key}` : ""}`;
  },

  // The box that cuts this text, or whose edge it crosses; null where it can be read whole.
  cutting(element, text) {
    let across = true, upright = true;
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (["contents", "inline"].includes(style.display) && box.tagName !== "svg") continue; // no box of its own
      if (edge.width <= 1 || edge.height <= 1) return null; // folded up, or kept for screen readers
      const wide = across && (text.left < edge.left - 1 || text.right > edge.right + 1);
      const high = upright && (text.top < edge.top - 2 || text.bottom > edge.bottom + 2); // letters have room above and below
      if (wide && (["hidden", "clip"].includes(style.overflowX) || box.matches(this.EDGED))) return box;
      if (high && ["hidden", "clip"].includes(style.overflowY)) return box;
      if (["auto", "scroll"].includes(style.overflowX)) across = false; // one can scroll to it
      if (["auto", "scroll"].includes(style.overflowY)) upright = false;
      if (["fixed", "absolute"].includes(style.position)) return null; // out of the boxes around it
    }
    return null;
  },

  clipped() {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, element = node.parentElement;
      if (!node.nodeValue.trim() || element.closest(this.UNREAD) || !this.shown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = this.cutting(element, range.getBoundingClientRect());
      if (box) found.push(`${node.nodeValue.trim()} (${this.brief(box)})`);
    }
    for (const field of document.querySelectorAll("input:not([type=file], [type=checkbox], [type=radio])"))
      if (this.shown(field) && field.value && field.scrollWidth > field.clientWidth + 1)
        found.push(`${field.value} (${this.brief(field)})`);
    return found;
  },

  sideways() {
    const found = [];
    for (const element of document.querySelectorAll("html, body, body *")) {
      if (element.scrollWidth <= element.clientWidth + 1 || element.matches(this.WIDE_INSIDE)) continue;
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      if ((scrolls || element === document.documentElement) && element.clientWidth > 1 && this.shown(element))
        found.push(`${this.brief(element)}: ${element.scrollWidth} > ${element.clientWidth}`);
    }
    return found;
  },

  // Levels that skip one on the way down, and first headings other than the one h1.
  disorder() {
    const found = [];
    let before = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      if (!this.shown(heading)) continue;
      const level = Number(heading.tagName[1]);
      if (level > before + 1 || (level === 1 && before)) found.push(`h${before} > h${level} ${heading.innerText}`);
      before = level;
    }
    return found;
  },

  unnamed() {
    const pictures = document.querySelectorAll("[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart], [data-testid=stHtml] svg");
    const named = (picture) => picture.closest("[aria-hidden=true]") || picture.closest("[role=figure], [role=img]")?.ariaLabel?.trim();
    return [...pictures].filter((picture) => !named(picture)).map((picture) => this.brief(picture));
  },
})
