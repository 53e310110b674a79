// Fills the list of suggestions of a search box while somebody types. Searching works without it.
(function () {
  "use strict";
  document.querySelectorAll("[data-suggestions]").forEach(function (field) {
    var timer;
    field.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(function () {
        var asked = field.value.trim();
        if (asked.length < 3) {
          return;
        }
        fetch(field.dataset.suggestions + "?q=" + encodeURIComponent(asked))
          .then(function (answer) { return answer.ok ? answer.json() : { titles: [] }; })
          .then(function (found) {
            if (field.value.trim() !== asked) {
              return; // an answer that comes late is not for what stands there now
            }
            field.list.replaceChildren.apply(field.list, found.titles.map(function (title) {
              return new Option(title, title);
            }));
          }, function () {});
      }, 250);
    });
  });
})();
