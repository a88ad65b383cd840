// What changed is put in place of what it was; nothing else is touched, and the focus stays where it is.
const shown = { span: null, day: null };

function keepingFocus(change) {
  const { id } = document.activeElement ?? {};
  change();
  if (id && document.activeElement?.id !== id) at(id)?.focus({ preventScroll: true });
}

function freshenLatest() {
  const { sensors } = store.overview;
  const blocks = [...at("sensors").children];
  const same = sensors.length === blocks.length && sensors.every((sensor, index) => blocks[index].dataset.sensor === sensor.name);
  if (!same) {
    showLatest();
    offerBackfills();
  } else sensors.forEach((sensor, index) => freshenBlock(blocks[index], sensorBlock(sensor)));
  showHeader();
  if (same) showBands();
  const wasHidden = at("calendar").hidden;
  at("calendar").hidden = !sensors.length || !store.overview.months.length;
  if (wasHidden && !at("calendar").hidden) openCalendar();
}

function freshenBlock(old, now) {
  const kinds = block => [...block.querySelectorAll("figure")].map(figure => figure.className.split(" ")[0]);
  if (kinds(old).join() !== kinds(now).join()) {
    old.replaceWith(now);
    return;
  }
  kinds(old).forEach(kind => {
    const [before, after] = [old, now].map(block => block.querySelector(`figure.${kind}`));
    if (sameLook(before, after)) return;
    const focused = before.contains(document.activeElement);
    after.classList.add("fresh");
    before.replaceWith(after);
    if (focused) after.querySelector("a")?.focus({ preventScroll: true });
  });
}

// The address of the full-size picture holds its CID, so that another picture with the same numbers is another.
function sameLook(before, after) {
  const look = figure => figure.textContent + figure.querySelector("a")?.href;
  return look(before) === look(after);
}

async function freshenCalendar() {
  const { sensor, month } = view;
  await loadYear(sensor, month.slice(0, 4));
  const days = await loadDays(sensor, month);
  if (view.sensor !== sensor || view.month !== month) return;
  if (shown.span !== JSON.stringify(store.overview.span)) keepingFocus(showAgain);
  else freshenYear();
  freshenDays(days);
  await freshenDay();
}

// A month more, so that there are other ways to turn.
function showAgain() {
  shown.span = JSON.stringify(store.overview.span);
  showYear();
  showMonth();
}

function freshenYear() {
  for (const old of document.querySelectorAll(".months button")) {
    const now = monthButton(old.id.slice("month-".length));
    old.querySelector(".bar").style.backgroundImage = now.querySelector(".bar").style.backgroundImage;
    takeOver(old, now, "aria-label", "title", "disabled");
  }
}

function takeOver(old, now, ...names) {
  for (const name of names) {
    if (!now.hasAttribute(name)) old.removeAttribute(name);
    else if (old.getAttribute(name) !== now.getAttribute(name)) old.setAttribute(name, now.getAttribute(name));
  }
}

function freshenDays(days) {
  const { days: row, counts } = daysOf(view.sensor, view.month);
  const found = new Map(days.map(day => [day.date, day]));
  const { unit } = sensorNamed(view.sensor);
  [...row].forEach((letter, index) => {
    const date = `${view.month}-${String(index + 1).padStart(2, "0")}`;
    const [old, now] = [at(`day-${date}`), dayButton(date, letters[letter])];
    if (found.has(date)) paintDay(now, found.get(date), unit);
    if (!old || sameCell(old, now)) return;
    takeOver(old, now, "aria-label", "data-state");
    old.replaceChildren(...now.childNodes);
  });
  document.querySelector("#month .facts")?.replaceChildren(el("span", {}, "Windows:"), ...windowCounts(counts));
}

const sameCell = (old, now) => ["aria-label", "data-state"].every(name => old.getAttribute(name) === now.getAttribute(name))
  && old.querySelector(".line").style.backgroundImage === now.querySelector(".line").style.backgroundImage;

// The dialog, if one is open: the hour that was chosen stays chosen.
async function freshenDay() {
  const { sensor, day } = view;
  if (!day || !at("day").open) return;
  const record = await loadDay(sensor, day);
  if (view.day !== day || view.sensor !== sensor || JSON.stringify(record) === shown.day) return;
  const { scrollTop } = at("day");
  keepingFocus(() => {
    const chosen = document.querySelector(".hours [aria-pressed='true']")?.id;
    drawDay(sensorNamed(sensor), record);
    if (chosen) at(chosen)?.click();
  });
  at("day").scrollTop = scrollTop;
  shown.day = JSON.stringify(record);
}
