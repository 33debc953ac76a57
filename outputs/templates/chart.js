"use strict";
(() => {
const charts = JSON.parse(document.getElementById("charts").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");

/* The chart takes its colours and fonts from the style of the page. */
function look() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  const axis = {
    domainColor: of("--soft"), tickColor: of("--rule"), gridColor: of("--rule"), gridOpacity: 0.6, gridDash: [1, 3],
    labelColor: of("--soft"), labelFont: of("--hei"), labelFontSize: 12, labelLimit: 170, labelOverlap: "greedy", labelPadding: 6,
  };
  return {
    background: "transparent", font: of("--hei"), view: { stroke: null },
    axis, axisY: { domain: false, ticks: false }, axisX: { grid: false },
    legend: { orient: "top", direction: "horizontal", labelColor: of("--ink"), labelFont: of("--hei"), labelFontSize: 12.5, columns: 6, symbolSize: 90, offset: 14 },
    text: { fill: of("--soft"), font: of("--hei") },
  };
}

/* Numbers on axes as a Chinese reader has them: grouped, never "10k". */
function numbers(spec) {
  for (const layer of spec.layer ?? [spec]) {
    for (const channel of Object.values(layer.encoding ?? {})) {
      if (channel.type === "quantitative" && channel.axis !== null && !channel.format) {
        channel.axis = { ...(channel.axis ?? {}), format: ",~r" };
      }
    }
  }
  return spec;
}

function go(anchor) {
  const item = document.getElementById(anchor);
  if (!item) return;
  location.hash = anchor;
  item.focus({ preventScroll: true });
}

async function draw() {
  const config = look();
  for (const { id, spec } of charts) {
    const { view } = await vegaEmbed(`#${id}`, numbers(structuredClone(spec)), {
      config, renderer: "svg", actions: false, defaultStyle: false, ast: false,
      tooltip: { disableDefaultStyle: true },
    });
    view.addEventListener("click", (_, item) => { if (item && item.datum && item.datum.anchor) go(item.datum.anchor); });
  }
  document.documentElement.dataset.ready = "";
}

dark.addEventListener("change", draw);
draw();
})();
