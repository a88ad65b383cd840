// Data arrives as scripts, because a page opened as a file cannot fetch: each calls one of these.
const store = { overview: null, months: new Map(), waiting: new Map() };
const mostMonths = 6;

const viz = {
  overview(overview) {
    store.overview = overview;
    store.byMonth = new Map(overview.months.map(month => [month.month, month]));
  },
  month(summary, month) {
    month.bySensor = new Map(month.sensors.map(sensor => [sensor.sensor, new Map(sensor.days.map(day => [day.date, day]))]));
    store.months.set(summary.month, month);
  },
  start() { open(); },
};
globalThis.viz = viz;

function loadMonth(name) {
  if (store.months.has(name)) return Promise.resolve(store.months.get(name));
  if (store.waiting.has(name)) return store.waiting.get(name);
  const waiting = new Promise((resolve, reject) => {
    const finish = settle => () => {
      script.remove();
      store.waiting.delete(name);
      settle();
    };
    const script = el("script", {
      src: `months/${name}.js`,
      on: {
        load: finish(() => store.months.has(name) ? resolve(store.months.get(name)) : reject(new Error(`months/${name}.js holds no month`))),
        error: finish(() => reject(new Error(`months/${name}.js cannot be read`))),
      },
    });
    document.head.append(script);
  });
  store.waiting.set(name, waiting);
  forgetOldest();
  return waiting;
}

function forgetOldest() {
  while (store.months.size >= mostMonths) store.months.delete(store.months.keys().next().value);
}

const sensorNamed = name => store.overview.sensors.find(sensor => sensor.name === name);

// One letter a day, first to last of the month; all missing where the month has nothing of this sensor.
function daysOf(sensor, month) {
  const found = store.byMonth.get(month)?.sensors.find(entry => entry.sensor === sensor);
  return { days: found?.days ?? "-".repeat(lengthOf(month)), counts: found?.counts ?? [0, 0, 0, 0] };
}

function lengthOf(month) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

const dayRecord = (month, sensor, date) => month.bySensor.get(sensor)?.get(date) ?? { date, daily: null, hours: [] };
