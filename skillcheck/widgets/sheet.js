// A sheet of words: title, body, code to copy, hints on request, an outcome that is announced.

class Sheet {
  constructor(model) {
    this.model = model;
    this.status = makeStatus();
    this.sender = makeSender(model, this.status.say);
    this.title = make("div", { class: "sk-title", id: newId("title") });
    this.body = make("div", { class: "sk-prose" });
    this.code = make("div", { class: "sk-prose" });
    this.copy = make("button", { type: "button", class: "sk-button", onclick: () => this.copyCode() }, "Copy the code");
    this.hint = make("button", { type: "button", class: "sk-button", onclick: () => this.sender.send({ action: "hint" }) });
    this.actions = make("div", { class: "sk-actions" }, this.copy, this.hint);
    this.hints = make("ol", { class: "sk-hints sk-prose", "aria-label": "Hints" });
    this.outcome = make("section", { class: "sk-feedback sk-outcome sk-prose", "aria-label": "Outcome" });
    this.root = make("div", { class: "skillcheck sk-sheet", role: "group" },
      this.title, this.body, this.code, this.actions, this.hints, this.status.node, this.outcome);
    this.update();
  }

  update() {
    const get = (name) => this.model.get(name);
    this.sender.settle();
    this.title.textContent = get("title");
    this.title.hidden = !get("title");
    if (get("title")) this.root.setAttribute("aria-labelledby", this.title.id);
    if (this.html !== get("body") + get("code_html")) {
      this.html = get("body") + get("code_html");
      fill(this.body, get("body"));
      fill(this.code, get("code_html"));
    }
    const left = get("hints_left");
    const usedUp = !left && this.hint.contains(document.activeElement);
    this.code.hidden = this.copy.hidden = !get("code");
    if (left) this.hint.textContent = `Show ${get("hints").length ? "the next" : "a"} hint (${left} left)`;
    this.showHints(get("hints"), usedUp);
    this.hint.hidden = !left;
    this.actions.hidden = this.copy.hidden && this.hint.hidden;
    this.outcome.hidden = !get("outcome");
    fill(this.outcome, get("outcome"));
    this.status.say(get("status"));
  }

  showHints(hints, takeFocus) {
    for (const html of hints.slice(this.hints.children.length)) this.hints.append(make("li", { tabindex: "-1", html }));
    this.hints.hidden = hints.length === 0;
    if (takeFocus) this.hints.lastElementChild?.focus(); // the button that was pressed is about to go
  }

  async copyCode() {
    try {
      await navigator.clipboard.writeText(this.model.get("code"));
      this.status.say("Copied. Paste it into the next cell.");
    } catch {
      getSelection().selectAllChildren(this.code.querySelector("pre"));
      this.status.say("The code is selected: copy it with Ctrl+C or Cmd+C.");
    }
  }
}

function render({ model, el }) {
  const sheet = new Sheet(model);
  const update = () => sheet.update();
  el.classList.add("sk-frame");
  el.append(sheet.root);
  model.on("change:beat", update);
  const release = keepKeys(sheet.root);
  return () => {
    release();
    model.off("change:beat", update);
  };
}

export default { render };
