// Choosing things, the address that remembers it, and the start.
function choose({node = null, edge = null, move = false}) {
  state.node = node;
  state.edge = edge;
  if (node !== null) state.families.add(DATA.nodes[node].family);
  redraw();
  showCard();
  showLegend();
  if (move) moveTo(node);
  remember();
}

// The address ends in what is chosen and filtered, so that a view can be kept or passed on.
function remember() {
  const parts = new URLSearchParams();
  if (state.node !== null) parts.set("name", DATA.nodes[state.node].iri);
  const off = [...DATA.families.keys()].filter((number) => !state.families.has(number)).map((number) => DATA.families[number].class || "other");
  const without = DATA.relations.map((one) => one.name).filter((name) => !state.relations.has(name));
  if (off.length) parts.set("off", off.join(" "));
  if (without.length) parts.set("without", without.join(" "));
  if (state.language !== "zh") parts.set("language", state.language);
  history.replaceState(null, "", `#${parts}`);
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const off = (parts.get("off") ?? "").split(" ");
  DATA.families.forEach((one, number) => { if (off.includes(one.class || "other")) state.families.delete(number); });
  (parts.get("without") ?? "").split(" ").forEach((name) => state.relations.delete(name));
  if (parts.get("language") === "en") state.language = "en";
  const number = DATA.nodes.findIndex((node) => node.iri === parts.get("name"));
  return number < 0 ? null : number;
}

function showWords() {
  const {totals} = DATA;
  const years = [totals.from, totals.to].filter(Boolean).filter((date, place, all) => all.indexOf(date) === place).join(" — ");
  const counts = ["entities", "edges", "documents"].map((name) => `${totals[name]} ${word(name)}`);
  if (totals.figures) counts.push(`${totals.figures} ${word("figuresCount")}`);
  byId("summary").textContent = [counts.join(state.language === "zh" ? "，" : ", "), years].filter(Boolean).join("　");
  byId("note").textContent = totals.shown < totals.entities ? word("shown", {shown: totals.shown, all: totals.entities}) : "";
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  for (const name of ["fit", "png", "svg", "language"]) byId(name).textContent = word(name);
  byId("language").title = word("languageTitle");
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("legend").querySelector("summary").textContent = word("legend");
  byId("network").setAttribute("aria-label", word("graph"));
  showLegend();
  showCard();
}

function start() {
  const narrow = window.matchMedia("(max-width: 820px)");
  const fold = () => { byId("legend").open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  const chosen = recall();
  drawNetwork();
  startSearch();
  fitAll(false);
  showWords();
  byId("fit").addEventListener("click", () => fitAll());
  byId("png").addEventListener("click", savePng);
  byId("svg").addEventListener("click", saveSvg);
  byId("language").addEventListener("click", () => {
    state.language = state.language === "zh" ? "en" : "zh";
    showWords();
    redraw();
    remember();
  });
  dark.addEventListener("change", () => { showWords(); redraw(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement !== byId("search")) choose({});
    if (event.key === "/" && document.activeElement !== byId("search")) { event.preventDefault(); byId("search").focus(); }
  });
  if (chosen !== null) choose({node: chosen, move: true});
  document.documentElement.dataset.ready = "yes";
}

start();
