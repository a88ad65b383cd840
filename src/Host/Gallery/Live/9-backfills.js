// Backfills that are under way, or were while the page was open, with what became of their windows so far.
const backfills = new Map();
const mostBackfills = 5;
const lives = {
  waiting: "waits for its turn", running: "is under way", stopping: "finishes what it has begun", done: "is done",
  someFailed: "has ended, with failures", cancelled: "was cancelled", interrupted: "was interrupted", unfinished: "was interrupted",
};
const underWay = state => ["waiting", "running", "stopping"].includes(state);

function showBackfill(progress) {
  const { id, state } = progress;
  if (backfills.has(id) && backfills.get(id).state !== state) at("news").textContent = `Backfill ${id} ${lives[state]}`;
  backfills.set(id, progress);
  if (!at(`backfill-${id}`)) at("backfills").prepend(backfillItem(id));
  fillBackfill(at(`backfill-${id}`), progress);
  for (const past of [...backfills.keys()].slice(0, -mostBackfills)) {
    backfills.delete(past);
    at(`backfill-${past}`)?.remove();
  }
}

function backfillItem(id) {
  return el("li", { id: `backfill-${id}`, class: "backfill", tabindex: "-1" },
    el("p", {}, el("b", {}, `Backfill ${id}`), " ", el("span", { class: "life" })),
    el("progress", { "aria-label": `Backfill ${id}` }),
    el("p", { class: "facts" }),
    button("Cancel", { "aria-label": `Cancel backfill ${id}` }, () => cancel(id)),
    el("p", { id: `backfill-said-${id}`, class: "came", role: "status" }));
}

// In place, so that a reader whose focus is on the button is not told of it again each second.
function fillBackfill(item, { state, total, windows, lastLine }) {
  const [life, bar, facts, stop] = [".life", "progress", ".facts", "button"].map(part => item.querySelector(part));
  const looked = windows ? windows.looked_at - windows.left : 0;
  item.dataset.state = state;
  life.textContent = lives[state];
  facts.textContent = lastLine ? capital(lastLine) : `${whole.format(looked)} of ${total === null ? "\u2026" : count(total, "window")}${tallyOf(windows)}`;
  bar.max = total || 1;
  if (underWay(state) && total === null) bar.removeAttribute("value");
  else bar.value = total ? looked : 1;
  const focused = document.activeElement === stop;
  stop.hidden = !underWay(state) || state === "stopping";
  if (focused && stop.hidden) item.focus({ preventScroll: true });
}

function tallyOf(windows) {
  const parts = ["done", "empty", "unchanged", "waiting", "failed"].filter(name => windows?.[name]).map(name => `${whole.format(windows[name])} ${name}`);
  return parts.length ? `: ${parts.join(", ")}` : "";
}

// Those of others, and how those stand that were under way when events were missed.
async function lookAtBackfills() {
  if (!canWrite()) return;
  const { backfills: runs } = await askJson("/api/v1/backfills");
  for (const run of runs.reverse()) if (underWay(run.state) || underWay(backfills.get(run.id)?.state)) showBackfill(run);
}

async function cancel(id) {
  const say = text => { at(`backfill-said-${id}`).textContent = text; };
  const answer = await write(say, `/api/v1/backfills/${id}`, { method: "DELETE" });
  if (answer) showBackfill(await answer.json());
}

function choice(dryRun) {
  const chosen = id => [...at(id).querySelectorAll("input:checked")].map(box => box.value);
  return {
    startDate: at("from").value || null, endDate: at("to").value || null, sensors: chosen("of-sensors"), intervals: chosen("of-intervals"),
    retry: at("retry").value, dryRun,
  };
}

async function beginBackfill(dryRun) {
  const say = text => { at("backfill-said").textContent = text; };
  const body = choice(dryRun);
  if ((at("of-sensors").children.length && !body.sensors.length) || !body.intervals.length) {
    say("Choose a sensor and an interval.");
    return;
  }
  say(dryRun ? "Looking \u2026" : "Asking \u2026");
  const answer = await write(say, "/api/v1/backfills", { method: "POST", body });
  if (!answer) return;
  const found = await answer.json();
  say(dryRun ? forecast(found) : `Backfill ${found.id} was taken on.`);
  if (!dryRun && !backfills.has(found.id)) showBackfill(found);
}

function forecast({ toDraw, estimatedBytes, estimatedSeconds }) {
  return toDraw ? `It would draw ${count(toDraw, "picture")}, about ${bytes(estimatedBytes)}, in about ${seconds(estimatedSeconds)}.` : "There is nothing to draw.";
}

function offerBackfills() {
  const boxes = names => names.map(name => el("label", {}, el("input", { type: "checkbox", value: name, checked: true }), name));
  fill("of-sensors", boxes(store.overview.sensors.map(sensor => sensor.name)));
  fill("of-intervals", boxes(["daily", "hourly", "cumulative"]));
  at("backfill-fields").disabled = !canWrite();
}
