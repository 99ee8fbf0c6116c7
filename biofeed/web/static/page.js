"use strict";

// The terminal's line to the app, of which it does not ask when it opens and why it was closed.
class Line extends WebSocket {
  constructor(...where) {
    super(...where);
    // Keys reach the app without a click.
    this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
    this.addEventListener("message", ({ data }) => typeof data === "string" && hear(JSON.parse(data)));
    this.addEventListener("close", ({ code }) => sayWhy(code));
  }

  send(data) {
    // The terminal's script goes on sending when the line is closed.
    if (this.readyState === WebSocket.OPEN) super.send(data);
  }
}
window.WebSocket = Line;

function hear([kind, text]) {
  if (kind !== "last_words") return;
  const lastWords = document.querySelector(".last-words");
  lastWords.textContent = text;
  lastWords.hidden = false;
}

function sayWhy(code) {
  const reasons = [...document.querySelectorAll("[data-code]")];
  const known = reasons.some((reason) => reason.dataset.code === String(code));
  const shown = known ? String(code) : "1006";
  for (const reason of reasons) reason.hidden = reason.dataset.code !== shown;
  const closed = document.querySelector(".closed");
  closed.hidden = false;
  closed.querySelector("a").focus();
}

// The terminal measures its letters once, when it opens: they have to be there by then.
window.addEventListener("load", async () => {
  const letters = ["16px", "bold 16px", "italic 16px"].map((font) =>
    document.fonts.load(`${font} "Roboto Mono"`),
  );
  await Promise.all(letters);
  const terminal = document.createElement("script");
  terminal.src = "terminal.js";
  terminal.onload = () => window.onload();
  document.head.append(terminal);
});
