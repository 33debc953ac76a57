// The legend, which is also the filter: kinds and relations with counts, each with a box to tick.
function tick(mark, text, count, on, change) {
  const box = make("input", {type: "checkbox"});
  box.checked = on;
  const line = make("label", {class: on ? "" : "off"}, box, mark, make("span", {}, text), make("data", {}, String(count)));
  box.addEventListener("change", () => { change(box.checked); line.classList.toggle("off", !box.checked); filtered(); });
  return line;
}

function toggle(set, key) {
  return (on) => { if (on) set.add(key); else set.delete(key); };
}

function group(title, set, keys, lines) {
  const all = (on) => () => {
    set.clear();
    if (on) keys.forEach((key) => set.add(key));
    filtered();
    showLegend();
  };
  const button = (name, on) => make("button", {class: "plain", type: "button", onclick: all(on)}, word(name));
  return make("div", {class: "group"}, make("header", {}, make("h3", {}, title), button("all", true), button("none", false)), ...lines);
}

function showLegend() {
  const families = [...DATA.families.keys()].filter((number) => DATA.families[number].count);
  const kinds = families.map((number) => {
    const one = DATA.families[number];
    return tick(familyMark(number, 16), label(one.label), one.count, state.families.has(number), toggle(state.families, number));
  });
  const alone = EDGES.filter((edges) => !edges.length).length;
  if (alone) {
    const mark = svg("svg", {width: 16, height: 16, "aria-hidden": true});
    kinds.push(tick(mark, word("unconnected"), alone, state.unconnected, (on) => { state.unconnected = on; setTimeout(fitAll); }));
  }
  const relations = DATA.relations.map((one) => tick(relationMark(one), label(one.label), one.count, state.relations.has(one.name), toggle(state.relations, one.name)));
  byId("filters").replaceChildren(
    group(word("types"), state.families, families, kinds),
    group(word("relations"), state.relations, DATA.relations.map((one) => one.name), relations),
  );
}

function filtered() {
  redraw();
  remember();
}
