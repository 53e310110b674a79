/* Keeps what is typed on a wizard step and says when. Without it, the buttons do all there is. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-autosave]");
  var said = document.querySelector("[data-saved-at]");
  if (!form || !said || !window.fetch) { return; }
  var pending = null;
  function save() {
    pending = null;
    fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (data) {
        if (data) { said.textContent = (document.documentElement.lang === "es" ? "Guardado a las " : "Saved at ") + data.saved_at; }
      })
      .catch(function () { /* the next change tries again */ });
  }
  form.addEventListener("input", function () {
    if (pending) { clearTimeout(pending); }
    pending = setTimeout(save, 1500);
  });
  form.addEventListener("submit", function () { if (pending) { clearTimeout(pending); } });
})();
