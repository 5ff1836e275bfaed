// The check-in form: what is on screen is all it knows; Save reports it.

class CheckIn {
  constructor(model) {
    this.model = model;
    this.status = makeStatus();
    this.sender = makeSender(model, this.status.say);
    this.ratings = { ...model.get("ratings") }; // also of skills that the chosen role does not show
    this.root = this.build();
    this.showRole();
  }

  build() {
    const [role, predicted] = [newId("role"), newId("predicted")];
    this.role = make("select", { id: role, onchange: () => this.showRole() },
      make("option", { value: "" }, "Choose a role"),
      ...this.model.get("roles").map(({ id, name }) =>
        make("option", { value: id, selected: id === this.model.get("role") }, name)));
    this.about = make("p", { class: "sk-note" });
    this.skills = make("div");
    this.predicted = make("input", { type: "number", id: predicted, min: 0, max: 100, step: 1, inputmode: "numeric" });
    const name = newId("minutes");
    this.minutes = make("div", { class: "sk-levels" }, ...this.model.get("minutes").map((value) =>
      make("label", { class: "sk-level" }, make("input", { type: "radio", name, value }),
        make("span", {}, `${value} answers, about ${value} minutes`))));
    const form = make("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.save(); } },
      make("div", { class: "sk-field" }, make("label", { for: role }, "The role you are aiming for"), this.role),
      this.about, this.skills,
      make("fieldset", { class: "sk-part" }, make("legend", {}, "Before you start"),
        make("div", { class: "sk-field" },
          make("label", { for: predicted }, "How much do you expect to get right, in %? (optional)"), this.predicted)),
      make("fieldset", { class: "sk-part" }, make("legend", {}, "Your time (optional)"), this.minutes),
      make("div", { class: "sk-actions" }, make("button", { class: "sk-button sk-primary" }, "Save")));
    const title = newId("title");
    return make("div", { class: "skillcheck sk-checkin", role: "group", "aria-labelledby": title },
      make("div", { class: "sk-title", id: title }, "Where do you see yourself?"), form, this.status.node);
  }

  showRole() {
    const role = this.model.get("roles").find(({ id }) => id === this.role.value);
    this.about.textContent = role ? role.about : "";
    const wanted = new Set(role?.skills ?? []);
    const skills = this.model.get("skills").filter(({ id }) => wanted.has(id));
    const levels = [...new Set(skills.map(({ level }) => level))];
    this.skills.replaceChildren(...levels.map((level, index) =>
      this.makeLevel(level, skills.filter((skill) => skill.level === level), index === 0)));
  }

  // 45 questions at once would frighten anybody: one level is open, the others unfold.
  makeLevel(level, skills, open) {
    return make("details", { class: "sk-part", open: open || skills.some(({ id }) => this.ratings[id]) },
      make("summary", {}, `${level} skills `, make("small", {}, `(${skills.length}, each optional)`)),
      ...skills.map((skill) => this.makeRating(skill)));
  }

  makeRating({ id, name, about, steps }) {
    const box = newId("rating");
    const said = this.ratings[id];
    const select = make("select", { id: box, title: about, onchange: () => {
      if (select.value) this.ratings[id] = Number(select.value);
      else delete this.ratings[id];
    } },
      make("option", { value: "" }, "Not rated"),
      ...steps.map((words, i) => make("option", { value: i + 1, selected: said === i + 1 }, `${i + 1}: ${words}`)));
    return make("div", { class: "sk-rating" }, make("label", { for: box }, name), select);
  }

  save() {
    const minutes = this.minutes.querySelector("input:checked");
    if (!this.predicted.validity.valid) {
      this.status.say("The score you predict is a whole percentage from 0 to 100; you may also leave it empty.");
      return;
    }
    this.sender.send({
      action: "save",
      role: this.role.value,
      ratings: this.ratings,
      predicted: this.predicted.value === "" ? null : Number(this.predicted.value),
      minutes: minutes ? Number(minutes.value) : null,
    });
  }

  update() {
    this.sender.settle();
    this.status.say(this.model.get("status"));
  }
}

function render({ model, el }) {
  const form = new CheckIn(model);
  const update = () => form.update();
  el.classList.add("sk-frame");
  el.append(form.root);
  model.on("change:beat", update);
  const release = keepKeys(form.root);
  return () => {
    release();
    model.off("change:beat", update);
  };
}

export default { render };
