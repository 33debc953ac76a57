"use strict";
(() => {
const form = document.getElementById("filter");
const groups = [...document.querySelectorAll("details.group")].map((box) => ({
  box, count: box.querySelector("data"), items: [...box.querySelectorAll("li")].map((item) => ({
    item, name: item.dataset.name, text: item.textContent.toLowerCase(),
  })),
}));
const total = groups.reduce((sum, group) => sum + group.items.length, 0);

/* Show the errors of one type that hold all the words; a group without any goes from the page. */
function filter() {
  const name = form.elements.name.value;
  const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { box, count, items } of groups) {
    let here = 0;
    for (const { item, name: own, text } of items) {
      const fits = (!name || own === name) && words.every((word) => text.includes(word));
      item.hidden = !fits;
      here += fits;
    }
    box.hidden = !here;
    count.textContent = here.toLocaleString("en");
    shown += here;
  }
  form.querySelector("output").textContent = shown === total ? "" : `${shown.toLocaleString("en")} / ${total.toLocaleString("en")}`;
}

if (total) form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
})();
