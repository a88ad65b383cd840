// Data arrives as scripts, because a page opened as a file cannot fetch: each calls one of these.
const loaded = { months: new Map(), waiting: new Map() };
const mostMonths = 6;

const viz = {
  overview(overview) {
    store.overview = overview;
    store.byMonth = new Map(overview.months.map(month => [month.month, month]));
  },
  month(summary, month) {
    month.bySensor = new Map(month.sensors.map(sensor => [sensor.sensor, new Map(sensor.days.map(day => [day.date, day]))]));
    loaded.months.set(summary.month, month);
  },
  start() {
    if (store.overview) open();
    else fill("headline", "overview.js cannot be read");
  },
};
globalThis.viz = viz;

function loadMonth(name) {
  if (loaded.months.has(name)) return Promise.resolve(loaded.months.get(name));
  if (loaded.waiting.has(name)) return loaded.waiting.get(name);
  const waiting = new Promise((resolve, reject) => {
    const finish = settle => () => {
      script.remove();
      loaded.waiting.delete(name);
      settle();
    };
    const script = el("script", {
      src: `months/${name}.js`,
      on: {
        load: finish(() => loaded.months.has(name) ? resolve(loaded.months.get(name)) : reject(new Error(`months/${name}.js holds no month`))),
        error: finish(() => reject(new Error(`months/${name}.js cannot be read`))),
      },
    });
    document.head.append(script);
  });
  loaded.waiting.set(name, waiting);
  forgetOldest();
  return waiting;
}

function forgetOldest() {
  while (loaded.months.size >= mostMonths) loaded.months.delete(loaded.months.keys().next().value);
}

// The overview holds the letters of every year.
function loadYear() {}

const loadDays = async (sensor, month) => [...(await loadMonth(month)).bySensor.get(sensor)?.values() ?? []];

const loadDay = async (sensor, date) => (await loadMonth(date.slice(0, 7))).bySensor.get(sensor)?.get(date);

const addressOf = picture => `../${picture.file.split("/").map(encodeURIComponent).join("/")}`;

const remedy = () => null;
