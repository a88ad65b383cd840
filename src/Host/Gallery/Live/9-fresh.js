// What was published since the page last looked is brought in by looking again, at most once a second, however much came.
const fresh = { months: new Set(), all: true, timer: null, looking: null, looked: 0, pictures: 0, last: null };
const pace = { looks: 1_000, afterTrouble: 5_000, news: 15_000 };

function hear({ name, data }) {
  if (name === "state") {
    showState(data);
    return;
  }
  if (name === "backfill") showBackfill(data);
  else if (name === "picture") hearPicture(data);
  else if (name === "failed") hearWindow(data.window, data.why);
  // Windows without a reading are no events of their own.
  if (name === "missed" || (name === "backfill" && !underWay(data.state))) fresh.all = true;
  lookSoon(pace.looks);
}

function hearPicture(window) {
  hearWindow(window, null);
  fresh.pictures++;
  fresh.last = window;
}

function hearWindow({ key, sensor }, why) {
  fresh.months.add(`${sensor}/${spanOf(key).slice(0, 7)}`);
  settle(key, why);
}

// temperature:hourly:2025-01-15T08-0800, with a station before it or not.
const spanOf = key => key.split(":").at(-1);

function lookSoon(after) {
  if (fresh.timer || document.hidden) return;
  fresh.timer = setTimeout(() => {
    fresh.timer = null;
    const again = () => lookSoon(pace.looks);
    if (fresh.looking) fresh.looking.then(again, again);
    else lookAgain().catch(() => lookSoon(pace.afterTrouble));
  }, Math.max(0, fresh.looked + after - Date.now()));
}

function lookAgain() {
  fresh.looking ??= look().finally(() => {
    fresh.looking = null;
    fresh.looked = Date.now();
  });
  return fresh.looking;
}

// A look that is under way may have passed what is to be seen.
async function lookAtAll() {
  await fresh.looking?.catch(() => {});
  fresh.all = true;
  await lookAgain();
}

async function look() {
  const { months, all } = fresh;
  Object.assign(fresh, { months: new Set(), all: false });
  try {
    const first = !store.overview, could = canWrite();
    keepOverview(await askJson("/api/v1/gallery/overview"));
    countAgain();
    if (all) forgetCalendar();
    else for (const name of months) forgetMonth(...name.split("/"));
    if (first) {
      shown.span = JSON.stringify(store.overview.span);
      open();
    } else freshenLatest();
    if (first || could !== canWrite()) showWays();
    showFailures();
    if (all) await lookAtBackfills();
    if (!first && view.sensor && (all || months.has(`${view.sensor}/${view.month}`))) await freshenCalendar();
  } catch (problem) {
    fresh.all = true;
    throw problem;
  }
}

// Beside everything else, because the server counts every window for it.
function countAgain() {
  askJson("/api/v1/gallery/totals").then(totals => {
    store.overview.totals = totals;
    showHeader();
    showMoreFailures();
  }, () => {});
}

// Not each picture: a reader who listens would hear of nothing else.
function announce() {
  if (!fresh.pictures) return;
  at("news").textContent = `${count(fresh.pictures, "new picture")}, the last of ${fresh.last.sensor}, ${spanOf(fresh.last.key).replace("T", " at ")}`;
  fresh.pictures = 0;
}
