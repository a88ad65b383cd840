// Where the reader is: a sensor, a month and perhaps a day of it. The address after # says the same.
const view = { sensor: null, month: null, day: null };

function open() {
  showHeader();
  showLatest();
  at("calendar").hidden = !store.overview.sensors.length || !store.overview.months.length;
  if (!at("calendar").hidden) openCalendar();
}

function openCalendar() {
  at("day").addEventListener("close", leaveDay);
  at("day").addEventListener("click", event => { if (event.target === at("day")) at("day").close(); });
  globalThis.addEventListener("hashchange", () => follow());
  document.querySelector(".skip").addEventListener("click", skip);
  follow();
}

// Without a step in the history: whoever comes back to such a step has the focus taken to the calendar.
function skip(event) {
  event.preventDefault();
  at("calendar").focus();
}

// An address that names nothing known falls back to the newest month of the first sensor.
function follow() {
  const [, sensor, month, day] = /^#([^/]+)(?:\/(\d{4}-\d{2})(-\d{2})?)?$/.exec(location.hash) ?? [];
  const known = month && store.byMonth.has(month) ? month : view.month ?? store.overview.months[0].month;
  Object.assign(view, {
    sensor: sensorNamed(sensor) ? sensor : view.sensor ?? store.overview.sensors[0].name,
    month: known,
    day: day && known === month && Number(day.slice(1)) <= lengthOf(month) && Number(day.slice(1)) > 0 ? month + day : null,
  });
  show();
}

// Opening a day is a step that the reader's back button undoes; everything else changes the address in place.
async function go(change, focus) {
  const opens = Boolean(change.day) && !view.day;
  Object.assign(view, change);
  if (change.day) view.month = change.day.slice(0, 7);
  const opened = opens || Boolean(view.day && history.state?.opened);
  history[opens ? "pushState" : "replaceState"]({ opened }, "", `#${view.sensor}/${view.day ?? view.month}`);
  await show();
  const target = at(focus);
  (target?.disabled ? at("close") : target)?.focus();
}

function leaveDay() {
  if (!view.day) return;
  const leave = () => go({ day: null }, `day-${view.day}`);
  if (!history.state?.opened) leave();
  else {
    globalThis.addEventListener("popstate", leave, { once: true });
    history.back();
  }
}

const drawn = { calendar: null };

async function show() {
  const calendar = `${view.sensor}/${view.month}`;
  if (drawn.calendar !== calendar) {
    drawn.calendar = calendar;
    showChoice();
    let problem;
    try {
      await loadYear(view.sensor, view.month.slice(0, 4));
    } catch (refusal) {
      problem = refusal.message;
    }
    if (drawn.calendar !== calendar) return;
    showYear();
    showMonth();
    if (problem) at("month").append(el("p", { class: "note", role: "alert" }, problem));
  }
  await showDay();
}
