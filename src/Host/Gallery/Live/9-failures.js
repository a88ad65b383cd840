// Windows that could not be finished, each with a way to have it tried again, and what came of that.
const asked = new Map();
const listed = { text: "" };

function showFailures() {
  const { failures } = store.overview;
  const text = JSON.stringify(failures);
  if (listed.text === text) return;
  listed.text = text;
  const focused = at("failures").contains(document.activeElement);
  keepingFocus(() => fill("failed", failures.length ? failures.map(failureItem) : el("li", { class: "note" }, "Nothing failed any more.")));
  at("failures").hidden = !failures.length && !focused;
  if (focused && !at("failures").contains(document.activeElement)) at("failures").focus({ preventScroll: true });
  showMoreFailures();
}

function showMoreFailures() {
  const more = (store.overview.totals?.failed ?? 0) - store.overview.failures.length;
  at("more-failures")?.remove();
  if (more > 0 && store.overview.failures.length) at("failed").append(el("li", { id: "more-failures", class: "note" }, `and ${whole.format(more)} before these`));
}

function failureItem({ key, sensor, interval, start, end, error, attempts, isDead }) {
  const what = `${sensor}, ${interval}, ${windowText(interval, start, end)}`;
  return el("li", { class: "failure", "data-key": key }, mark("failed"),
    el("div", {},
      el("p", {}, el("b", {}, capital(what))),
      el("p", { class: "facts" }, `${error ?? "no reason given"} · ${count(attempts, "attempt")}${isDead ? ", not tried again by itself" : ""}`),
      el("p", { class: "came", role: "status", "data-said": key }, asked.get(key))),
    retryButton(key, `retry-${key}`, what));
}

function windowText(interval, start, end) {
  if (interval === "cumulative") return spanText({ start, end });
  const day = shortDate.format(utc(dateOf(start)));
  return interval === "hourly" ? `${clockOf(start)}, ${day}` : day;
}

function retryButton(key, id, what) {
  return canWrite() ? button("Retry", { id, class: "retry", "aria-label": `Retry ${what}` }, () => retry(key)) : null;
}

async function retry(key) {
  const say = text => tell(key, text);
  say("Asking \u2026");
  if (await write(say, `/api/v1/windows/${encodeURIComponent(key)}/redraw`, { method: "POST" })) say("It is in line.");
}

function tell(key, text) {
  asked.set(key, text);
  for (const place of document.querySelectorAll(`[data-said="${CSS.escape(key)}"]`)) place.textContent = text;
}

// The service has finished with a window, or could not.
function settle(key, why) {
  if (!asked.has(key)) return;
  if (why !== null) tell(key, `It failed again: ${why}`);
  else {
    tell(key, "It is drawn.");
    asked.delete(key);
    at("failures-said").textContent = `${capital(key.split(":").at(-3))}, ${spanOf(key).replace("T", " at ")}: drawn.`;
  }
}

// What the day's dialog offers for a window that failed.
function remedy({ state, key }) {
  if (state !== "failed" || !key) return null;
  return el("div", { class: "line remedy" },
    retryButton(key, `remedy-${key}`, "this window"), el("p", { class: "came", role: "status", "data-said": key }, asked.get(key)));
}
