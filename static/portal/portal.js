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

  // A group of the menu closes with Escape, and when the reader goes on elsewhere.
  function closeGroups(around) {
    document.querySelectorAll(".portal-group[open]").forEach(function (group) {
      if (!group.contains(around)) {
        group.open = false;
      }
    });
  }
  ["click", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { closeGroups(event.target); });
  });
  document.addEventListener("keydown", function (event) {
    var group = event.key === "Escape" && event.target.closest(".portal-group[open]");
    if (group) {
      group.querySelector("summary").focus();
      closeGroups(null);
    }
  });

  // Offer to show what is typed into password fields.
  var words = document.querySelector("[data-show-password]");
  var fields = document.querySelectorAll("input[type=password]");
  if (words && fields.length) {
    var button = document.createElement("button");
    var shown = false;
    button.type = "button";
    button.className = "usa-button usa-button--unstyled portal-show-password";
    button.textContent = words.dataset.showPassword;
    button.addEventListener("click", function () {
      shown = !shown;
      fields.forEach(function (field) { field.type = shown ? "text" : "password"; });
      button.textContent = shown ? words.dataset.hidePassword : words.dataset.showPassword;
    });
    fields[fields.length - 1].insertAdjacentElement("afterend", button);
  }
})();
