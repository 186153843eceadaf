// Réunion, the séance: what is typed is stored while it is typed, and the line is reached without a mouse.
"use strict";

const SEANCE = ".st-key-vigie-seance";
const DECISION = ".st-key-vigie-decision";
const LINE = `${DECISION} textarea`;
const TURNS = {ArrowLeft: ".st-key-seance-avant button", ArrowRight: ".st-key-seance-apres button"};
const PAUSE_MS = 700;
const ANSWER_MS = 2000;
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

// Enter goes to the line, Escape comes back to the steps, where the arrows turn the pages. While a step is being drawn its
// line is not there yet, or is still that of the step before: whoever pressed Enter gets the new one as soon as it stands.
let wished = false;
let former = null;
let answer = 0;

function reach() {
  if (!wished || document.activeElement !== document.body) return;
  const line = document.querySelector(LINE);
  if (line && line !== former && !line.closest("[data-stale=true]")) line.focus();
}

// Between an arrow and the server's answer the line on the screen is still the former one. Not for ever: two arrows may
// come back to the same step.
function turn(button) {
  wished = false;
  if (!button || button.disabled) return;
  former = document.querySelector(LINE);
  clearTimeout(answer);
  answer = setTimeout(() => { former = null; reach(); }, ANSWER_MS);
}

new MutationObserver(reach).observe(document.documentElement, {
  attributeFilter: ["data-stale"], childList: true, subtree: true,
});

// What the page before has left, as the button that opened the meeting, keeps the focus until the step is drawn.
function left(held) {
  return held.closest("[data-testid=stMain]") && !held.closest(SEANCE);
}

document.addEventListener("keydown", event => {
  const held = document.activeElement;
  if (!held || !document.querySelector(SEANCE)) return;
  if (event.key === "Enter" && !event.ctrlKey && (held === document.body || left(held))) {
    event.preventDefault();
    event.stopPropagation();
    held.blur();
    wished = true;
    reach();
  } else if (event.key === "Escape" && held.closest(DECISION)) {
    wished = false;
    held.blur();
  } else if (held === document.body && event.key in TURNS) {
    turn(document.querySelector(TURNS[event.key]));
  }
}, true);

for (const step of ["focusin", "pointerdown"]) {
  document.addEventListener(step, event => {
    if (!event.target.matches(LINE)) wished = false;
  });
}
