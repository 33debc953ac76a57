// The drawing: vis-network draws nodes and edges where they were laid out; labels are placed by us, as on a map.
const NODE_STYLE = new Map(); // what each node and edge was last drawn like, so that only changes are passed on
const EDGE_STYLE = new Map();
const CROWDED = DATA.nodes.length > 900;
const HUBS = 14; // so many of the most connected names get a label even where it covers other marks
const FONT = {small: 12, large: 15};
const SHAPES = Object.fromEntries(DATA.families.map(({shape}) => [shape, new Path2D(shapePath(shape, 100))]));
let COLOURS = {};
let LIGHT = null; // what is in the light in the drawing under way
let WIDTH = 1; // of edges, in the units of the drawing: from afar they are drawn wider
let SCALE = null; // set while something else than the screen is drawn
let network = null;
let nodeSet = null;
let edgeSet = null;

function nodeStyle(number) {
  return {hidden: !nodeShown(number)};
}

// Draw a node: small ones stay visible from afar, large ones do not swell when near.
function drawNode({ctx: context, id, x, y}) {
  const r = radius(id);
  const family = DATA.families[DATA.nodes[id].family];
  return {
    drawNode() {
      context.save();
      context.translate(x, y);
      context.scale(r / 100, r / 100);
      context.globalAlpha = LIGHT && !LIGHT.nodes.has(id) ? 0.16 : 1;
      context.lineJoin = "round";
      context.lineWidth = Math.min(32, (family.hollow ? 1.7 : 1.2) * 100 / (r * network.getScale()));
      context.fillStyle = family.hollow ? COLOURS.paper : COLOURS.families[DATA.nodes[id].family];
      context.strokeStyle = family.hollow ? COLOURS.families[DATA.nodes[id].family] : COLOURS.paper;
      if (!family.hollow) context.stroke(SHAPES[family.shape]);
      context.fill(SHAPES[family.shape]);
      if (family.hollow) context.stroke(SHAPES[family.shape]);
      context.restore();
    },
    nodeDimensions: {width: 2 * r, height: 2 * r},
  };
}

function radius(number) {
  const scale = SCALE ?? (network ? network.getScale() : 1);
  const size = DATA.network.nodes[number].size;
  return Math.min(Math.max(size, ((CROWDED ? 1.4 : 2.2) + 0.22 * size) / scale), Math.max(34 / scale, 6));
}

function edgeStyle(number, light) {
  const edge = DATA.edges[number];
  const relation = RELATION.get(edge.predicate);
  const lit = light !== null && light.edges.has(number);
  const colour = number === state.edge ? css("--seal") : paint(relation);
  return {
    hidden: !edgeShown(number),
    color: {color: colour, highlight: colour, hover: colour, opacity: lit ? 1 : light ? 0.08 : 0.7},
    width: (lit ? 1.8 : 1.1) * WIDTH,
    dashes: relation.dashes.length ? relation.dashes : false,
    arrows: {to: {enabled: !relation.symmetric}},
  };
}

function readColours() {
  COLOURS = {paper: css("--paper"), ink: css("--ink"), seal: css("--seal"), hei: css("--hei"), families: DATA.families.map(paint)};
}

function changed(known, count, styleOf, idOf) {
  const light = focus();
  const updates = [];
  for (let number = 0; number < count; number += 1) {
    const style = styleOf(number, light);
    const text = JSON.stringify(style);
    if (known.get(number) !== text) {
      known.set(number, text);
      updates.push({id: idOf(number), ...style});
    }
  }
  return updates;
}

function redraw() {
  readColours();
  nodeSet.update(changed(NODE_STYLE, DATA.nodes.length, nodeStyle, (number) => number));
  edgeSet.update(changed(EDGE_STYLE, DATA.edges.length, edgeStyle, (number) => `e${number}`));
  network.redraw();
}

function drawNetwork() {
  const drawn = DATA.network;
  readColours();
  const nodes = drawn.nodes.map(({label: _, ...node}) => ({...node, shape: "custom", ctxRenderer: drawNode, ...nodeStyle(node.id)}));
  const edges = drawn.edges.map((edge, number) => ({...edge, ...edgeStyle(number, null)}));
  nodeSet = new vis.DataSet(nodes);
  edgeSet = new vis.DataSet(edges);
  const options = {...drawn.options, interaction: {...drawn.options.interaction, hideEdgesOnDrag: edges.length > 2500}};
  network = new vis.Network(byId("network"), {nodes: nodeSet, edges: edgeSet}, options);
  network.on("beforeDrawing", (context) => { LIGHT = focus(); drawRing(context); });
  network.on("afterDrawing", (context) => drawLabels(context));
  network.on("click", ({nodes: [node], edges: [edge]}) => {
    if (node !== undefined) choose({node});
    else if (edge !== undefined) choose({edge: Number(edge.slice(1))});
    else choose({});
  });
  network.on("hoverNode", ({node}) => { state.hover = node; network.redraw(); byId("network").style.cursor = "pointer"; });
  network.on("blurNode", () => { state.hover = null; network.redraw(); byId("network").style.cursor = ""; });
  network.on("hoverEdge", () => { byId("network").style.cursor = "pointer"; });
  network.on("blurEdge", () => { byId("network").style.cursor = ""; });
  network.on("zoom", ({scale}) => {
    const bounded = Math.min(5, Math.max(0.03, scale));
    if (bounded !== scale) network.moveTo({scale: bounded, animation: false});
    widen();
  });
  network.on("animationFinished", () => widen());
}

// Keep edges about a pixel wide on the screen at this scale; in steps, because each step touches them all.
function widen(scale = network.getScale()) {
  const wanted = Math.max(1, 0.85 / scale);
  if (Math.abs(Math.log2(wanted / WIDTH)) < 0.4) return;
  WIDTH = wanted;
  redraw();
}

function place(number) {
  const node = network.body.nodes[number];
  return {x: node.x, y: node.y, r: radius(number)};
}

function ease(longer = 1) {
  return still.matches ? false : {duration: 380 * longer, easingFunction: "easeInOutQuad"};
}

// Show all that is shown, with room for the labels at the rim.
function fitAll(animated = true) {
  const places = RANKED.filter(nodeShown).map((number) => network.body.nodes[number]);
  if (!places.length) return;
  const canvas = byId("network");
  const [left, right] = [Math.min(...places.map((one) => one.x)), Math.max(...places.map((one) => one.x))];
  const [top, bottom] = [Math.min(...places.map((one) => one.y)), Math.max(...places.map((one) => one.y))];
  const across = Math.max(canvas.clientWidth - 110, 80) / Math.max(right - left, 1);
  const down = Math.max(canvas.clientHeight - 70, 80) / Math.max(bottom - top, 1);
  const scale = Math.max(0.03, Math.min(1.3, across, down));
  widen(scale);
  network.moveTo({position: {x: (left + right) / 2, y: (top + bottom) / 2}, scale, animation: animated && ease()});
}

// Bring a node to the middle, near enough to read its neighbours and far enough to see most of them.
function moveTo(number) {
  const {x, y} = place(number);
  const near = [...focus(number).nodes].map((one) => network.body.nodes[one]);
  const most = (ways) => Math.max(1, ways.sort((a, b) => a - b)[Math.floor(0.85 * (ways.length - 1))]);
  const canvas = byId("network");
  const across = (canvas.clientWidth / 2 - 70) / most(near.map((one) => Math.abs(one.x - x)));
  const down = (canvas.clientHeight / 2 - 40) / most(near.map((one) => Math.abs(one.y - y)));
  const scale = Math.max(0.5, Math.min(1.25, across, down));
  widen(scale);
  network.moveTo({position: {x, y}, scale, animation: ease()});
}

// A ring of the seal's red around the chosen node.
function drawRing(context) {
  if (state.node === null) return;
  const {x, y, r} = place(state.node);
  context.beginPath();
  context.arc(x, y, r + 6 / network.getScale(), 0, 2 * Math.PI);
  context.strokeStyle = COLOURS.seal;
  context.lineWidth = 2 / network.getScale();
  context.stroke();
}

// ---- labels: of constant size on the screen, the important ones first, never one over another

// Rectangles by the squares of 64 pixels that they touch.
class Taken {
  constructor() {
    this.squares = new Map();
  }

  * keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x += 1)
      for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y += 1) yield x * 100003 + y;
  }

  free(box, owner) {
    for (const key of this.keys(box))
      for (const other of this.squares.get(key) ?? [])
        if (other.owner !== owner && box[0] < other.box[2] && box[2] > other.box[0] && box[1] < other.box[3] && box[3] > other.box[1])
          return false;
    return true;
  }

  add(box, owner = null) {
    for (const key of this.keys(box)) {
      if (!this.squares.has(key)) this.squares.set(key, []);
      this.squares.get(key).push({box, owner});
    }
  }
}

const WIDTHS = new Map();
const RANKED = DATA.nodes.map((_, number) => number).sort((a, b) => EDGES[b].length - EDGES[a].length || a - b);

function shortened(text) {
  const letters = [...text];
  return letters.length > 18 ? `${letters.slice(0, 17).join("")}…` : text;
}

function fontOf(number) {
  const degree = EDGES[number].length;
  const size = Math.min(FONT.large, FONT.small + Math.sqrt(degree) * 0.5);
  return `${degree > 5 ? 600 : 400} ${size.toFixed(1)}px ${COLOURS.hei}`;
}

function measured(context, number, font) {
  const key = `${number} ${font}`;
  if (!WIDTHS.has(key)) {
    context.font = font;
    WIDTHS.set(key, context.measureText(shortened(DATA.nodes[number].label)).width);
  }
  return WIDTHS.get(key);
}

// Where the labels stand, in pixels of a screen of width and height; toScreen maps places of nodes to it.
function placeLabels(context, scale, toScreen, [width, height], {chosenOnly = LIGHT !== null} = {}) {
  const light = focus(state.node ?? state.hover);
  const first = light ? RANKED.filter((number) => light.nodes.has(number)) : [];
  const rest = chosenOnly ? [] : RANKED;
  const hubs = new Set(RANKED.slice(0, HUBS).filter((number) => EDGES[number].length > 4));
  const marks = new Taken();
  const taken = new Taken();
  const at = new Map();
  for (const number of RANKED) {
    if (!nodeShown(number)) continue;
    const {x, y, r} = place(number);
    const [left, top] = toScreen(x, y);
    if (left < -20 || top < -20 || left > width + 20 || top > height + 20) continue;
    at.set(number, [left, top, r * scale]);
    const side = r * scale * 0.8;
    (hubs.has(number) ? taken : marks).add([left - side, top - side, left + side, top + side], number);
  }
  const labels = [];
  for (const number of new Set([state.node, state.hover, ...first, ...rest])) {
    if (!at.has(number)) continue;
    const [x, y, r] = at.get(number);
    const font = fontOf(number);
    const half = measured(context, number, font) / 2;
    const spots = [[x, y + r + 10], [x, y - r - 9], [x + r + half + 5, y], [x - r - half - 5, y]];
    const box = ([cx, cy]) => [cx - half - 2, cy - 8, cx + half + 2, cy + 8];
    const fits = ([left, top, right, bottom]) => left > 0 && top > 0 && right < width && bottom < height;
    const open = spots.filter((one) => fits(box(one)) && taken.free(box(one), number));
    const spot = open.find((one) => marks.free(box(one), number)) ?? (hubs.has(number) ? open[0] : undefined);
    if (spot === undefined && number !== state.node && number !== state.hover) continue;
    const [cx, cy] = spot ?? spots[0];
    taken.add(box([cx, cy]));
    labels.push({number, x: cx, y: cy, font, text: shortened(DATA.nodes[number].label)});
  }
  return {labels, taken};
}

// Names of relations on the lit edges, where there is room.
function placeEdgeLabels(context, toScreen, taken) {
  const light = focus();
  if (!light) return [];
  const same = new Map();
  for (const number of light.edges) same.set(DATA.edges[number].predicate, (same.get(DATA.edges[number].predicate) ?? 0) + 1);
  const found = [];
  const font = `11px ${COLOURS.hei}`;
  context.font = font;
  for (const number of light.edges) {
    const edge = DATA.edges[number];
    if (!edge.title && same.get(edge.predicate) > 9) continue; // so many alike: the card says what they are
    const relation = RELATION.get(edge.predicate);
    const text = shortened(edge.title || label(relation.label));
    const [x, y] = toScreen(...middle(number));
    const half = context.measureText(text).width / 2;
    const box = [x - half - 2, y - 7, x + half + 2, y + 7];
    if (!taken.free(box, -1)) continue;
    taken.add(box);
    found.push({number, x, y, font, text, colour: paint(relation)});
  }
  return found;
}

// The middle of an edge; a bent one passes half way to the point that it is drawn towards.
function middle(number) {
  const edge = DATA.edges[number];
  const [from, to] = [place(edge.from), place(edge.to)];
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  if (!DATA.network.edges[number].smooth) return [x, y];
  const towards = network.body.edges[`e${number}`].edgeType.getViaNode();
  return [(x + towards.x) / 2, (y + towards.y) / 2];
}

function drawLabels(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scale = network.getScale();
  const view = network.getViewPosition();
  const size = [context.canvas.clientWidth, context.canvas.clientHeight];
  const toScreen = (x, y) => [(x - view.x) * scale + size[0] / 2, (y - view.y) * scale + size[1] / 2];
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = COLOURS.paper;
  context.lineWidth = 3.5;
  const note = byId("note").textContent ? 24 : 0;
  const {labels, taken} = placeLabels(context, scale, toScreen, [size[0], size[1] - note]);
  const ink = COLOURS.ink;
  for (const one of [...placeEdgeLabels(context, toScreen, taken), ...labels]) {
    context.font = one.font;
    context.fillStyle = one.colour ?? ink;
    context.strokeText(one.text, one.x, one.y);
    context.fillText(one.text, one.x, one.y);
  }
  context.restore();
}
