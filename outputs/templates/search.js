// Search: by any part of a name or alias, or by the initials of its pinyin; arrows and Enter work as in any list.
const HITS = 12;
// The first characters of the pinyin initials in the order of a Chinese collation (there is no i, u, v).
const FIRSTS = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀"];
const LETTERS = [..."abcdefghjklmnopqrstwxyz"];
const collation = new Intl.Collator("zh-CN");

function initials(text) {
  return [...text.toLowerCase()].map((character) => {
    if (!/[\u4e00-\u9fff]/.test(character)) return character;
    let found = "";
    for (let step = 0; step < FIRSTS.length && collation.compare(character, FIRSTS[step]) >= 0; step += 1) found = LETTERS[step];
    return found;
  }).join("");
}

const NAMES = DATA.nodes.flatMap((node, number) => [
  {number, text: node.label, alias: false},
  ...node.aliases.map((text) => ({number, text, alias: true})),
]).map((one) => ({...one, low: one.text.toLowerCase(), initials: initials(one.text)}));

function quality(name, wanted) {
  if (name.low === wanted) return 0;
  if (name.low.startsWith(wanted)) return 1;
  if (name.low.includes(wanted)) return 2;
  if (wanted.length > 1 && name.initials.startsWith(wanted)) return 3;
  if (wanted.length > 1 && name.initials.includes(wanted)) return 4;
  return 9;
}

function hits(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const best = new Map();
  for (const name of NAMES) {
    const rank = quality(name, wanted) + (name.alias ? 0.5 : 0);
    if (rank < 9 && rank < (best.get(name.number)?.rank ?? 9)) best.set(name.number, {...name, rank});
  }
  const found = [...best.values()];
  found.sort((a, b) => a.rank - b.rank || EDGES[b.number].length - EDGES[a.number].length || a.number - b.number);
  return found.slice(0, HITS);
}

function showHits() {
  const input = byId("search");
  const list = byId("hits");
  const found = hits(input.value);
  const items = found.map((hit, place) => make(
    "li", {role: "option", id: `hit${place}`, "aria-selected": place === 0 ? "true" : "false", onclick: () => take(hit.number)},
    familyMark(DATA.nodes[hit.number].family),
    make("span", {}, DATA.nodes[hit.number].label),
    hit.alias ? make("span", {class: "alias"}, hit.text) : "",
    make("span", {class: "kind"}, label(DATA.types[DATA.nodes[hit.number].type])),
  ));
  const empty = input.value.trim() ? [make("li", {class: "none"}, word("nothing"))] : [];
  list.replaceChildren(...(items.length ? items : empty));
  const open = input.value.trim() !== "";
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (items.length) input.setAttribute("aria-activedescendant", "hit0");
  else input.removeAttribute("aria-activedescendant");
}

function closeHits() {
  byId("hits").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
}

function take(number) {
  closeHits();
  byId("search").value = DATA.nodes[number].label;
  choose({node: number, move: true});
}

function stepHits(step) {
  const items = [...byId("hits").querySelectorAll("[role=option]")];
  if (!items.length) return;
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + step + items.length) % items.length;
  items.forEach((item, place) => item.setAttribute("aria-selected", String(place === next)));
  items[next].scrollIntoView({block: "nearest"});
  byId("search").setAttribute("aria-activedescendant", items[next].id);
}

function startSearch() {
  const input = byId("search");
  input.addEventListener("input", showHits);
  input.addEventListener("focus", () => { if (input.value.trim()) { input.select(); } });
  input.addEventListener("blur", () => setTimeout(closeHits, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stepHits(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      byId("hits").querySelector("[aria-selected=true]")?.click();
    } else if (event.key === "Escape") {
      input.value = "";
      closeHits();
    }
  });
}
