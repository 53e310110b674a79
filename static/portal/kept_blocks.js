// A stream that keeps blocks of plugins that are not installed: their placeholder stays where it is, but is not offered.
(() => {
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class KeepingStreamBlockDefinition extends StreamBlockDefinition {
    constructor(...args) {
      super(...args);
      this.groupedChildBlockDefs = this.groupedChildBlockDefs.map(([label, blocks]) => [
        label,
        blocks.filter((block) => block.name !== "locked"),
      ]);
    }
  }

  window.telepath.register("portal.KeepingStreamBlock", KeepingStreamBlockDefinition);
})();
