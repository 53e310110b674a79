/* Shows how far a job is while it runs, from the address that the page names. Without it, a link does the same. */
(function () {
  "use strict";
  var PAUSE = 1000;
  var shown = document.querySelector("[data-progress]");
  if (!shown || !window.fetch || !window.DOMParser) { return; }

  function isOpen() { return shown.hasAttribute("data-is-open"); }

  /* The line that is read aloud stays where it is; all after it is exchanged once the job is over. */
  function update(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
    if (fresh) {
      var said = shown.querySelector("[role=status]");
      var words = fresh.querySelector("[role=status]").textContent.trim().replace(/\s+/g, " ");
      if (said.textContent !== words) { said.textContent = words; }
      if (fresh.hasAttribute("data-is-open")) {
        var now = fresh.querySelector("progress");
        if (now.hasAttribute("value")) { shown.querySelector("progress").value = now.value; }
      } else {
        finish(said, fresh);
      }
    }
    wait();
  }

  function finish(said, fresh) {
    var hadFocus = shown.contains(document.activeElement);
    while (said.nextSibling) { said.nextSibling.remove(); }
    fresh.querySelector("[role=status]").remove();
    shown.append.apply(shown, Array.from(fresh.childNodes));
    shown.removeAttribute("data-is-open");
    var next = shown.querySelector("a");
    if (hadFocus && next) { next.focus(); }
  }

  function look() {
    fetch(shown.dataset.progress, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(update)
      .catch(wait);
  }

  function wait() {
    if (isOpen()) { window.setTimeout(look, PAUSE); }
  }

  wait();
})();
