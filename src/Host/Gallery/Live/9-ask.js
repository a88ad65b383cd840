// Asks the server, with the key that the reader typed, if any. What is wrong comes back as one sentence.
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, { method = "GET", body, signal } = {}) {
  const headers = {};
  if (keptKey()) headers.Authorization = `Bearer ${keptKey()}`;
  if (body) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body) });
  } catch {
    throw new Refusal(0, "the server cannot be reached");
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  throw new Refusal(answer.status, problem?.detail ?? `the server answered ${answer.status}`);
}

const askJson = async (path, options) => (await ask(path, options)).json();

// Where reading needs a key, the browser cannot ask for pictures by itself: they are fetched and shown from memory.
async function fetchPicture(address) {
  return URL.createObjectURL(await (await ask(address)).blob());
}

function showWithKey({ target }) {
  if (!(target instanceof HTMLImageElement) || !keptKey() || target.src.startsWith("blob:")) return;
  const address = target.src;
  fetchPicture(address).then(source => {
    const release = () => URL.revokeObjectURL(source);
    // Meanwhile it may be to show another.
    if (target.src !== address) return release();
    for (const over of ["load", "error"]) target.addEventListener(over, release, { once: true });
    target.src = source;
  }, () => {});
}

async function openWithKey(event) {
  const link = event.target.closest?.("a[href^='/api/']");
  if (!link || !keptKey()) return;
  event.preventDefault();
  location.assign(await fetchPicture(link.href));
}
