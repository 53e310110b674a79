/* Sends files of a wizard step one by one, with progress, cancel, retry and dropping. Without it, the button does all there is. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-upload]");
  if (!form || !window.XMLHttpRequest || !window.DOMParser) { return; }
  var words = form.dataset;

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className || "";
    if (text) { element.textContent = text; }
    return element;
  }

  /* What the server needs beside the file: everything of the step but other files. */
  function gather(part, file, translation) {
    var data = new FormData();
    new FormData(form).forEach(function (value, name) {
      if (!(value instanceof File)) { data.append(name, value); }
    });
    var input = part.querySelector("input[type=file]:not([data-upload-with])");
    var beside = part.querySelector("input[data-upload-with]");
    data.append("wizard_upload", part.querySelector("[name=wizard_upload]").value);
    if (file) { data.append(input.name, file); }
    if (translation) { data.append(beside.name, translation); }
    return data;
  }

  /* Puts the part that the server drew anew in place of this one, and says what it said. */
  function replace(part, answer) {
    var page = new DOMParser().parseFromString(answer, "text/html");
    var fresh = page.getElementById(part.id);
    if (!fresh) { return null; }
    part.closest(".usa-form-group").replaceWith(fresh.closest(".usa-form-group"));
    var summary = document.querySelector("[data-error-summary]");
    if (summary) { summary.replaceWith(page.querySelector("[data-error-summary]") || ""); }
    var version = page.querySelector("[name=step_version]");
    if (version) { form.elements.step_version.value = version.value; }
    prepare(fresh);
    return fresh;
  }

  function send(part, file, translation, done) {
    var row = make("div", "portal-upload");
    var name = make("span", "portal-upload__name", (file || translation).name);
    var bar = make("progress", "portal-upload__bar");
    var cancel = make("button", "usa-button usa-button--unstyled", words.cancel);
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", (file || translation).name);
    cancel.type = "button";
    row.append(name, bar, cancel);
    part.querySelector("[data-upload-progress]").append(row);

    function start() {
      var request = new XMLHttpRequest();
      request.upload.onprogress = function (event) {
        if (event.lengthComputable) { bar.value = 100 * event.loaded / event.total; }
      };
      request.onload = function () {
        var fresh = request.status < 400 ? replace(part, request.responseText) : null;
        if (fresh) { done(fresh); } else { fail(); }
      };
      request.onerror = fail;
      request.onabort = function () { row.remove(); done(part); };
      cancel.textContent = words.cancel;
      cancel.onclick = function () { request.abort(); };
      request.open("POST", form.action);
      request.send(gather(part, file, translation));
    }

    function fail() {
      name.textContent = (file || translation).name + ": " + words.failed;
      cancel.textContent = words.retry;
      cancel.onclick = function () { name.textContent = (file || translation).name; start(); };
    }

    start();
  }

  function sendAll(part, files, translation) {
    var waiting = Array.prototype.slice.call(files);
    function next(current) {
      var file = waiting.shift();
      if (file) { send(current, file, null, next); }
    }
    if (translation) { send(part, waiting.shift(), translation, next); } else { next(part); }
  }

  function prepare(part) {
    var zone = part.querySelector("[data-upload-zone]");
    var input = part.querySelector("input[type=file]:not([data-upload-with])");
    var beside = part.querySelector("input[data-upload-with]");
    var button = part.querySelector("[name=wizard_upload]");
    var hint = make("p", "usa-hint portal-upload__drop", zone.dataset.drop);
    input.after(hint);

    button.addEventListener("click", function (event) {
      var translation = beside && beside.files[0];
      if (!input.files.length && !translation) { return; }
      event.preventDefault();
      sendAll(part, input.files, translation);
    });
    if (!beside) {
      input.addEventListener("change", function () { sendAll(part, input.files, null); });
    }
    zone.addEventListener("dragover", function (event) {
      event.preventDefault();
      zone.classList.add("portal-documents__add--over");
    });
    zone.addEventListener("dragleave", function () { zone.classList.remove("portal-documents__add--over"); });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      zone.classList.remove("portal-documents__add--over");
      if (beside) { input.files = event.dataTransfer.files; } else { sendAll(part, event.dataTransfer.files, null); }
    });
  }

  document.querySelectorAll("[data-upload-part]").forEach(prepare);
})();
