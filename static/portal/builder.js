// The form of a wizard's draft: lists of its own questions, values that suit them, sentences of rules, faults in place.
// What is stored is in the hidden inputs; without this file nothing of a rule can be picked, and nothing is lost.
(() => {
  const { Controller } = window.StimulusModule;
  const app = window.wagtail.app;
  const COMPARABLE = { yes_no: "yes_no", choice: "choice", multi_choice: "choice", date: "date", month: "date" };

  const named = (name) => document.querySelector(`[name="${CSS.escape(name)}"]`);
  const valueOf = (name) => named(name)?.value ?? "";
  // Most questions are not drawn: they are read from what the form holds.
  const asQuestion = ({ id, type, value }, asked, group) => {
    const label = value.label.en || "…";
    return {
      id,
      asked,
      group: group?.id,
      type: type.replace(/^standard_.*/, "text"),
      words: group ? `${group.value.label.en} › ${label}` : label,
      choices: value.choices ?? [],
    };
  };
  // `asked` is the id of the step whose questions somebody else is asked; others have none.
  const listQuestions = (blocks = [], asked = undefined) =>
    blocks
      .filter(({ value }) => value?.label)
      .flatMap((block) => [asQuestion(block, asked), ...(block.value.rows ?? []).filter(({ value }) => value?.label).map((each) => asQuestion(each, asked, block))]);
  const findQuestions = () => {
    const { stateOf } = window.portalFolded;
    const steps = stateOf("steps").flatMap(({ id, value }) => [...listQuestions(value?.questions), ...listQuestions(value?.asked, id)]);
    const forReviewers = listQuestions(stateOf("private")).map((each) => ({ ...each, isPrivate: true }));
    return [...steps, ...forReviewers].filter(({ type }) => type !== "statement");
  };

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

  // What is stored is hidden: the control beside it takes the focus.
  const Widget = window.telepath.constructors["wagtail.widgets.Widget"];
  const VISIBLE = ":is(select, input:not([type=hidden])):not([hidden])";
  window.telepath.register(
    "portal.Picker",
    class extends Widget {
      boundWidgetClass = class extends new Widget("").boundWidgetClass {
        focus() {
          this.input.closest(".builder-picker").querySelector(VISIBLE)?.focus();
        }
      };
    },
  );

  // Moving takes the focus from the button that was pressed, removing takes the button away.
  const keepFocus = (button) => {
    const block = button.closest("[data-streamfield-child]");
    const { streamfieldAction: action } = button.dataset;
    if (action.startsWith("MOVE")) {
      const other = block.querySelector(`[data-streamfield-action="${action === "MOVE_UP" ? "MOVE_DOWN" : "MOVE_UP"}"]`);
      (button.disabled ? other : button).focus();
    } else if (action === "DELETE") {
      const all = [...block.parentElement.children].filter((each) => each.matches("[data-streamfield-child]"));
      const left = all.filter((each) => !each.matches("[aria-hidden=true]"));
      const next = left.find((each) => all.indexOf(each) > all.indexOf(block)) ?? left.at(-1);
      const add = block.parentElement.querySelector(":scope > :not([aria-hidden]) > .c-sf-add-button, :scope > .c-sf-add-button");
      (next?.querySelector("[data-panel-toggle]") ?? add)?.focus();
    }
  };

  // Blocks of one kind would all be called alike: each is named with its place, such as 2.1.
  const placeOf = (block) => {
    const around = block.parentElement.closest("[data-streamfield-child]");
    const beside = [...block.parentElement.children].filter((each) => each.matches("[data-streamfield-child]:not([aria-hidden=true])"));
    const own = beside.indexOf(block) + 1;
    return around ? `${placeOf(around)}.${own}` : `${own}`;
  };
  const nameBlocks = (part) =>
    part.querySelectorAll("section.w-panel--nested").forEach((section) => {
      const block = section.closest("[data-streamfield-child]");
      const heading = section.querySelector(":scope > .w-panel__header .c-sf-block__type");
      if (!block || !heading) return;
      section.setAttribute("aria-label", `${heading.textContent} ${placeOf(block)}`);
      section.removeAttribute("aria-labelledby");
    });

  class Picker extends Controller {
    static targets = ["kept", "list", "typed"];

    connect() {
      pickers.add(this);
      this.nameControls();
      refresh();
    }

    // Wagtail's label names only what Wagtail draws, and what is said below it stands at what is around the controls.
    nameControls() {
      const label = this.element.closest("[data-contentpath]")?.querySelector(":scope > .w-field__label");
      if (label) label.id = `${this.keptTarget.name}-words`;
      const about = this.element.getAttribute("aria-describedby");
      this.element.querySelectorAll("select, input:not([type=hidden])").forEach((each) => {
        if (label) each.setAttribute("aria-labelledby", label.id);
        if (about) each.setAttribute("aria-describedby", about);
      });
      this.element.removeAttribute("aria-describedby");
    }

    disconnect() {
      pickers.delete(this);
    }

    // The id of the block around whose part of the name matches.
    idOf(place) {
      const around = this.keptTarget.name.match(place)?.[1];
      return around && valueOf(`${around}-id`);
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
        const own = this.idOf(/^(.+-value-(?:questions|asked)-\d+)-value-rows-/);
        const asked = this.idOf(/^(.+?)-value-asked-\d+-/);
        const name = this.keptTarget.name;
        const among = questions.filter((each) => each.asked === asked && (!each.group || each.group === own || !own));
        // A fee is for the rows of a group, and rests on what applicants answer.
        const offered = among.filter((each) => (name.endsWith("-per_row") ? each.type === "rows" : !(name.startsWith("fees-") && each.isPrivate)));
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
        const options = kind === "yes_no" ? [["yes", yes], ["no", no]] : choicesOf(about);
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

  const choicesOf = ({ choices }) => choices.map(({ id, value }) => [id, value?.en || "…"]);

  const sectionOf = (block) => document.getElementById(`block-${block}-section`);
  const expand = (section) => {
    const toggle = section.querySelector(":scope > .w-panel__header [data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  };

  app.register(
    "builder-state",
    class extends Controller {
      static targets = ["left", "sought", "found"];
      static values = { base: String, missing: String, todo: String };

      connect() {
        this.told = { rules: {}, faults: {} };
        this.changed = ({ target }) => {
          refresh();
          nameBlocks(this.element);
          this.markMissing(target.closest(".builder-pair"));
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.ask(), 2500);
        };
        ["input", "change", "click"].forEach((event) => this.element.addEventListener(event, this.changed));
        // The buttons of blocks keep their clicks to themselves.
        const acted = (event) => {
          const button = event.target.closest("[data-streamfield-action]");
          if (!button) return;
          setTimeout(() => {
            keepFocus(button);
            this.changed(event);
          });
        };
        this.element.addEventListener("click", acted, true);
        this.element.addEventListener("portal:unfolded", ({ target }) => {
          nameBlocks(target.closest("[data-panel]").parentElement);
          this.markMissing(target);
          this.tell(target.closest("[data-panel]"));
        });
        setTimeout(() => {
          nameBlocks(this.element);
          this.markMissing(this.element);
          this.ask();
          this.follow();
        }, 300);
        window.addEventListener("hashchange", () => this.follow());
      }

      async ask() {
        // A new draft has an address once it was saved for the first time, which Wagtail does without another page.
        const key = window.location.pathname.match(/\/edit\/(\d+)\//)?.[1];
        if (!key) return;
        const address = `${this.baseValue}${key}/state/`;
        const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
        if (!answer?.ok) return;
        this.told = await answer.json();
        const { left } = this.told;
        const said = this.leftTarget.dataset;
        this.leftTarget.textContent = left ? `${left} ${said.some}` : said.none;
        this.tell(this.element);
      }

      // Within a part of the form: the sentence of each rule and each fault at its place; what is folded says that it has some.
      tell(part) {
        part.querySelectorAll(".builder-sentence, .builder-fault, .builder-todo").forEach((each) => each.remove());
        const { rules, faults } = this.told;
        Object.entries(rules).forEach(([block, words]) => this.say(part, block, words, "builder-sentence"));
        const paths = Object.keys(faults).length ? window.portalFolded.paths() : new Map();
        Object.entries(faults).forEach(([block, all]) => {
          all.forEach((words) => this.say(part, block, words, "builder-fault"));
          (paths.get(block) ?? []).map(sectionOf).forEach((section) => this.mark(part, section));
        });
      }

      say(part, block, words, className) {
        const section = block && sectionOf(block);
        if (!section || !part.contains(section)) return;
        const line = document.createElement("p");
        line.className = className;
        line.textContent = words;
        section.querySelector(":scope > .w-panel__content").prepend(line);
      }

      mark(part, section) {
        const heading = section && part.contains(section) && section.querySelector(":scope > .w-panel__header [data-panel-heading]");
        if (!heading || heading.querySelector(".builder-todo")) return;
        const mark = document.createElement("span");
        mark.className = "builder-todo";
        mark.textContent = this.todoValue;
        heading.append(mark);
      }

      markMissing(part) {
        part?.querySelectorAll('input[type="text"], textarea').forEach((box) => {
          const pair = box.closest(".builder-pair");
          const label = pair && document.querySelector(`label[for="${CSS.escape(box.id)}"]`);
          if (!label) return;
          const others = [...pair.querySelectorAll('input[type="text"], textarea')];
          const isMissing = !box.value.trim() && others.some((each) => each.value.trim());
          const mark = label.querySelector(".builder-missing");
          if (isMissing && !mark) {
            const added = document.createElement("span");
            added.className = "builder-missing";
            added.textContent = this.missingValue;
            label.append(added);
          } else if (!isMissing) mark?.remove();
        });
      }

      // Steps and questions that say what is sought, in either language; each leads to its place.
      find() {
        const sought = this.soughtTarget.value.trim().toLowerCase();
        const said = ({ en, es } = {}) => `${en ?? ""} ${es ?? ""}`.toLowerCase();
        const called = (text) => text?.en || text?.es || "…";
        const places = window.portalFolded.stateOf("steps").flatMap(({ id, value }) => [
          { id, text: value?.title, words: called(value?.title) },
          ...(value?.questions ?? []).map((each) => ({
            id: each.id,
            text: each.value?.label,
            words: `${called(value.title)} › ${called(each.value?.label)}`,
          })),
        ]);
        const found = sought ? places.filter(({ text }) => said(text).includes(sought)) : [];
        const links = found.slice(0, 12).map(({ id, words }) => {
          const link = document.createElement("a");
          link.href = `#block-${id}-section`;
          link.textContent = words;
          link.addEventListener("click", () => this.open(id));
          const entry = document.createElement("li");
          entry.append(link);
          return entry;
        });
        this.foundTarget.replaceChildren(...links);
        this.foundTarget.previousElementSibling.textContent = sought
          ? `${this.foundTarget.dataset.words} ${found.length}`
          : "";
      }

      goToFirst(event) {
        event.preventDefault();
        this.foundTarget.querySelector("a")?.click();
      }

      // A link from "Check and publish" leads to a block.
      follow() {
        const block = window.location.hash.match(/^#block-(.+)-section$/)?.[1];
        if (block) this.open(block);
      }

      // The tab of a block and everything around it are opened, and its first control is taken up.
      open(block) {
        const path = window.portalFolded.paths().get(block) ?? [block];
        const tab = sectionOf(path[0])?.closest('[role="tabpanel"]');
        if (tab?.hidden) document.querySelector(`a[href="#${tab.id}"]`)?.click();
        path.forEach((each) => {
          const section = sectionOf(each);
          section?.closest("[data-block-settings][hidden]")?.dispatchEvent(new Event("beforematch"));
          if (section) expand(section);
        });
        const section = sectionOf(block);
        section?.scrollIntoView({ block: "center" });
        section?.querySelector(".w-panel__content :is(input:not([type=hidden]), textarea, select)")?.focus();
      }
    },
  );
})();
