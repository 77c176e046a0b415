// Comfort only: every page works without this file. Nothing is stored.
"use strict";

const exit = document.querySelector(".exit");
const told = document.querySelector(".exit-told");
const TOO_SLOW = 5000;
const SAME_CLICK = 3000;

// Words that only this page holds: a form that came back, or a preview.
let unsent = document.querySelector("form[data-keep]") !== null
  && document.querySelector(".error-summary, form[data-unsent]") !== null;

function leave() {
  unsent = false;
  document.body.hidden = true;
  document.title = "\u00a0";
  window.location.replace(exit.href);
}

// Three times Shift, and nothing else in between, within five seconds.
function watchShift() {
  let presses = 0;
  let alone = false;
  let timer = 0;
  const forget = () => {
    presses = 0;
    told.textContent = "";
  };
  document.addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone && presses) forget();
  });
  document.addEventListener("pointerdown", () => { alone = false; });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(forget, TOO_SLOW);
    told.textContent = [told.dataset.two, told.dataset.one, told.dataset.now][presses - 1];
    if (presses === 3) leave();
  });
}

// A form that came back is kept in the history as its page, so that Back opens it instead of asking to send it again.
// Not where somebody wrote: sending it again brings the words back, opening the page would not.
function letBackOpen() {
  const opens = document.body.dataset.opensAgain !== undefined;
  if (opens && !document.querySelector("form[data-keep]")) history.replaceState(null, "", location.href);
}

// The list of what still needs a look gets the focus, and its links put it in the field.
function pointToErrors() {
  const summary = document.querySelector(".error-summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// A second click within three seconds does nothing; the button itself stays as it is.
function sendOnce() {
  let last = new WeakMap();
  document.addEventListener("submit", (event) => {
    const before = last.get(event.target);
    if (before !== undefined && event.timeStamp - before < SAME_CLICK) {
      event.preventDefault();
      return;
    }
    last.set(event.target, event.timeStamp);
    if (event.target.matches("[data-keep]")) unsent = false;
  });
  window.addEventListener("pageshow", () => { last = new WeakMap(); });
}

function keepWords() {
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-keep]")) unsent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent) event.preventDefault();
  });
}

function growTextareas() {
  const itself = CSS.supports("field-sizing", "content");
  for (const area of document.querySelectorAll("textarea")) {
    const grow = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    };
    if (!itself) {
      area.addEventListener("input", grow);
      grow();
    }
    if (area.dataset.longest) warnOfLength(area);
  }
}

function warnOfLength(area) {
  const warning = document.createElement("p");
  warning.className = "error";
  warning.setAttribute("role", "status");
  area.after(warning);
  const look = () => {
    const long = [...area.value].length > Number(area.dataset.longest);
    const words = long ? area.dataset.tooLong : "";
    if (warning.textContent !== words) warning.textContent = words;
  };
  area.addEventListener("input", look);
  look();
}

function offerToShow() {
  for (const field of document.querySelectorAll("input[data-show]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet show-words";
    button.textContent = field.dataset.show;
    button.addEventListener("click", () => {
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.textContent = shown ? field.dataset.show : field.dataset.hide;
    });
    // A shown passphrase must never become a remembered word of an ordinary field.
    field.form?.addEventListener("submit", () => { field.type = "password"; });
    field.after(button);
  }
}

if (exit && told) {
  exit.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });
  watchShift();
}

// On a device that others use too the browser is not asked to offer what was typed.
function forgetOnSharedDevice() {
  const choices = document.querySelectorAll("input[name=device]");
  const fields = document.querySelectorAll("input[autocomplete=username], input[autocomplete=current-password]");
  const wanted = new Map([...fields].map((field) => [field, field.autocomplete]));
  const settle = () => {
    const shared = document.querySelector("input[name=device][value=shared]:checked");
    for (const [field, autocomplete] of wanted) field.autocomplete = shared ? "off" : autocomplete;
  };
  for (const choice of choices) choice.addEventListener("change", settle);
  if (choices.length) settle();
}
letBackOpen();
pointToErrors();
sendOnce();
keepWords();
growTextareas();
offerToShow();
forgetOnSharedDevice();
