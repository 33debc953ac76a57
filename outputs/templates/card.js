// The side column: the card of a node, the sentence of an edge, or the contents of the whole.
const FIRST = 12; // of a long list the first ones are shown, the rest on request

function link(number, text = DATA.nodes[number].label) {
  return make("button", {class: "to", type: "button", onclick: () => choose({node: number, move: true})}, text);
}

function heading(family, text) {
  const close = make("button", {class: "plain", type: "button", "aria-label": word("back"), onclick: () => choose({})}, word("close"));
  return make("p", {class: "kind"}, family === null ? "" : familyMark(family), text, close);
}

function section(title, ...children) {
  return children.length ? [make("section", {}, make("h3", {}, title), ...children)] : [];
}

function long(rows, step = FIRST) {
  if (rows.length <= step + 2) return rows;
  const rest = make("div", {hidden: true}, ...rows.slice(step));
  const more = make("button", {class: "plain", type: "button", onclick: () => { rest.hidden = false; more.remove(); }}, word("more", {n: rows.length - step}));
  return [...rows.slice(0, step), rest, more];
}

// A sentence with its span marked, and where it stands.
function proof(number, extra = "") {
  const [document, before, exact, after, start, end] = DATA.evidence[number];
  const source = DATA.documents[document];
  const title = source.title || word("unnamed");
  const quote = before + exact + after ? make("blockquote", {}, before, exact ? make("mark", {}, exact) : "", after) : make("blockquote", {}, word("noSentence"));
  const web = source.url ? make("a", {href: source.url, target: "_blank", rel: "noopener noreferrer"}, word("link")) : "";
  const details = [`${word("file")} ${source.path}`, `${word("span")} ${start}–${end}`, extra].filter((text, place) => text && (place || source.path)).join(" · ");
  return make("figure", {class: "proof"}, quote, make("footer", {}, `《${title}》 ${source.publisher} `, make("time", {}, source.date), " ", web, make("br"), details));
}

// One line with a button that opens its sentences below it.
function row(line, evidence, {when = "", extra = "", kind = ""} = {}) {
  const box = make("div", {class: `row ${kind}`});
  const button = make("button", {class: "why", type: "button", "aria-expanded": "false", onclick: () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    box.querySelectorAll(".proof").forEach((one) => one.remove());
    if (open) box.append(...evidence.map((one) => proof(one, extra)));
  }}, word("evidence"));
  box.append(make("div", {class: "line"}, make("div", {class: "grow"}, ...line), when ? make("span", {class: "when"}, when) : "", evidence.length ? button : ""));
  return box;
}

function dateOf(evidence) {
  return evidence.map((one) => DATA.documents[DATA.evidence[one][0]].date).filter(Boolean).sort().at(-1) ?? "";
}

function sure(said) {
  return `${word("rule")} ${said.rule} · ${word("confidence")} ${said.confidence}`;
}

function edgeRow(number, node) {
  const edge = DATA.edges[number];
  const other = otherEnd(number, node);
  const post = edge.title ? make("span", {class: "post"}, edge.title) : "";
  return row(edge.from === node ? [link(other), " ", post] : [post, link(other)], edge.evidence, {when: dateOf(edge.evidence), extra: sure(edge)});
}

function postRows(number) {
  return EDGES[number].filter((edge) => DATA.edges[edge].predicate === "holdsPostIn").map((edge) => edgeRow(edge, number));
}

function relationGroups(number) {
  const groups = [];
  for (const relation of DATA.relations) {
    if (relation.name === "holdsPostIn") continue;
    const edges = EDGES[number].filter((edge) => DATA.edges[edge].predicate === relation.name);
    const out = edges.filter((edge) => relation.symmetric || DATA.edges[edge].from === number);
    const back = edges.filter((edge) => !out.includes(edge));
    for (const [name, found] of [[label(relation.label), out], [label(relation.inverse), back]])
      if (found.length) groups.push(make("h4", {}, name), ...long(found.map((edge) => edgeRow(edge, number))));
  }
  return groups;
}

function figureRow(figure) {
  const change = figure.change ? `${figure.basis ? word(figure.basis) : ""} ${figure.change}` : "";
  const notes = [change, figure.kind === "target" || figure.kind === "limit" ? word(figure.kind) : "", figure.rank ? `${figure.scope} ${word("rank", {n: figure.rank})}` : "", figure.condition];
  const name = make("span", {class: "name"}, figure.indicator);
  const rest = notes.filter(Boolean).map((text) => make("span", {class: "change"}, text));
  return row([name, make("span", {class: "value"}, figure.text), ...rest], figure.evidence, {when: figure.period, kind: "figure"});
}

function stageRow(stage) {
  const aim = stage.kind === "target" ? [make("span", {class: "post"}, word("target"))] : [];
  return row([state.language === "zh" ? stage.text : stage.stage, " ", ...aim], stage.evidence, {when: stage.period, extra: sure(stage), kind: "stage"});
}

function nodeCard(number) {
  const node = DATA.nodes[number];
  return [
    heading(node.family, label(DATA.types[node.type])),
    make("h2", {}, node.label),
    node.aliases.length ? make("p", {class: "aliases"}, make("b", {}, word("aliases")), node.aliases.join("、")) : "",
    ...section(word("posts"), ...long(postRows(number))),
    ...section(word("life"), ...long(node.life.map(stageRow))),
    ...section(word("relations"), ...relationGroups(number)),
    ...section(word("figures"), ...long(node.figures.map(figureRow), 8)),
    ...section(word("seen"), ...long(node.seen.map((one) => {
      const source = DATA.documents[DATA.evidence[one][0]];
      return row([source.title || word("unnamed")], [one], {when: source.date});
    }), 8)),
    make("section", {}, make("p", {class: "iri"}, node.iri)),
  ];
}

function edgeCard(number) {
  const edge = DATA.edges[number];
  const relation = RELATION.get(edge.predicate);
  const verb = make("span", {class: "verb"}, relation.symmetric ? "⇄ " : "", label(relation.label), relation.symmetric ? "" : " →");
  return [
    heading(null, word("relations")),
    make("p", {class: "triple"}, link(edge.from), " ", verb, " ", link(edge.to)),
    edge.title ? make("p", {class: "post"}, edge.title) : "",
    make("section", {}, ...edge.evidence.map((one) => proof(one, sure(edge)))),
  ];
}

function contents() {
  const top = RANKED.filter((number) => EDGES[number].length).slice(0, 14);
  const sources = [...DATA.documents].sort((a, b) => b.date.localeCompare(a.date) || a.path.localeCompare(b.path));
  const names = top.map((number) => make(
    "li", {}, familyMark(DATA.nodes[number].family), link(number), make("span", {class: "dots"}), make("data", {}, String(EDGES[number].length)),
  ));
  const titles = sources.map((one) => make("li", {}, make("span", {}, one.title || word("unnamed")), make("span", {class: "dots"}), make("time", {}, one.date)));
  return [
    make("p", {class: "hint"}, DATA.nodes.length ? word("hint") : word("empty")),
    ...(names.length ? section(word("index"), make("ul", {class: "index"}, ...names)) : []),
    ...(titles.length ? section(word("sources"), make("ul", {class: "index"}, ...long(titles, 12))) : []),
  ];
}

function showCard() {
  const card = byId("card");
  const parts = state.node !== null ? nodeCard(state.node) : state.edge !== null ? edgeCard(state.edge) : contents();
  card.replaceChildren(...parts.filter((part) => part !== ""));
  card.scrollTop = 0;
}
