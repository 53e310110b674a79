// Steps and questions of a wizard's draft are drawn when they are opened: a form of forty steps is as quick as one of three.
// What is in a stream of them is sent as one text, whether it was drawn or not. Others find it in window.portalFolded.
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const KeepingStreamBlockDefinition = window.telepath.constructors["portal.KeepingStreamBlock"];
  const streams = new Map();
  const foldedCopies = new WeakSet();

  const copy = (state) => {
    if (Array.isArray(state)) return state.map(copy);
    if (!state || typeof state !== "object") return state;
    const copied = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, copy(value)]));
    return "id" in copied && "value" in copied ? { ...copied, id: crypto.randomUUID() } : copied;
  };

  const labelOf = (definition, state) => {
    if (typeof state === "string" || typeof state === "number") return String(state);
    return (definition?.meta.labelFormat ?? "").replace(/\{(\w+)\}/g, (_whole, name) =>
      labelOf(definition.childBlockDefsByName[name], state?.[name]),
    );
  };

  class FoldedStructBlock {
    constructor(definition, placeholder, prefix, state, error, capabilities) {
      Object.assign(this, { blockDef: definition, type: definition.name, prefix, state, capabilities });
      this.element = document.createElement("div");
      placeholder.replaceWith(this.element);
      const panel = this.element.closest("[data-panel]");
      this.toggle = panel?.querySelector("[data-panel-toggle]");
      this.toggle?.addEventListener("wagtail:panel-toggle", ({ detail }) => detail.expanded && this.open());
      this.isFoldedCopy = foldedCopies.has(state);
      queueMicrotask(() => this.settle());
      if (error) this.setError(error);
    }

    get isFolded() {
      return this.toggle?.getAttribute("aria-expanded") === "false";
    }

    // What is added is open; a copy of what is folded is folded too.
    settle() {
      if (this.isFoldedCopy && !this.isFolded) this.toggle.click();
      this.isFoldedCopy = false;
      if (!this.isFolded) this.open();
    }

    open() {
      if (this.block) return;
      const place = document.createElement("div");
      this.element.append(place);
      this.block = this.blockDef.whole.render(place, this.prefix, this.state, undefined, this.capabilities);
      this.element.dispatchEvent(new CustomEvent("portal:unfolded", { bubbles: true }));
    }

    get container() {
      return this.block?.container ?? [this.element];
    }

    setState(state) {
      if (this.block) this.block.setState(state);
      else this.state = state;
    }

    setError(error) {
      if (!error) return;
      this.open();
      this.block.setError(error);
    }

    getState() {
      return this.block ? this.block.getState() : this.state;
    }

    getDuplicatedState() {
      const state = this.block ? this.block.getDuplicatedState() : copy(this.state);
      if (this.isFolded) foldedCopies.add(state);
      return state;
    }

    getValue() {
      return this.block ? this.block.getValue() : this.state;
    }

    getTextLabel(options) {
      if (this.block) return this.block.getTextLabel(options);
      const words = labelOf(this.blockDef, this.state);
      const most = options?.maxLength ?? Infinity;
      return words.length > most ? `${words.slice(0, most - 1)}…` : words;
    }

    setCapabilityOptions(name, options) {
      Object.assign(this.capabilities?.get(name) ?? {}, options);
    }

    focus(options) {
      this.settle();
      if (this.isFolded) return this.toggle.focus();
      this.open();
      this.block.focus(options);
    }
  }

  class FoldedStructBlockDefinition extends StructBlockDefinition {
    constructor(...args) {
      super(...args);
      this.whole = new StructBlockDefinition(...args);
      this.whole.collapsible = false;
    }

    render(placeholder, prefix, state, error, capabilities) {
      return new FoldedStructBlock(this, placeholder, prefix, state, error, capabilities);
    }
  }

  class FoldedStreamBlockDefinition extends KeepingStreamBlockDefinition {
    render(placeholder, prefix, state, error) {
      const stream = super.render(placeholder, prefix, state, error);
      streams.set(prefix, stream);
      return stream;
    }
  }

  document.addEventListener("formdata", ({ formData, target }) => {
    streams.forEach((stream, name) => {
      if (!target.contains(stream.element)) return;
      [...formData.keys()].filter((each) => each.startsWith(`${name}-`)).forEach((each) => formData.delete(each));
      formData.set(`${name}-state`, JSON.stringify(stream.getState()));
    });
  });

  const walk = (state, around, paths) => {
    if (!state || typeof state !== "object") return paths;
    const isBlock = !Array.isArray(state) && state.id && "value" in state;
    const path = isBlock ? [...around, state.id] : around;
    if (isBlock) paths.set(state.id, path);
    Object.values(state).forEach((each) => walk(each, path, paths));
    return paths;
  };

  window.portalFolded = {
    stateOf: (name) => streams.get(name)?.getState() ?? [],
    // By the id of each block, the ids of the blocks around it and its own, from the outermost in.
    paths: () => [...streams.values()].reduce((paths, stream) => walk(stream.getState(), [], paths), new Map()),
  };

  window.telepath.register("portal.FoldedStructBlock", FoldedStructBlockDefinition);
  window.telepath.register("portal.FoldedStreamBlock", FoldedStreamBlockDefinition);
})();
