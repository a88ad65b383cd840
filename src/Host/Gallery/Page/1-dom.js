// Every node of the page is made here: text is always text, never markup.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") for (const [event, listen] of Object.entries(value)) node.addEventListener(event, listen);
    else if (name === "style") for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return node;
}

const at = id => document.getElementById(id);

function fill(id, ...children) {
  at(id).replaceChildren(...children.flat().filter(Boolean));
}

function button(text, attributes, press) {
  return el("button", { type: "button", ...attributes, on: { click: press, ...attributes.on } }, text);
}

// A state is never told by colour alone: each has its own shape, and a word beside it or in its label.
function mark(state) {
  return el("span", { class: "mark", "data-state": state, "aria-hidden": "true" });
}
