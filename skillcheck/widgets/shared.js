// What the card, the check-in and the sheet share: making nodes, the status line, sending, and keys kept from Jupyter.

let count = 0;
const newId = (word) => `sk-${word}-${(count += 1)}-${Math.random().toString(36).slice(2, 7)}`;

// `html` is only ever given markup that the kernel has cleaned; everything else becomes text.
function make(tag, { html, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  if (html !== undefined) fill(node, html);
  node.append(...children);
  return node;
}

// Code that scrolls sideways must be reachable by keyboard; code that fits must not be one more Tab stop.
function fill(node, html) {
  node.innerHTML = html;
  requestAnimationFrame(() => {
    for (const block of node.querySelectorAll("pre, table, math[display=block]")) {
      if (block.scrollWidth > block.clientWidth + 1) block.tabIndex = 0;
    }
  });
}

function makeStatus() {
  const node = make("p", { class: "sk-status", role: "status", "aria-live": "polite" });
  let timer;
  // Emptied first, so that the same sentence twice is announced twice.
  const say = (text) => {
    clearTimeout(timer);
    node.textContent = "";
    if (text) timer = setTimeout(() => { node.textContent = text; }, 20);
  };
  return { node, say };
}

// One message at a time: what is clicked while the kernel still works on the last click is dropped, not queued.
function makeSender(model, say) {
  let timer = null;
  return {
    get waiting() { return timer !== null; },
    send(message) {
      if (timer !== null) return false;
      timer = setTimeout(() => say("Waiting for the kernel. What you entered is still here."), 3000);
      model.send(message);
      // Small packets of Jupyter's server wait for the browser's acknowledgement of the one before (it leaves Nagle's
      // algorithm on), which comes 40 ms late unless the browser has something to say itself.
      setTimeout(() => model.send({ action: "hurry" }), 4);
      return true;
    },
    settle() {
      clearTimeout(timer);
      timer = null;
    },
  };
}

// Jupyter listens on the document; the window hears keys first. Stopping them there leaves the browser's own
// behaviour alone: arrows inside radios, typing in fields, Space and Enter on buttons.
function keepKeys(root, onKey) {
  const listen = (event) => {
    if (!root.contains(event.target)) return;
    const command = event.ctrlKey || event.metaKey || event.altKey;
    if (command && event.key !== "Enter") return; // saving the notebook and the like stay Jupyter's
    if (/^F\d+$/.test(event.key)) return;
    if (event.key === "Escape") { // the way back to the notebook's own keys
      root.closest(".jp-Cell")?.focus({ preventScroll: true });
      return;
    }
    event.stopImmediatePropagation();
    if (!event.isComposing) onKey?.(event);
  };
  // JupyterLab keeps focus from moving when a prompt is clicked: the keys for the cell would still come here.
  const leave = (event) => {
    if (!root.contains(event.target) && root.contains(document.activeElement)) document.activeElement.blur();
  };
  window.addEventListener("keydown", listen, true);
  window.addEventListener("pointerdown", leave, true);
  return () => {
    window.removeEventListener("keydown", listen, true);
    window.removeEventListener("pointerdown", leave, true);
  };
}

const isTyping = (node) => node.matches("input[type=text], input[type=number], textarea, select");
const isPressable = (node) => node.closest("button, a[href], summary, select") !== null;
