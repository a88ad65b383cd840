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
let wake = () => {};

function pause(milliseconds) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

// Twice as long each time, and never for all readers at the same moment.
const backOff = failures => Math.min(pauses.longest, pauses.shortest * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);

// For as long as the page is open: look, listen, and when that ends begin again.
async function keepUp() {
  for (let failures = 0; ;) {
    const stop = new AbortController();
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
      failures++;
      showConnection("lost", problem);
      await pause(backOff(failures));
    }
    stop.abort();
    fresh.all = true;
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
