// What the reader may do: it changes when a server with a service takes the place of one without, or the other way round.
function showWays() {
  showKey();
  offerBackfills();
  fill("state", canWrite() ? [] : el("div", {}, el("dd", {}, readOnly)));
  fill("troubles");
  listed.text = "";
}

// The server counts now and then: the last word on the totals may be said after the last look.
function tick() {
  announce();
  if (Date.now() - fresh.looked < 60_000) countAgain();
}

at("key-form").addEventListener("submit", useKey);
at("forget").addEventListener("click", forgetKey);
at("backfill-form").addEventListener("submit", event => {
  event.preventDefault();
  beginBackfill(true);
});
at("begin").addEventListener("click", () => beginBackfill(false));
document.addEventListener("error", showWithKey, true);
document.addEventListener("click", openWithKey);
document.addEventListener("visibilitychange", () => { if (!document.hidden) lookSoon(0); });
globalThis.addEventListener("online", () => wake());
setInterval(tick, pace.news);
keepUp();
