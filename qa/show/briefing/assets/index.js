"use strict";
const tools = document.querySelector(".tools");
const entries = [...document.querySelectorAll(".entries > li[data-outlets]")];
const shown = document.querySelector("#shown");
const words = document.querySelector("#words");
const outlet = document.querySelector("#outlet");
const kind = document.querySelector("#kind");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const texts = new Map(entries.map((entry) => [entry, plain(entry.textContent + " " + entry.dataset.more)]));

function matches(entry) {
  const wanted = plain(words.value).split(/\s+/).filter(Boolean);
  const outlets = JSON.parse(entry.dataset.outlets);
  return wanted.every((word) => texts.get(entry).includes(word))
    && (!outlet.value || outlets.includes(outlet.value))
    && (!kind.value || entry.dataset.kinds.split(" ").includes(kind.value));
}

function update() {
  let count = 0;
  for (const entry of entries) {
    const keep = matches(entry);
    entry.hidden = !keep;
    if (keep) count += 1;
  }
  shown.textContent = count === entries.length ? `${count} briefings` : `${count} of ${entries.length} briefings`;
}

tools.hidden = false;
for (const field of [words, outlet, kind]) field.addEventListener("input", update);
words.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { words.value = ""; update(); }
});
update();
