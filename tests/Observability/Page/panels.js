'use strict';
// Draws a dashboard from its own file and from what Prometheus answered to its expressions: { dashboard, from, to, results: { expression: matrix } }.
const colours = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#705da0', '#37872d', '#fade2a', '#447ebc', '#c15c17'];
const element = (name, attributes = {}, ...inside) => {
  const made = name === 'svg' || name.startsWith('svg:') ? document.createElementNS('http://www.w3.org/2000/svg', name.replace('svg:', '')) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};

function scaled(value, base, units) {
  let at = 0;
  while (Math.abs(value) >= base && at < units.length - 1) { value /= base; at++; }
  return `${Number(value.toPrecision(3))}${units[at]}`;
}

function duration(seconds) {
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 1e-3) return `${Number((seconds * 1e6).toPrecision(3))} µs`;
  if (size < 1) return `${Number((seconds * 1e3).toPrecision(3))} ms`;
  if (size < 120) return `${Number(seconds.toPrecision(3))} s`;
  return size < 7200 ? `${Number((seconds / 60).toPrecision(3))} min` : `${Number((seconds / 3600).toPrecision(3))} h`;
}

function text(value, panel) {
  const mapped = panel.fieldConfig.defaults.mappings?.[0]?.options?.[String(value)]?.text;
  if (mapped) return mapped;
  if (!Number.isFinite(value)) return '–';
  switch (panel.fieldConfig.defaults.unit) {
    case 'percentunit': return `${Number((value * 100).toPrecision(3))} %`;
    case 's': return duration(value);
    case 'bytes': return scaled(value, 1024, [' B', ' KiB', ' MiB', ' GiB']);
    case 'Bps': return scaled(value, 1000, [' B/s', ' kB/s', ' MB/s', ' GB/s']);
    case 'ops': return `${scaled(value, 1000, ['', ' k', ' M'])} /s`;
    case 'reqps': return `${scaled(value, 1000, ['', ' k', ' M'])} req/s`;
    case 'dateTimeFromNow': return `${duration(shown.to - value / 1000)} ago`;
    default: return scaled(value, 1000, ['', ' k', ' M']);
  }
}

const series = panel => panel.targets.flatMap(target => shown.results[target.expr].map(found => ({
  name: target.legendFormat.replace(/\{\{(\w+)\}\}/g, (_, label) => found.metric[label] ?? ''),
  labels: found.metric,
  points: found.values.map(([at, value]) => [at, Number(value.replace('Inf', 'Infinity'))]),
})));
const last = one => one.points.findLast(point => Number.isFinite(point[1]))?.[1] ?? NaN;

function legend(all, panel) {
  return element('ul', {}, ...all.map((one, i) => element('li', {}, element('i', { style: `background:${colours[i % colours.length]}` }), `${one.name}  ${text(last(one), panel)}`)));
}

function frame(highest, panel, label) {
  const svg = element('svg', { viewBox: '0 0 600 200', preserveAspectRatio: 'none' });
  for (const part of [0, 0.5, 1]) {
    const y = 185 - part * 170;
    svg.append(element('svg:line', { x1: 60, x2: 600, y1: y, y2: y, stroke: '#2c2f36' }), element('svg:text', { x: 0, y: y + 4 }, label(part * highest)));
  }
  return svg;
}

const x = at => 60 + 540 * (at - shown.from) / (shown.to - shown.from);

function graph(panel) {
  const all = series(panel), { custom, max } = panel.fieldConfig.defaults;
  const isStacked = custom.stacking.mode === 'normal', below = new Map();
  const lines = all.map(one => one.points.filter(point => Number.isFinite(point[1])).map(([at, value]) => {
    const base = isStacked ? below.get(at) ?? 0 : 0;
    below.set(at, base + value);
    return [at, base + value, base];
  }));
  const highest = Math.max(...lines.flat().map(point => point[1]), 0), top = (max && highest <= max ? max : highest) || 1;
  const y = value => 185 - 170 * value / top, svg = frame(top, panel, value => text(value, panel));
  lines.forEach((line, i) => {
    const colour = colours[i % colours.length];
    if (line.length === 0) return;
    if (custom.drawStyle === 'bars') line.forEach(([at, value, base]) => svg.append(element('svg:rect', { x: x(at) - 2, width: 4, y: y(value), height: Math.max(0, y(base) - y(value)), fill: colour })));
    else {
      const upper = line.map(([at, value]) => `${x(at)},${y(value)}`), lower = line.map(([at, , base]) => `${x(at)},${y(base)}`).reverse();
      svg.append(element('svg:polygon', { points: [...upper, ...lower].join(' '), fill: colour, 'fill-opacity': custom.fillOpacity / 100 }));
      svg.append(element('svg:polyline', { points: upper.join(' '), fill: 'none', stroke: colour, 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke' }));
    }
  });
  return [svg, legend(all, panel)];
}

function heatmap(panel) {
  const bounds = series(panel).map(one => ({ ...one, le: Number(one.labels.le.replace('Inf', 'Infinity')) })).sort((a, b) => a.le - b.le);
  const cells = bounds.map((one, i) => one.points.map(([at, value], j) => [at, Math.max(0, value - (i > 0 ? bounds[i - 1].points[j]?.[1] ?? 0 : 0))]));
  const used = cells.map((row, i) => i).filter(i => cells[i].some(cell => cell[1] > 0)), [low, high] = [Math.min(...used), Math.max(...used)];
  const svg = frame(1, panel, () => ''), most = Math.max(...cells.flat().map(cell => cell[1]), 1), height = 170 / (high - low + 1), width = 540 / Math.max(1, cells[0]?.length ?? 1);
  for (let i = low; i <= high; i++) {
    svg.append(element('svg:text', { x: 0, y: 185 - (i - low + 0.3) * height }, text(bounds[i].le, panel)));
    for (const [at, value] of cells[i]) svg.append(element('svg:rect', { x: x(at), y: 185 - (i - low + 1) * height, width, height, fill: '#5794f2', 'fill-opacity': Math.sqrt(value / most) }));
  }
  return [svg];
}

function single(panel) {
  const best = series(panel).filter(one => Number.isFinite(last(one))).sort((a, b) => b.points.at(-1)[0] - a.points.at(-1)[0])[0];
  const value = element('div', { class: 'value' }, element('span', {}, ...(panel.options.textMode === 'value_and_name' && best ? [element('small', {}, best.name)] : []), best ? text(last(best), panel) : 'no data'));
  return panel.type === 'gauge' && best ? [value, element('div', { class: 'bar' }, element('i', { style: `width:${100 * last(best)}%` }))] : [value];
}

function table(panel) {
  return [element('table', {}, ...series(panel).flatMap(one => Object.entries(one.labels).map(([name, value]) => element('tr', {}, element('th', {}, name), element('td', {}, value)))))];
}

document.querySelector('h1').textContent = shown.dashboard.title;
for (const panel of shown.dashboard.panels) {
  const { h, w, x: left, y: top } = panel.gridPos, place = `grid-area: ${top + 1} / ${left + 1} / span ${h} / span ${w}`;
  const drawn = panel.type === 'row' ? [] : { timeseries: graph, heatmap, stat: single, gauge: single, table }[panel.type](panel);
  document.querySelector('main').append(element('section', { style: place, class: panel.type, title: panel.description ?? '' }, panel.type === 'row' ? panel.title : element('h2', {}, panel.title), ...drawn));
}
