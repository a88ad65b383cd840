// The key stays in this tab's own storage, until the tab is closed or the reader says so; never in an address, never on the page.
const keyPlace = "viz.key";

const keptKey = () => sessionStorage.getItem(keyPlace);

const sayKey = text => { at("key-said").textContent = text; };

function showKey() {
  at("forget").disabled = !keptKey();
  if (!canWrite()) sayKey(readOnly);
  else sayKey(keptKey() ? "A key is kept until this tab is closed." : "Without a key this page only looks.");
}

function useKey(event) {
  event.preventDefault();
  const typed = at("key").value.trim();
  if (!typed) {
    sayKey("Type a key first.");
    return;
  }
  sessionStorage.setItem(keyPlace, typed);
  at("key").value = "";
  showKey();
  wake();
}

function forgetKey() {
  sessionStorage.removeItem(keyPlace);
  showKey();
  at("key").focus();
}

const canWrite = () => Boolean(store.overview?.canWrite);
const readOnly = "This server only shows: no service runs behind it.";

// Asks for something that needs a key. Says what came of it where it was asked for, and leads to the key where that is what is wanting.
async function write(say, path, options) {
  if (!canWrite()) say(readOnly);
  else if (!keptKey()) wantKey(say, "That needs an API key; type it under “Key and backfills”.");
  else {
    try {
      return await ask(path, options);
    } catch (problem) {
      if (problem.status === 401) {
        sessionStorage.removeItem(keyPlace);
        showKey();
        wantKey(say, "The server does not know this key; type another.");
      } else say(capital(`${problem.message}.`));
    }
  }
  return null;
}

function wantKey(say, text) {
  say(text);
  sayKey(text);
  at("steering").open = true;
  if (!at("day").open) at("key").focus();
}
