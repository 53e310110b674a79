/* Keeps what is typed on a wizard step and says when. Without it, the buttons do all there is. */
(function () {
  "use strict";
  var PAUSE = 1500;
  var form = document.querySelector("form[data-autosave]");
  var said = document.querySelector("[data-saved-at]");
  if (!form || !said || !window.fetch) { return; }
  var pending = null;

  function say(answer) {
    if (answer.status === 401) {
      said.textContent = form.dataset.signedOut;
    } else if (answer.ok) {
      answer.json().then(function (data) {
        said.textContent = form.dataset.saved + " " + data.saved_at;
      });
    }
  }

  /* Files are sent when they are added or the step is saved: never every time that something is typed.
     A Social Security number is sent when the step is saved, and by nothing else. */
  function typed() {
    var data = new FormData();
    new FormData(form).forEach(function (value, name) {
      if (!(value instanceof File) && !/-typed_ssn$/.test(name)) { data.append(name, value); }
    });
    return data;
  }

  function save() {
    pending = null;
    fetch(form.dataset.autosave, { method: "POST", body: typed(), credentials: "same-origin" })
      .then(say)
      .catch(function () { /* the next change tries again */ });
  }

  form.addEventListener("input", function () {
    window.clearTimeout(pending);
    pending = window.setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", function () { window.clearTimeout(pending); });
})();
