// What the page knows. How it gets there is each page's own: loadYear, loadDays, loadDay, and addressOf a full-size picture.
const store = { overview: null, byMonth: new Map() };

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
