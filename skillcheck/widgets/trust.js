// Sliders for what is assumed: the browser's own, each with its label and its value beside it. It reports, no more.

class Knobs {
  constructor(model) {
    this.model = model;
    this.status = makeStatus();
    this.unanswered = 0;
    const report = () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.report(), 250); };
    this.knobs = new Map();
    const table = make("div", { style: "display:grid;grid-template-columns:minmax(12rem,max-content) minmax(8rem,20rem) 3rem;gap:.4rem .8rem;align-items:center" });
    for (const slider of model.get("sliders")) {
      const id = newId("slider");
      const input = make("input", { type: "range", id, min: slider.low, max: slider.high, step: slider.step, onchange: report });
      const value = make("output", { for: id });
      input.addEventListener("input", () => { value.textContent = input.value; });
      table.append(make("label", { for: id }, slider.label), input, value);
      this.knobs.set(slider.name, { input, value });
    }
    this.adaptive = make("input", { type: "checkbox", id: newId("adaptive"), onchange: report });
    const choice = make("p", {}, this.adaptive, " ",
      make("label", { for: this.adaptive.id }, "Each question is the one that settles most (off: in turn, at random)"));
    const back = make("button", { type: "button", class: "sk-button", onclick: () => this.send({ action: "reset" }) }, "As we assume it");
    this.root = make("div", { class: "skillcheck sk-sheet", role: "group", "aria-label": "Assumptions" },
      table, choice, make("div", { class: "sk-actions" }, back), this.status.node);
    this.update();
  }

  report() {
    const values = Object.fromEntries([...this.knobs].map(([name, { input }]) => [name, Number(input.value)]));
    this.send({ action: "set", adaptive: this.adaptive.checked, values });
  }

  send(message) {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.unanswered += 1;
    this.model.send(message);
  }

  // While the reader moves on, an answer to an earlier move must not pull a slider back.
  update() {
    this.unanswered = Math.max(0, this.unanswered - 1);
    if (this.unanswered === 0 && this.timer === undefined) {
      for (const [name, value] of Object.entries(this.model.get("values"))) {
        const knob = this.knobs.get(name);
        knob.input.value = value;
        knob.value.textContent = knob.input.value;
      }
      this.adaptive.checked = this.model.get("adaptive");
    }
    this.status.say(this.model.get("status"));
  }
}

function render({ model, el }) {
  const knobs = new Knobs(model);
  const update = () => knobs.update();
  el.classList.add("sk-frame");
  el.append(knobs.root);
  model.on("change:beat", update);
  const release = keepKeys(knobs.root);
  return () => {
    release();
    model.off("change:beat", update);
  };
}

export default { render };
