const inline = preview => `data:image/png;base64,${preview}`;

// A picture across the whole width: a day's 1,440 minutes, or the rows of many days.
function fullStrip(picture, label, kind) {
  if (!picture.preview && !picture.image) return blankStrip(picture, label, kind);
  return el("img", {
    class: `strip ${kind}`, alt: label, decoding: "async", loading: kind === "cumulative" ? "lazy" : null,
    src: picture.image ?? inline(picture.preview),
  });
}

// An hour's picture has its 60 columns in place among 1,440; only they are shown.
function hourStrip(picture, label, kind) {
  if (!picture.preview) return blankStrip(picture, label, kind);
  return el("div", {
    class: `strip hour ${kind}`, role: "img", "aria-label": label,
    style: {
      "background-image": `url(${inline(picture.preview)})`,
      "background-position": `${(picture.hour / 23) * 100}% 0`,
    },
  });
}

function blankStrip(picture, label, kind) {
  return el("div", { class: `strip blank ${kind}`, role: "img", "aria-label": label, "data-state": picture.state },
    mark(picture.state), el("span", { "aria-hidden": "true" }, picture.state));
}

function axis(...ticks) {
  return el("div", { class: "axis", "aria-hidden": "true" }, ticks.map(tick => el("span", {}, tick)));
}

const dayAxis = () => axis("00:00", "06:00", "12:00", "18:00", "24:00");

function hourAxis(hour) {
  const at = hour.slice(0, 2);
  return axis(...["00", "15", "30", "45"].map(minute => `${at}:${minute}`), `${String(Number(at) + 1).padStart(2, "0")}:00`);
}

// The palette between the least and the greatest value: what the colours of one picture mean.
function scale(picture, sensor) {
  return el("div", { class: "scale" },
    el("span", {}, measure(picture.min, sensor.unit)),
    el("span", { class: "ramp", "aria-hidden": "true", style: { "background-image": ramp(sensor) } }),
    el("span", {}, measure(picture.max, sensor.unit)));
}

const ramp = sensor => `linear-gradient(90deg, ${sensor.stops.map(stop => `#${stop}`).join(", ")})`;

function pictureLink(picture, text) {
  return picture.kept ? el("a", { href: addressOf(picture) }, text) : null;
}
