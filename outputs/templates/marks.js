// The shapes of the kinds, drawn alike in the legend, on the canvas (by vis-network) and in the saved SVG.
const SVG = "http://www.w3.org/2000/svg";

function polygon(points) {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
}

function ring(count, radius, turn = 0) {
  const radii = Array.isArray(radius) ? radius : [radius];
  return Array.from({length: count}, (_, step) => {
    const angle = turn + (2 * Math.PI * step) / count;
    return [radii[step % radii.length] * Math.sin(angle), -radii[step % radii.length] * Math.cos(angle)];
  });
}

// The path of a shape around (0, 0), of the size that vis-network gives it.
function shapePath(shape, r) {
  if (shape === "square") return polygon([[-r, -r], [r, -r], [r, r], [-r, r]]);
  if (shape === "diamond") return polygon([[0, -r], [r, 0], [0, r], [-r, 0]]);
  if (shape === "hexagon") return polygon(ring(6, r, Math.PI / 2));
  if (shape === "triangle") return polygon(ring(3, 1.15 * r));
  if (shape === "triangleDown") return polygon(ring(3, 1.15 * r, Math.PI));
  if (shape === "star") return polygon(ring(10, [r, 0.5 * r]));
  return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

function familyMark(number, size = 14) {
  const family = DATA.families[number];
  const colour = paint(family);
  const path = svg("path", {
    d: shapePath(family.shape, size * 0.36), "stroke-width": 1.5, stroke: colour,
    fill: family.hollow ? css("--paper") : colour,
  });
  return svg("svg", {width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": true}, path);
}

function relationMark(relation) {
  const line = svg("path", {
    d: relation.symmetric ? "M1 6H25" : "M1 6H20", stroke: paint(relation), "stroke-width": 1.6, fill: "none",
    "stroke-dasharray": relation.dashes.join(" "),
  });
  const head = svg("path", {d: relation.symmetric ? "" : "M19 2.6L25.5 6L19 9.4Z", fill: paint(relation)});
  return svg("svg", {width: 27, height: 12, viewBox: "0 0 27 12", "aria-hidden": true}, line, head);
}
