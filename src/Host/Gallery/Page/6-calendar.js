function showChoice() {
  fill("choose", store.overview.sensors.map(sensor => button(
    [el("span", { class: "ramp", "aria-hidden": "true", style: { "background-image": ramp(sensor) } }), capital(sensor.name)],
    { "aria-pressed": String(sensor.name === view.sensor), "data-sensor": sensor.name },
    () => go({ sensor: sensor.name }))));
}

// A year is twelve buttons, each with its days as one gradient: no node per day, so any number of years stays light.
function showYear() {
  const years = [...new Set(store.overview.months.map(month => month.month.slice(0, 4)))];
  const year = view.month.slice(0, 4);
  const place = years.indexOf(year);
  const newest = name => store.overview.months.find(month => month.month.startsWith(name)).month;
  const select = el("select", { id: "year", "aria-label": "Year", on: { change: () => go({ month: newest(select.value) }, "year") } },
    years.map(name => el("option", { value: name, selected: name === year }, name)));
  const names = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`);
  fill("years",
    el("div", { class: "pager" },
      turn("previous-year", "\u2039", "Previous year", years[place + 1], name => ({ month: newest(name) })), select,
      turn("next-year", "\u203a", "Next year", years[place - 1], name => ({ month: newest(name) }))),
    el("ol", { class: "months" }, names.map(name => el("li", {}, monthButton(name)))));
}

function turn(id, glyph, label, target, change) {
  return button(glyph, { id, class: "turn", "aria-label": label, disabled: !target }, () => go(change(target), id));
}

function monthButton(name) {
  const { days } = daysOf(view.sensor, name);
  const known = store.byMonth.has(name);
  const label = `${monthDate.format(utc(name))}: ${tally(days)}`;
  const line = el("span", { class: "bar", "aria-hidden": "true", style: { "background-image": bar(days) } });
  return button([el("span", {}, monthOnly(utc(name))), line], {
    id: `month-${name}`, "aria-label": label, title: label, disabled: !known, "aria-current": name === view.month ? "true" : null,
  }, () => go({ month: name }, `month-${name}`));
}

function bar(days) {
  const runs = [...days].map((letter, index) => {
    const from = (index / days.length) * 100, to = ((index + 1) / days.length) * 100;
    return `var(--${letters[letter]}) ${from}% ${to}%`;
  });
  return `linear-gradient(90deg, ${runs.join(", ")})`;
}

function tally(days) {
  const parts = states.map(state => [state, [...days].filter(letter => letters[letter] === state).length]).filter(([, n]) => n > 0);
  return parts.map(([state, n]) => `${count(n, "day")} ${state}`).join(", ");
}

function showMonth() {
  const { days, counts } = daysOf(view.sensor, view.month);
  const names = store.overview.months.map(month => month.month);
  const place = names.indexOf(view.month);
  const first = (utc(view.month).getUTCDay() + 6) % 7;
  fill("month",
    el("div", { class: "pager" },
      turn("previous-month", "\u2039", "Previous month", names[place + 1], month => ({ month })),
      el("h3", {}, monthDate.format(utc(view.month))),
      turn("next-month", "\u203a", "Next month", names[place - 1], month => ({ month })),
      el("p", { class: "facts" }, el("span", {}, "Windows:"), windowCounts(counts))),
    el("div", { class: "week", "aria-hidden": "true" }, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(day => el("span", {}, day))),
    el("ol", { class: "days", style: { "--first": String(first + 1) }, on: { keydown: moveAmongDays } },
      [...days].map((letter, index) => el("li", {}, dayButton(`${view.month}-${String(index + 1).padStart(2, "0")}`, letters[letter])))));
  at("said").textContent = `${view.sensor}, ${monthDate.format(utc(view.month))}: ${tally(days)}`;
  paintDays();
}

function windowCounts(counts) {
  return counts.map((n, index) => n && el("span", {}, mark(states[index]), `${whole.format(n)} ${states[index]}`)).filter(Boolean);
}

function dayButton(date, state) {
  return button([
    el("span", { class: "top" }, el("span", { class: "date" }, String(Number(date.slice(8)))), mark(state)),
    el("span", { class: "line", "aria-hidden": "true" }),
    el("span", { class: "word", "aria-hidden": "true" }, state),
  ], { id: `day-${date}`, class: "day", "data-state": state, "aria-label": `${longDate.format(utc(date))}: ${state}`, "aria-haspopup": "dialog" },
  () => go({ day: date }));
}

// What the letters do not tell: each day's strip and numbers.
async function paintDays() {
  const { sensor, month } = view;
  let days;
  try {
    days = await loadDays(sensor, month);
  } catch (problem) {
    at("month").append(el("p", { class: "note", role: "alert" }, problem.message));
    return;
  }
  if (view.sensor !== sensor || view.month !== month) return;
  const { unit } = sensorNamed(sensor);
  for (const day of days) paintDay(at(`day-${day.date}`), day, unit);
}

function paintDay(cell, day, unit) {
  const failed = day.failedHours ?? day.hours.filter(hour => hour.state === "failed").length;
  const trouble = failed && day.daily?.state !== "failed" ? `, ${count(failed, "hour")} failed` : "";
  if (day.daily?.preview) cell.querySelector(".line").style.backgroundImage = `url(${inline(day.daily.preview)})`;
  if (day.daily?.state === "done") {
    cell.querySelector(".word").textContent = `${number(day.daily.min)} \u2013 ${number(day.daily.max)}`;
    const found = `${range(day.daily, unit)}, ${count(day.daily.points, "reading")}`;
    cell.setAttribute("aria-label", `${longDate.format(utc(day.date))}: done, ${found}${trouble}`);
  }
  if (!trouble) return;
  cell.querySelector(".top").append(el("span", { class: "trouble", "aria-hidden": "true" }, mark("failed"), el("span", {}, String(failed))));
}

const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function moveAmongDays(event) {
  const days = [...event.currentTarget.querySelectorAll("button")];
  const target = days[days.indexOf(document.activeElement) + steps[event.key]];
  if (!target) return;
  event.preventDefault();
  target.focus();
}
