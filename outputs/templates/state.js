// The data of the page, what is shown of it, and small helpers. Text reaches the page through textContent alone.
const DATA = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const state = {
  language: "zh",
  node: null, // number of the chosen node
  edge: null, // number of the chosen edge
  hover: null,
  families: new Set(DATA.families.keys()),
  relations: new Set(DATA.relations.map((one) => one.name)),
  unconnected: false,
};

const RELATION = new Map(DATA.relations.map((one) => [one.name, one]));
// Of each node: the numbers of its edges.
const EDGES = DATA.nodes.map(() => []);
DATA.edges.forEach((edge, number) => {
  EDGES[edge.from].push(number);
  if (edge.to !== edge.from) EDGES[edge.to].push(number);
});

function word(name, values = {}) {
  return DATA.ui[state.language][name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

function label(labels) {
  return labels[state.language];
}

function paint(look) {
  return dark.matches ? look.dark : look.light;
}

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// make("p", {class: "hint"}, "text", child, …): every string becomes a text node.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function nodeShown(number) {
  const connected = EDGES[number].length > 0 || state.unconnected || number === state.node;
  return connected && state.families.has(DATA.nodes[number].family);
}

function edgeShown(number) {
  const edge = DATA.edges[number];
  return state.relations.has(edge.predicate) && nodeShown(edge.from) && nodeShown(edge.to);
}

function otherEnd(number, node) {
  const edge = DATA.edges[number];
  return edge.from === node ? edge.to : edge.from;
}

// What is in the light: the chosen node or edge with its neighbours, or what `node` is given. null: everything.
function focus(node = state.node) {
  if (state.edge !== null) {
    const edge = DATA.edges[state.edge];
    return {nodes: new Set([edge.from, edge.to]), edges: new Set([state.edge])};
  }
  if (node === null) return null;
  const edges = EDGES[node].filter(edgeShown);
  return {nodes: new Set([node, ...edges.map((edge) => otherEnd(edge, node))]), edges: new Set(edges)};
}
