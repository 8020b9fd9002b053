"use strict";
// The page is whole without this: it only filters the table and shows which pieces belong together.
const box = document.getElementById("filter");
const rows = [...document.querySelectorAll("#claims tbody tr")];
const count = document.getElementById("count");
const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const texts = rows.map((row) => fold(row.textContent));
box.addEventListener("input", () => {
  const wanted = fold(box.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, at) => {
    row.hidden = !wanted.every((word) => texts[at].includes(word));
    shown += row.hidden ? 0 : 1;
  });
  count.textContent = shown === rows.length ? "" : shown + " of " + rows.length;
});
document.querySelector(".filter").hidden = false;
document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("mark");
  const of = mark ? mark.dataset.claims.split(" ") : [];
  for (const other of document.querySelectorAll("mark")) {
    other.classList.toggle("lit", other.dataset.claims.split(" ").some((claim) => of.includes(claim)));
  }
});
