// Small comforts on top of pages that work without them: nothing here may become necessary.
(function () {
  "use strict";

  // After a refused form, take the reader to the list of what is wrong.
  var summary = document.querySelector("[data-error-summary]");
  if (summary) {
    summary.focus();
  }

  // A second press of a submit button within a moment sends nothing twice.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    window.setTimeout(function () { delete form.dataset.sending; }, 3000);
  });

  // Offer to show what is typed into password fields.
  var fields = document.querySelectorAll("input[type=password]");
  if (fields.length) {
    var last = fields[fields.length - 1];
    var button = document.createElement("button");
    var words = document.querySelector("[data-show-password]");
    if (words) {
      button.type = "button";
      button.className = "usa-button usa-button--unstyled portal-show-password";
      button.textContent = words.dataset.showPassword;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", function () {
        var shown = button.getAttribute("aria-pressed") === "true";
        fields.forEach(function (field) { field.type = shown ? "password" : "text"; });
        button.setAttribute("aria-pressed", String(!shown));
        button.textContent = shown ? words.dataset.showPassword : words.dataset.hidePassword;
      });
      last.insertAdjacentElement("afterend", button);
    }
  }
})();
