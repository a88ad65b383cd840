async function showDay() {
  const dialog = at("day");
  if (!view.day) {
    if (dialog.open) dialog.close();
    return;
  }
  const { sensor, day } = view;
  let record, problem;
  try {
    record = await loadDay(sensor, day);
  } catch (refusal) {
    problem = refusal.message;
  }
  if (view.day !== day || view.sensor !== sensor) return;
  drawDay(sensorNamed(sensor), record ?? { date: day, daily: null, hours: [] }, problem);
  if (!dialog.open) dialog.showModal();
}

function drawDay(sensor, day, problem) {
  const panel = el("div", { id: "shown" });
  const hours = el("ol", { class: "hours" }, day.hours.map(hour => el("li", {}, hourButton(sensor, day, hour))));
  fill("day",
    el("div", { class: "title" },
      el("p", { class: "name" }, capital(sensor.name)),
      el("h2", { id: "day-title", tabindex: "-1" }, longDate.format(utc(day.date))),
      dayTurn("day-before", "\u2039", "Day before", day.date, -1), dayTurn("day-after", "\u203a", "Day after", day.date, 1),
      button("\u00d7", { id: "close", class: "turn", "aria-label": "Close" }, () => at("day").close())),
    panel,
    day.hours.length ? el("h3", {}, "Hours") : null,
    day.hours.length ? hours : null);
  if (problem) panel.append(el("p", { class: "note", role: "alert" }, problem));
  else if (day.daily) showWholeDay(sensor, day);
  else {
    const note = day.hours.length ? "No daily picture is recorded for this day; choose an hour." : "Nothing is recorded for this day.";
    panel.append(el("p", { class: "note" }, note));
  }
}

function dayTurn(id, glyph, label, date, step) {
  const target = new Date(+utc(date) + step * 864e5).toISOString().slice(0, 10);
  return turn(id, glyph, label, store.byMonth.has(target.slice(0, 7)) ? target : null, day => ({ day }));
}

function showWholeDay(sensor, day) {
  press(null);
  const label = sentence(`${sensor.name}, ${longDate.format(utc(day.date))}`, day.daily, sensor.unit);
  fill("shown", el("figure", {}, fullStrip(day.daily, label, "daily"), dayAxis()), numbers(sensor, day.daily));
}

function showHour(sensor, day, hour) {
  press(hour);
  const label = sentence(`${sensor.name}, ${hourName(hour)}`, hour, sensor.unit);
  const back = day.daily ? button("Whole day", { id: "whole-day", class: "plain" }, () => {
    showWholeDay(sensor, day);
    at(hourId(hour)).focus();
  }) : null;
  fill("shown",
    el("figure", {}, hourStrip(hour, label, "daily"), hourAxis(hour.clock)),
    el("p", { class: "when" }, el("b", {}, "Hour"), ` ${hourText(hour)} `, back),
    numbers(sensor, hour));
}

const hourId = hour => `hour-${hour.start}`;

function press(hour) {
  for (const other of document.querySelectorAll(".hours button")) {
    other.setAttribute("aria-pressed", String(hour !== null && other.id === hourId(hour)));
  }
}

function hourButton(sensor, day, hour) {
  const label = sentence(hourName(hour), hour, sensor.unit);
  const found = hour.state === "done";
  const offset = hour.offset ? el("small", {}, hour.offset.replace(/:00$/, "")) : null;
  return button([
    el("span", { class: "top" }, el("span", { class: "clock" }, hour.clock, offset), mark(hour.state)),
    hourStrip(hour, label, "small"),
    el("span", { class: "word" }, found ? `${number(hour.min)} \u2013 ${number(hour.max)}` : hour.state),
  ], {
    id: hourId(hour), class: "slot", "data-state": hour.state, "aria-pressed": "false", "aria-label": label,
  }, () => showHour(sensor, day, hour));
}

function numbers(sensor, picture) {
  if (picture.state !== "done") {
    return [el("div", { class: "numbers" },
      pair("State", el("span", { class: "state" }, mark(picture.state), `${picture.state}: ${meanings[picture.state]}`)),
      picture.error ? pair("Why", el("span", { class: "state" }, picture.error)) : null, remedy(picture))];
  }
  return [
    el("div", { class: "numbers" },
      el("div", { class: "range" },
        pair("Lowest", measure(picture.min, sensor.unit)),
        el("span", { class: "ramp", "aria-hidden": "true", style: { "background-image": ramp(sensor) } }),
        pair("Highest", measure(picture.max, sensor.unit))),
      pair("Readings", whole.format(picture.points)), pair("Time taken", seconds(picture.took)), pair("Size", bytes(picture.bytes))),
    el("div", { class: "names" }, pair("File", pictureLink(picture, picture.file) ?? `${picture.file} (not kept here)`), pair("CID", picture.cid)),
  ];
}

const pair = (term, value) => el("dl", {}, el("dt", {}, term), el("dd", {}, value));
