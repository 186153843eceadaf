// Réunion, the séance: what is typed is stored while it is typed, and the line is reached without a mouse.
"use strict";

const LINE = ".st-key-vigie-decision textarea";
const PAUSE_MS = 700;
const waiting = new Map();

// Streamlit stores a text on Ctrl+Enter or when the field is left: a pause in the typing is enough here, so that
// nothing is lost when the browser is closed in the middle of a sentence.
document.addEventListener("input", event => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || !field.matches(LINE)) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => store(field), PAUSE_MS));
});

function store(field) {
  waiting.delete(field);
  // Pressed and let go: a key that stays down would keep the arrows from turning the pages.
  for (const step of ["keydown", "keyup"]) {
    field.dispatchEvent(new KeyboardEvent(step, {key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true}));
  }
}

// Enter goes to the line, Escape comes back to the steps, where the arrows turn the pages.
document.addEventListener("keydown", event => {
  const held = document.activeElement;
  if (event.key === "Enter" && held === document.body) {
    const line = document.querySelector(LINE);
    if (line) {
      event.preventDefault();
      line.focus();
    }
  } else if (event.key === "Escape" && held && held.closest(".st-key-vigie-decision")) {
    held.blur();
  }
}, true);
