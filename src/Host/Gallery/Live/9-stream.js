// Server-sent events, read with fetch because an EventSource cannot show a key.
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ;) {
    const { done, value } = await withinSilence(reader.read());
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const event = eventOf(block);
      if (event.data) yield { name: event.event ?? "message", data: JSON.parse(event.data) };
    }
  }
}

function eventOf(block) {
  const fields = {};
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name) fields[name] = name === "data" && fields.data ? `${fields.data}\n${value}` : value;
  }
  return fields;
}

// A server that lives says something now and then; a connection that only seems to be there does not.
const longestSilence = 60_000;

function withinSilence(reading) {
  let timer;
  const silence = new Promise((_, reject) => { timer = setTimeout(() => reject(new Refusal(0, "the server says nothing any more")), longestSilence); });
  const broken = reading.catch(() => { throw new Refusal(0, "the connection broke"); });
  return Promise.race([broken, silence]).finally(() => clearTimeout(timer));
}

const pauses = { shortest: 1_000, longest: 30_000, betweenLooks: 15_000 };
const waking = { isAsked: false, end: null };

// Ends the pause under way; where a request is under way instead, the pause that would come after it.
function wake() {
  waking.isAsked = true;
  waking.end?.();
}

async function pause(milliseconds) {
  let timer;
  if (!waking.isAsked) {
    await new Promise(resolve => {
      timer = setTimeout(resolve, milliseconds);
      waking.end = resolve;
    });
  }
  clearTimeout(timer);
  Object.assign(waking, { isAsked: false, end: null });
}

// Twice as long each time, and never for all readers at the same moment.
const backOff = failures => Math.min(pauses.longest, pauses.shortest * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);

// Browsers have six connections for all tabs of a server together: a page that nobody sees holds none of them.
function untilHidden() {
  const stop = new AbortController();
  const look = () => { if (document.hidden) stop.abort(); };
  document.addEventListener("visibilitychange", look, { signal: stop.signal });
  look();
  return stop;
}

async function untilSeen() {
  while (document.hidden) await new Promise(resolve => document.addEventListener("visibilitychange", resolve, { once: true }));
}

// For as long as the page is open: look, listen, and when that ends begin again, once somebody sees it.
async function keepUp() {
  for (let failures = 0; ;) {
    const stop = untilHidden();
    try {
      await lookAgain();
      if (canWrite()) {
        const answer = await ask("/api/v1/events", { signal: stop.signal });
        failures = 0;
        showConnection("live");
        // What happened between the look before and the listening was no event for this page.
        await lookAtAll();
        for await (const event of eventsOf(answer.body)) hear(event);
        throw new Refusal(0, "the server closed the connection");
      }
      failures = 0;
      showConnection("watching");
      await pause(pauses.betweenLooks);
    } catch (problem) {
      // Anything else is a mistake of this page, and not hidden.
      if (!(problem instanceof Refusal)) reportError(problem);
      // What the page gave up itself is not lost.
      if (!stop.signal.aborted) {
        failures++;
        showConnection("lost", problem);
        await pause(backOff(failures));
      }
    }
    stop.abort();
    fresh.all = true;
    await untilSeen();
  }
}

const connections = {
  live: () => "Live",
  watching: () => "Only shows; looks again every 15 seconds",
  lost: problem => problem.status === 401 ? "Reading needs an API key" : `Connection lost: ${problem.message}. Trying again.`,
};

function showConnection(state, problem) {
  const text = connections[state](problem);
  if (at("connection").textContent.trim() === text) return;
  at("connection").dataset.state = state;
  fill("connection", el("span", { class: "dot", "aria-hidden": "true" }), text);
  if (problem?.status === 401) wantKey(() => {}, keptKey() ? "The server does not know this key; type another." : "Reading here needs an API key.");
}
