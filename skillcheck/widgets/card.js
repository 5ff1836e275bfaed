// The item card: shows what the kernel says is on the table and reports what the learner does. It knows no key.

class Card {
  constructor(model) {
    this.model = model;
    this.shown = null; // number and stem of the question on screen
    this.acted = false; // the learner's own click or key is being answered: focus may move
    this.status = makeStatus();
    this.sender = makeSender(model, this.status.say);
    this.root = this.build();
    this.update();
  }

  get(name) { return this.model.get(name); }

  build() {
    const button = (text, look, act) =>
      // The second click of a double click is no wish of its own.
      make("button", { type: "button", class: look, onclick: (e) => { if (e.detail < 2) act(); } }, text);
    const [bar, stem, hint] = [newId("progress"), newId("stem"), newId("hint")];
    this.count = make("label", { for: bar });
    this.progress = make("progress", { id: bar });
    this.stem = make("div", { class: "sk-stem sk-prose", id: stem });
    this.hint = make("legend", { class: "sk-hint", id: hint });
    this.fields = make("div", { class: "sk-fields" });
    this.answer = make("fieldset", { class: "sk-answer", "aria-labelledby": `${stem} ${hint}` }, this.hint, this.fields);
    this.levels = make("div", { class: "sk-levels" });
    this.sureness = make("fieldset", { class: "sk-sureness" },
      make("legend", {}, "How sure are you? ", make("small", {}, "(optional)")), this.levels);
    this.primary = button("Check", "sk-button sk-primary", () => this.goOn());
    this.skip = button("I don’t know", "sk-button", () => this.report("skip"));
    this.finish = button("Finish here", "sk-button", () => this.report("stop"));
    this.pause = button("Pause", "sk-button sk-quiet", () => this.report("pause"));
    this.resume = button("Go on", "sk-button sk-primary", () => this.report("resume"));
    this.end = button("Finish here", "sk-button", () => this.report("stop"));
    this.verdict = make("p", { class: "sk-verdict" });
    this.lines = make("div", { class: "sk-lines sk-prose" });
    this.offer = make("p", { class: "sk-offer" });
    this.feedback = make("section", { class: "sk-feedback", "aria-label": "Feedback" }, this.verdict, this.lines, this.offer);
    this.form = make("form", { class: "sk-form", novalidate: true, onsubmit: (e) => e.preventDefault() },
      this.stem, this.answer,
      make("div", { class: "sk-foot" }, this.sureness,
        make("div", { class: "sk-actions" }, this.primary, this.skip, this.finish, this.pause)));
    this.words = make("div", { class: "sk-prose" });
    this.rest = make("section", { class: "sk-rest", tabindex: "-1", "aria-label": "Result" },
      this.words, make("div", { class: "sk-actions" }, this.resume, this.end));
    return make("div", { class: "skillcheck sk-card", role: "group" },
      make("div", { class: "sk-head" }, this.count, this.progress),
      this.form, this.rest, this.status.node, this.feedback);
  }

  // --- showing ------------------------------------------------------------------------------------

  update() {
    this.sender.settle();
    const phase = this.get("phase");
    const question = `${this.get("number")} ${this.get("stem")}`;
    const isNew = question !== this.shown;
    const moveFocus = this.acted || this.root.contains(document.activeElement);
    this.acted = false;
    if (moveFocus) this.keepFocus(phase);
    if (isNew) this.showQuestion(question);
    this.root.dataset.phase = phase;
    this.root.dataset.tone = this.get("tone");
    this.showHead(phase);
    this.showPart(phase);
    fill(this.words, this.rest.hidden ? "" : this.get("summary"));
    this.resume.hidden = this.end.hidden = phase !== "paused";
    this.showAnswered(phase === "answered");
    this.status.node.classList.toggle("sk-unseen", phase === "answered" && this.get("status") === this.get("verdict"));
    this.status.say(this.get("status"));
    // At once: what is typed next belongs to this question, however long the browser takes to draw it.
    if (moveFocus) this.moveFocus(isNew);
    // What else asks the browser for the layout waits for the frame that needs it anyway.
    requestAnimationFrame(() => {
      if (moveFocus) this.comeIntoSight();
      this.holdHeight();
    });
  }

  // The question, or what is said when it rests or is over.
  showPart(phase) {
    this.rest.hidden = phase === "asking" || phase === "answered";
    this.form.hidden = !this.rest.hidden;
  }

  showHead(phase) {
    const [number, of] = [this.get("number"), this.get("of")];
    this.count.textContent = phase === "done" ? "Finished" : `Question ${number} of ${of}`;
    this.root.setAttribute("aria-label", this.count.textContent);
    this.progress.max = Math.max(of, 1);
    this.progress.value = phase === "done" ? Math.max(of, 1) : number - (phase === "answered" ? 0 : 1);
  }

  showQuestion(question) {
    this.shown = question;
    fill(this.stem, this.get("stem"));
    const kind = this.get("kind");
    this.hint.textContent = {
      choice: "Choose one", multi: "Choose all that apply", order: "Put these in order, first at the top",
    }[kind] ?? "Your answer";
    this.fields.replaceChildren(...this.makeFields(kind));
    this.levels.replaceChildren(...this.makeLevels());
  }

  makeFields(kind) {
    if (kind === "order") return [make("ol", { class: "sk-steps" }, ...this.get("options").map((o, i) => this.makeStep(o, i)))];
    if (kind === "choice" || kind === "multi") {
      const [name, type] = [newId("option"), kind === "choice" ? "radio" : "checkbox"];
      return this.get("options").map((html, index) =>
        make("label", { class: "sk-option" },
          make("input", { type, name, value: index }),
          make("span", { class: "sk-letter", "aria-hidden": "true" }, "ABCDEFGHIJ"[index]),
          make("span", { class: "sk-text", html }),
          make("span", { class: "sk-mark" })));
    }
    const unit = this.get("unit");
    const [box, mark] = [newId("typed"), newId("unit")];
    const input = make("input", {
      type: "text", id: box, class: `sk-typed sk-${kind}`, maxlength: "500", autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", "aria-describedby": unit ? mark : null,
    });
    const label = kind === "numeric" ? "A number" : "Type it exactly";
    return [make("div", { class: "sk-typing" }, make("label", { for: box }, label), input,
      ...(unit ? [make("span", { class: "sk-unit", id: mark }, unit)] : []))];
  }

  makeStep(html, index) {
    const text = make("span", { class: "sk-text", html });
    const words = text.textContent.trim();
    const mover = (sign, way, by) => make("button", {
      type: "button", class: "sk-button sk-move", "aria-label": `Move ${way}: ${words}`,
      onclick: (e) => this.moveStep(e.currentTarget.closest("li"), by, e.currentTarget),
    }, sign);
    const step = make("li", { class: "sk-step" }, text, make("span", { class: "sk-mark" }),
      make("span", { class: "sk-moves" }, mover("↑", "up", -1), mover("↓", "down", 1)));
    step.dataset.index = index;
    return step;
  }

  moveStep(step, by, button) {
    const steps = [...step.parentNode.children];
    const to = steps.indexOf(step) + by;
    const name = `“${step.querySelector(".sk-text").textContent.trim()}”`;
    if (to < 0 || to >= steps.length) {
      this.status.say(`${name} is already ${by < 0 ? "first" : "last"}.`);
      return;
    }
    if (by < 0) steps[to].before(step);
    else steps[to].after(step);
    button.focus();
    this.status.say(`${name} is now number ${to + 1} of ${steps.length}.`);
  }

  makeLevels() {
    const name = newId("sure");
    return this.get("levels").map(({ label, value }) =>
      make("label", { class: "sk-level" }, make("input", { type: "radio", name, value }), make("span", {}, label)));
  }

  showAnswered(answered) {
    this.primary.textContent = !answered ? "Check" : this.get("number") >= this.get("of") ? "See the result" : "Next";
    this.skip.hidden = answered;
    this.finish.hidden = !(answered && this.get("offer"));
    this.answer.disabled = this.sureness.disabled = answered;
    this.feedback.hidden = !answered;
    this.verdict.textContent = this.get("verdict");
    this.offer.textContent = this.get("offer");
    fill(this.lines, answered ? this.get("feedback") : "");
    this.showGiven(this.get("given"));
    this.showMarks(answered ? this.get("marks") : {});
  }

  // What was answered, also in a second view or after a script answered.
  showGiven(given) {
    if (given === null) return;
    const positions = [given].flat();
    const steps = this.fields.querySelector("ol");
    if (steps) steps.append(...positions.map((i) => steps.querySelector(`[data-index="${i}"]`)).filter(Boolean));
    for (const input of this.fields.querySelectorAll("input")) {
      if (input.type === "text") input.value = given;
      else input.checked = positions.includes(Number(input.value));
    }
  }

  showMarks(marks) {
    for (const [index, row] of [...this.fields.querySelectorAll(".sk-option, .sk-step")].entries()) {
      const words = marks[row.dataset.index ?? index] ?? "";
      row.querySelector(".sk-mark").textContent = words;
      row.classList.toggle("sk-marked-key", words.includes("key"));
      row.classList.toggle("sk-marked-own", words.includes("your"));
    }
  }

  // What has the focus is about to be hidden or disabled: without a frame in between that would send keys to Jupyter.
  keepFocus(phase) {
    this.showPart(phase);
    if (this.form.hidden) this.rest.focus({ preventScroll: true });
    else if (phase === "answered") this.primary.focus({ preventScroll: true });
  }

  moveFocus(isNew) {
    if (this.get("phase") === "asking" && (isNew || !this.form.contains(document.activeElement))) {
      this.fields.querySelector("input, [aria-label^='Move down']")?.focus({ preventScroll: true });
    }
  }

  comeIntoSight() {
    if (this.root.getBoundingClientRect().top < 0) this.root.scrollIntoView({ block: "nearest" });
  }

  // From one question to the next nothing shrinks, within reason: the buttons stay under the pointer, and what is
  // below the card stays where it is.
  holdHeight() {
    const held = [[this.form, 560], [this.root, 720]];
    const width = this.root.clientWidth;
    if (width !== this.width || this.form.hidden) for (const [node] of held) node.style.minHeight = "";
    this.width = width;
    if (this.form.hidden) return;
    const heights = held.map(([node]) => Math.ceil(node.getBoundingClientRect().height));
    held.forEach(([node, most], i) => { node.style.minHeight = `${Math.min(heights[i], most)}px`; });
  }

  // --- reporting ----------------------------------------------------------------------------------

  goOn() {
    if (this.get("phase") === "answered") this.report("next");
    else if (this.get("phase") === "asking") this.check();
  }

  check() {
    const value = this.readAnswer();
    if (value === null || value === "" || value.length === 0) {
      const first = this.get("kind") === "choice" || this.get("kind") === "multi" ? "Choose" : "Type";
      this.status.say(`${first} an answer first, or press “I don’t know”: that is always fine.`);
      return;
    }
    this.report("answer", { value, confidence: this.readSureness() });
  }

  readAnswer() {
    const kind = this.get("kind");
    if (kind === "order") return [...this.fields.querySelectorAll("li")].map((step) => Number(step.dataset.index));
    const checked = [...this.fields.querySelectorAll("input:checked")].map((input) => Number(input.value));
    if (kind === "multi") return checked;
    if (kind === "choice") return checked.length ? checked[0] : null;
    return this.fields.querySelector("input").value.trim();
  }

  readSureness() {
    const checked = this.levels.querySelector("input:checked");
    return checked ? Number(checked.value) : null;
  }

  report(action, details = {}) {
    if (this.sender.send({ action, number: this.get("number"), ...details })) this.acted = true;
  }

  onKey(event) {
    const { target, key } = event;
    if (key === "Enter") {
      if (event.repeat) event.preventDefault(); // a held key goes one step, not through the quiz
      else if (!isPressable(target) && this.rest.hidden) {
        event.preventDefault();
        this.goOn();
      }
    } else if (!isTyping(target) && /^[a-j1-9]$/i.test(key) && this.get("phase") === "asking") {
      const index = /\d/.test(key) ? Number(key) - 1 : key.toLowerCase().charCodeAt(0) - 97;
      const input = this.fields.querySelectorAll(".sk-option input")[index];
      input?.focus();
      input?.click();
    }
  }
}

function render({ model, el }) {
  const card = new Card(model);
  const update = () => card.update();
  el.classList.add("sk-frame");
  el.append(card.root);
  const fit = new ResizeObserver(() => { if (card.root.clientWidth !== card.width) card.holdHeight(); });
  fit.observe(card.root);
  model.on("change:beat", update);
  const release = keepKeys(card.root, (event) => card.onKey(event));
  return () => {
    release();
    fit.disconnect();
    model.off("change:beat", update);
  };
}

export default { render };
