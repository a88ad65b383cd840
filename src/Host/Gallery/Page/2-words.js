const states = ["done", "empty", "failed", "planned", "missing"];
const letters = { d: "done", e: "empty", f: "failed", p: "planned", "-": "missing" };
const meanings = {
  done: "drawn and kept",
  empty: "no reading, so no picture",
  failed: "could not be finished",
  planned: "still to be drawn",
  missing: "nothing recorded",
};

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const coarse = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const inUtc = options => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const longDate = inUtc({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDate = inUtc({ day: "numeric", month: "short", year: "numeric" });
const monthDate = inUtc({ month: "long", year: "numeric" });
const monthOnly = date => monthDate.format(date).slice(0, 3);

// Dates arrive as local text and stay so: the reader's own time zone must not move them.
const utc = date => new Date(`${date.length === 7 ? `${date}-01` : date}T00:00:00Z`);
const nbsp = "\u00a0";

const number = value => precision(value).format(value).replace("-", "\u2212");
const measure = (value, unit) => unit ? number(value) + nbsp + unit : number(value);
const count = (n, one, many) => `${whole.format(n)}${nbsp}${n === 1 ? one : many ?? `${one}s`}`;
const range = (picture, unit) => `${measure(picture.min, unit)} to ${measure(picture.max, unit)}`;
const seconds = took => took < 1 ? `${whole.format(took * 1000)}${nbsp}ms` : `${fine.format(took)}${nbsp}s`;
const bytes = length => length < 1e6 ? `${coarse.format(length / 1e3)}${nbsp}kB` : `${fine.format(length / 1e6)}${nbsp}MB`;
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

function precision(value) {
  if (Number.isInteger(value) || Math.abs(value) >= 10000) return whole;
  return Math.abs(value) >= 100 ? coarse : fine;
}

const dateOf = time => time.slice(0, 10);
const clockOf = time => time.slice(11, 16);

// Where an hour's own clock would stand at its end; clocks changed at that very moment do not count.
function clockAfter(hour) {
  const [h, m] = clockOf(hour.start).split(":").map(Number);
  const end = h * 60 + m + (Date.parse(hour.end) - Date.parse(hour.start)) / 6e4;
  return [Math.floor(end / 60), end % 60].map(part => String(part).padStart(2, "0")).join(":");
}

function hourName(hour) {
  return hour.offset ? `${hour.clock} ${hour.offset}` : hour.clock;
}

// Everything a strip shows, in words.
function sentence(what, picture, unit) {
  if (picture.state !== "done") return `${what}: ${picture.state}${picture.error ? `, ${picture.error}` : ""}`;
  return `${what}: ${range(picture, unit)}, ${count(picture.points, "reading")}`;
}
