// The form of a wizard's draft: lists of its own questions, values that suit them, sentences of rules, faults in place.
// What is stored is in the hidden inputs; without this file nothing of a rule can be picked, and nothing is lost.
(() => {
  const { Controller } = window.StimulusModule;
  const app = window.wagtail.app;
  const QUESTION = /^(.+-value-(?:questions|asked|rows)-\d+|private-\d+)-value-label-en$/;
  const COMPARABLE = { yes_no: "yes_no", choice: "choice", multi_choice: "choice", date: "date", month: "date" };

  const named = (name) => document.querySelector(`[name="${CSS.escape(name)}"]`);
  const valueOf = (name) => named(name)?.value ?? "";
  const isGone = (prefix) => {
    // A block that stands in a removed one is gone too.
    for (let at = prefix; at.includes("-"); at = at.slice(0, at.lastIndexOf("-"))) {
      if (valueOf(`${at}-deleted`)) return true;
    }
    return false;
  };

  const findQuestions = () =>
    [...document.querySelectorAll('input[name$="-label-en"]')]
      .map((input) => ({ input, prefix: input.name.match(QUESTION)?.[1] }))
      .filter(({ prefix }) => prefix && !isGone(prefix))
      .map(({ input, prefix }) => ({
        prefix,
        id: valueOf(`${prefix}-id`),
        type: valueOf(`${prefix}-type`).replace(/^standard_.*/, "text"),
        label: input.value || input.placeholder || "…",
        group: prefix.match(/^(.+)-value-rows-\d+$/)?.[1],
        asked: prefix.match(/^(.+)-value-asked-\d+/)?.[1],
      }))
      .map((question) => ({
        ...question,
        words: question.group ? `${valueOf(`${question.group}-value-label-en`)} › ${question.label}` : question.label,
      }))
      .filter(({ id, type }) => id && type !== "statement");

  const fill = (list, options, kept) => {
    const wanted = [["", "—"], ...options];
    if (kept && !wanted.some(([value]) => value === kept)) wanted.push([kept, "?"]);
    const now = [...list.options].map((each) => `${each.value}=${each.text}`).join();
    if (now !== wanted.map(([value, text]) => `${value}=${text}`).join()) {
      list.replaceChildren(...wanted.map(([value, text]) => new Option(text, value)));
    }
    list.value = kept;
  };

  const tell = (input) => input.dispatchEvent(new Event("change", { bubbles: true }));
  const pickers = new Set();
  let waiting;
  const refresh = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!pickers.size) return;
      const questions = findQuestions();
      pickers.forEach((picker) => picker.refresh(questions));
    }, 150);
  };

  class Picker extends Controller {
    static targets = ["kept", "list", "typed"];

    connect() {
      pickers.add(this);
      refresh();
    }

    disconnect() {
      pickers.delete(this);
    }

    pick() {
      this.keptTarget.value = this.listTarget.value;
      tell(this.keptTarget);
      refresh();
    }
  }

  app.register(
    "builder-question",
    class extends Picker {
      refresh(questions) {
        // Rules among what somebody else is asked read those answers alone; within a row, its own questions too.
        const own = this.keptTarget.name.match(/^(.+-value-(?:questions|asked)-\d+)-value-rows-/)?.[1];
        const asked = this.keptTarget.name.match(/^(.+)-value-asked-\d+-/)?.[1];
        const offered = questions.filter((each) => each.asked === asked && (!each.group || each.group === own || !own));
        fill(this.listTarget, offered.map(({ id, words }) => [id, words]), this.keptTarget.value);
      }
    },
  );

  app.register(
    "builder-value",
    class extends Picker {
      refresh(questions) {
        const base = this.keptTarget.name.replace(/value$/, "");
        const about = questions.find(({ id }) => id === valueOf(`${base}question`));
        const kind = COMPARABLE[about?.type] ?? "text";
        const op = valueOf(`${base}op`);
        const isList = kind === "choice" || kind === "yes_no";
        this.listTarget.hidden = !isList || op === "given";
        this.typedTarget.hidden = isList || op === "given";
        this.typedTarget.type = kind === "date" && op !== "one_of" ? "date" : "text";
        if (isList) this.offer(kind, about, op);
        else this.typedTarget.value = this.keptTarget.value;
      }

      offer(kind, about, op) {
        const { yes, no } = this.words;
        const options = kind === "yes_no" ? [["yes", yes], ["no", no]] : choicesOf(about.prefix);
        this.listTarget.multiple = op === "one_of";
        const kept = this.keptTarget.value;
        fill(this.listTarget, options, op === "one_of" ? "" : kept);
        if (op === "one_of") {
          const picked = kept.split(";");
          [...this.listTarget.options].forEach((each) => {
            each.selected = Boolean(each.value) && picked.includes(each.value);
          });
        }
      }

      get words() {
        const isSpanish = document.documentElement.lang.startsWith("es");
        return isSpanish ? { yes: "sí", no: "no" } : { yes: "yes", no: "no" };
      }

      pick() {
        const picked = [...this.listTarget.selectedOptions].map(({ value }) => value);
        this.keptTarget.value = picked.filter(Boolean).join(";");
        tell(this.keptTarget);
      }

      type() {
        this.keptTarget.value = this.typedTarget.value;
        tell(this.keptTarget);
      }
    },
  );

  const choicesOf = (prefix) =>
    [...document.querySelectorAll(`input[name^="${CSS.escape(prefix)}-value-choices-"][name$="-value-en"]`)]
      .map((input) => ({ input, at: input.name.replace(/-value-en$/, "") }))
      .filter(({ at }) => !isGone(at))
      .map(({ input, at }) => [valueOf(`${at}-id`), input.value || "…"]);

  app.register(
    "builder-state",
    class extends Controller {
      static targets = ["left"];
      static values = { base: String, missing: String };

      connect() {
        this.changed = () => {
          refresh();
          this.markMissing();
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.ask(), 2500);
        };
        this.element.addEventListener("input", this.changed);
        this.element.addEventListener("change", this.changed);
        this.element.addEventListener("click", this.changed);
        setTimeout(() => {
          this.markMissing();
          this.ask();
          this.open();
        }, 300);
        window.addEventListener("hashchange", () => this.open());
      }

      async ask() {
        // A new draft has an address once it was saved for the first time, which Wagtail does without another page.
        const key = window.location.pathname.match(/\/edit\/(\d+)\//)?.[1];
        if (!key) return;
        const address = `${this.baseValue}${key}/state/`;
        const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
        if (!answer?.ok) return;
        const { rules, faults, left } = await answer.json();
        this.element.querySelectorAll(".builder-sentence, .builder-fault").forEach((each) => each.remove());
        const said = this.leftTarget.dataset;
        this.leftTarget.textContent = left ? `${left} ${said.some}` : said.none;
        Object.entries(rules).forEach(([block, words]) => this.say(block, words, "builder-sentence"));
        Object.entries(faults).forEach(([block, all]) => all.forEach((words) => this.say(block, words, "builder-fault")));
      }

      say(block, words, className) {
        const content = block ? document.querySelector(`#block-${block}-section > .w-panel__content`) : null;
        if (!content) return;
        const line = document.createElement("p");
        line.className = className;
        line.textContent = words;
        content.prepend(line);
      }

      markMissing() {
        const boxes = '.builder-pair input[type="text"], .builder-pair textarea';
        this.element.querySelectorAll(boxes).forEach((box) => {
          const label = document.querySelector(`label[for="${CSS.escape(box.id)}"]`);
          const pair = box.closest(".builder-pair");
          const others = [...pair.querySelectorAll('input[type="text"], textarea')];
          const isMissing = !box.value.trim() && others.some((each) => each.value.trim());
          const mark = label?.querySelector(".builder-missing");
          if (isMissing && label && !mark) {
            const added = document.createElement("span");
            added.className = "builder-missing";
            added.textContent = this.missingValue;
            label.append(added);
          } else if (!isMissing) mark?.remove();
        });
      }

      // A link from "Check and publish" leads to a block: its tab and everything around it are opened.
      open() {
        const section = window.location.hash.startsWith("#block-") && document.getElementById(window.location.hash.slice(1));
        if (!section) return;
        const tab = section.closest('[role="tabpanel"]');
        if (tab?.hidden) document.querySelector(`a[href="#${tab.id}"]`)?.click();
        for (let at = section; at; at = at.parentElement?.closest("[data-panel]")) {
          const toggle = at.querySelector(":scope > .w-panel__header [data-panel-toggle]");
          if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
        }
        section.scrollIntoView({ block: "center" });
        section.querySelector(".w-panel__content input:not([type=hidden]), textarea, select")?.focus();
      }
    },
  );
})();
