function showLatest() {
  const { sensors } = store.overview;
  showBands();
  fill("sensors", sensors.map(sensorBlock));
}

function showBands() {
  const lines = store.overview.sensors.map(sensor => sensor.latest.daily).filter(picture => picture?.preview);
  fill("bands", lines.map(picture => el("img", { alt: "", src: inline(picture.preview) })));
}

function sensorBlock(sensor) {
  const { daily, hourly, cumulative } = sensor.latest;
  const id = `latest-${sensor.name}`;
  const shown = [
    daily && latestFigure("daily", sensor, daily, "Day", longDate.format(utc(dateOf(daily.start))), fullStrip, dayAxis()),
    hourly && latestFigure("hourly", sensor, hourly, "Hour", hourText(hourly), hourStrip, hourAxis(hourly.clock)),
    cumulative && latestFigure("cumulative", sensor, cumulative, "All days", spanText(cumulative), fullStrip, dayAxis()),
  ];
  return el("article", { class: "sensor", "aria-labelledby": id, "data-sensor": sensor.name },
    el("h3", { id }, capital(sensor.name), sensor.unit ? el("span", { class: "unit" }, sensor.unit) : null),
    el("div", { class: "trio" }, shown.some(Boolean) ? shown : el("p", { class: "note" }, "No picture yet.")));
}

function latestFigure(kind, sensor, picture, title, when, strip, ticks) {
  const label = sentence(`${sensor.name}, ${when}`, picture, sensor.unit);
  return el("figure", { class: kind },
    strip(picture, label, kind), ticks,
    el("figcaption", {},
      el("p", { class: "when" }, el("b", {}, title), " ", when),
      scale(picture, sensor),
      el("p", { class: "facts" }, count(picture.points, "reading"), " · drawn in ", seconds(picture.took),
        picture.kept ? " · " : null, pictureLink(picture, "full size"))));
}

function hourText(hour) {
  const clock = `${clockOf(hour.start)}\u2013${clockAfter(hour)}`;
  return `${clock}${hour.offset ? ` ${hour.offset}` : ""}, ${shortDate.format(utc(dateOf(hour.start)))}`;
}

function spanText(picture) {
  const midnight = clockOf(picture.end) === "00:00";
  return `${shortDate.format(utc(dateOf(picture.start)))} to ${midnight ? "" : `${clockOf(picture.end)}, `}${shortDate.format(endDate(picture))}`;
}

function endDate(picture) {
  const day = utc(dateOf(picture.end));
  return clockOf(picture.end) === "00:00" ? new Date(day - 864e5) : day;
}

function showHeader() {
  const { totals, sensors, months, generated, zone } = store.overview;
  const who = sensors.length === 1 ? sensors[0].name : count(sensors.length, "sensor");
  const none = totals ? !totals.done : !sensors.length;
  fill("headline", none ? "No pictures yet" : `${totals ? count(totals.done, "picture") : "Pictures"} of ${who}`);
  if (totals) fill("totals", states.filter(state => state !== "missing").map(state =>
    el("div", { "data-state": state }, el("dt", {}, mark(state), state), el("dd", {}, whole.format(totals[state])))));
  const span = months.length ? ` · ${monthDate.format(utc(months.at(-1).month))} to ${monthDate.format(utc(months[0].month))}` : "";
  fill("written", `${generated ? `Written ${generated} · all` : "All"} times in ${zone}${span}`);
  fill("legend", states.map(state => el("li", {}, mark(state), el("b", {}, state), ` ${meanings[state]}`)));
}
