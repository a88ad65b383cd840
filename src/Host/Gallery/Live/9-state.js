// How the service stands, as it says so itself.
function showState(state) {
  const tiles = [
    ["Doing", state.working ? capital(state.working) : "Waiting"],
    ["In the last minute", count(state.perMinute, "picture")],
    ["Backlog", state.backlog === null ? "Not counted yet" : count(state.backlog, "window")],
    ["Next", state.nextDue ? momentOf(state.nextDue) : "Nothing is due"],
    ["Past", state.caughtUp ? "Caught up" : "Catching up"],
    ["Since it began", count(state.published, "picture")],
  ];
  fill("state", tiles.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
  showTroubles(state.dependencies.filter(dependency => !dependency.isUp));
}

// Instants of the service, in the zone of the pictures.
function momentOf(instant) {
  const form = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: store.overview.zone };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(instant));
}

function showTroubles(down) {
  fill("troubles", down.map(({ name, why, since, nextTry }) => el("li", { "data-dependency": name }, mark("failed"),
    el("p", {}, el("b", {}, capital(name)), ` has not answered${since ? ` since ${momentOf(since)}` : ""}: ${why ?? "no reason given"}. `,
      el("span", { class: "facts" }, nextTry ? `It is asked again on ${momentOf(nextTry)}.` : "")))));
}
