// The letters of years and the strips of days, fetched when they are looked at and kept until something in them changes.
const years = new Map(), kept = new Map();
const mostKept = 12;

function keepOverview(overview) {
  const months = monthsOf(overview.months).map(name => store.byMonth.get(name) ?? { month: name, sensors: [] });
  store.overview = { ...overview, span: overview.months, months, totals: store.overview?.totals ?? null };
  store.byMonth = new Map(months.map(month => [month.month, month]));
}

// Newest first, as the calendar turns them.
function monthsOf(span) {
  const names = [];
  if (!span) return names;
  for (let [year, month] = span.last.split("-").map(Number); ; month === 1 ? (year--, month = 12) : month--) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name < span.first) return names;
    names.push(name);
  }
}

function loadYear(sensor, year) {
  return once(years, `${sensor}/${year}`, async () => {
    const { months } = await askJson(`/api/v1/gallery/years/${year}?sensor=${sensor}`);
    for (const { month, days, counts } of months) {
      const known = store.byMonth.get(month);
      if (known) known.sensors = [...known.sensors.filter(other => other.sensor !== sensor), { sensor, days, counts }];
    }
  });
}

const loadDays = async (sensor, month) => (await once(kept, `${sensor}/${month}`, () => askJson(`/api/v1/gallery/months/${month}?sensor=${sensor}`))).days;

const loadDay = (sensor, date) => once(kept, `${sensor}/${date}`, () => askJson(`/api/v1/gallery/days/${date}?sensor=${sensor}`));

// Asked for once, by however many; what went wrong is asked for again.
function once(place, name, fetchIt) {
  if (!place.has(name)) {
    while (place === kept && place.size >= mostKept) place.delete(place.keys().next().value);
    const asked = fetchIt();
    place.set(name, asked);
    asked.catch(() => { if (place.get(name) === asked) place.delete(name); });
  }
  return place.get(name);
}

function forgetCalendar() {
  years.clear();
  kept.clear();
}

function forgetMonth(sensor, month) {
  years.delete(`${sensor}/${month.slice(0, 4)}`);
  for (const name of kept.keys()) if (name.startsWith(`${sensor}/${month}`)) kept.delete(name);
}

const addressOf = picture => `/api/v1/pictures/${encodeURIComponent(picture.key)}?cid=${picture.cid}`;
