// Save what is drawn: PNG of the view as it is, SVG of the whole drawing.
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 5000);
}

function fileName(ending) {
  return `${DATA.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph"}.${ending}`;
}

function savePng() {
  const drawn = byId("network").querySelector("canvas");
  const copy = make("canvas", {width: drawn.width, height: drawn.height});
  const context = copy.getContext("2d");
  context.fillStyle = css("--paper");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => save(fileName("png"), blob), "image/png");
}

function edgePath(number) {
  const edge = DATA.edges[number];
  const [from, to] = [place(edge.from), place(edge.to)];
  const [mx, my] = middle(number);
  const [cx, cy] = [2 * mx - (from.x + to.x) / 2, 2 * my - (from.y + to.y) / 2];
  const way = Math.hypot(to.x - cx, to.y - cy) || 1;
  const [x, y] = [to.x - ((to.x - cx) / way) * (to.r + 4), to.y - ((to.y - cy) / way) * (to.r + 4)];
  return {d: `M${from.x} ${from.y}Q${cx} ${cy} ${x} ${y}`, x, y, angle: (Math.atan2(to.y - cy, to.x - cx) * 180) / Math.PI};
}

function svgEdge(number) {
  const relation = RELATION.get(DATA.edges[number].predicate);
  const {d, x, y, angle} = edgePath(number);
  const line = svg("path", {d, fill: "none", stroke: paint(relation), "stroke-dasharray": relation.dashes.join(" ")});
  const head = svg("path", {d: "M-6 -3L1 0L-6 3Z", fill: paint(relation), transform: `translate(${x} ${y}) rotate(${angle})`});
  return svg("g", {opacity: 0.6}, line, ...(relation.symmetric ? [] : [head]));
}

function svgNode(number) {
  const family = DATA.families[DATA.nodes[number].family];
  const {x, y, r} = place(number);
  const fill = family.hollow ? css("--paper") : paint(family);
  const title = svg("title", {}, DATA.nodes[number].label);
  return svg("path", {d: shapePath(family.shape, r), transform: `translate(${x} ${y})`, fill, stroke: paint(family), "stroke-width": 1.5}, title);
}

function wholeSvg() {
  const nodes = RANKED.filter(nodeShown);
  const edges = [...DATA.edges.keys()].filter(edgeShown);
  const places = nodes.map(place);
  const left = Math.min(0, ...places.map((one) => one.x)) - 90;
  const top = Math.min(0, ...places.map((one) => one.y)) - 60;
  const width = Math.max(0, ...places.map((one) => one.x)) + 90 - left;
  const height = Math.max(0, ...places.map((one) => one.y)) + 60 - top;
  const context = make("canvas").getContext("2d");
  const {labels} = placeLabels(context, 1, (x, y) => [x - left, y - top], [width, height], {chosenOnly: false});
  const texts = labels.map((one) => {
    const [weight, size] = one.font.split("px")[0].split(" ");
    return svg("text", {x: one.x + left, y: one.y + top, "font-size": size, "font-weight": weight}, one.text);
  });
  const style = {"font-family": css("--hei"), "text-anchor": "middle", "dominant-baseline": "central", fill: css("--ink"), stroke: css("--paper"), "stroke-width": 3, "paint-order": "stroke"};
  return svg(
    "svg", {xmlns: SVG, viewBox: `${left} ${top} ${width} ${height}`, width, height},
    svg("title", {}, DATA.title),
    svg("rect", {x: left, y: top, width, height, fill: css("--paper")}),
    svg("g", {}, ...edges.map(svgEdge)), svg("g", {}, ...nodes.map(svgNode)), svg("g", style, ...texts),
  );
}

function saveSvg() {
  SCALE = 1;
  const text = new XMLSerializer().serializeToString(wholeSvg());
  SCALE = null;
  save(fileName("svg"), new Blob([text], {type: "image/svg+xml"}));
}
