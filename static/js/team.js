// Comfort for the team only: single keys, and ready-made words at a click. Off when the account says so.
"use strict";

const keysWanted = document.body.dataset.keys === "on";
const rows = [...document.querySelectorAll(".queue-list a")];
const verdicts = { p: "publish", s: "send_back", n: "refuse" };

function isTyping(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=radio]), textarea, select");
}

function moveInList(step) {
  const now = rows.indexOf(document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
  if (next) next.focus();
}

// A key only chooses; what happens still waits for the button.
function choose(verdict) {
  const radio = document.querySelector(`input[name=verdict][value=${verdict}]`);
  if (!radio) return;
  radio.checked = true;
  const next = verdict === "publish" ? radio.form.querySelector("button") : radio.form.querySelector("textarea");
  next.focus();
}

function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    if (event.key === "j") moveInList(1);
    else if (event.key === "k") moveInList(-1);
    else if (event.key in verdicts) choose(verdicts[event.key]);
    else return;
    event.preventDefault();
  });
}

function offerReadyWords() {
  for (const ready of document.querySelectorAll(".ready-words")) {
    const scope = ready.closest("form") ?? document;
    const words = scope.querySelector(`textarea[name=${ready.dataset.into ?? "message"}]`);
    if (!words) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = ready.dataset.insert;
    button.addEventListener("click", () => {
      words.value = words.value.trim() ? `${words.value.trim()}\n\n${ready.textContent}` : ready.textContent;
      const reason = words.form.querySelector("select[name=reason]");
      if (reason && !reason.value) reason.value = ready.dataset.reason;
      words.dispatchEvent(new Event("input", { bubbles: true }));
      words.focus();
    });
    ready.after(button);
  }
}

if (keysWanted) watchKeys();
offerReadyWords();
