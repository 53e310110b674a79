/* Sends files one by one, with progress, cancel, retry and dropping; where data-room says how many may take the place of
   one, all together. Without it, the button does all there is.
   A page has one form with parts to add files to, or parts with a form each.
   Every text comes from the page: templates/components/upload_words.html. */
(function () {
  "use strict";
  if (!document.querySelector("form[data-upload]") || !window.XMLHttpRequest || !window.DOMParser) { return; }
  var ENDING = /\.[0-9a-z_-]{1,12}$/i;
  var queue = [];
  var sending = null;

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className || "";
    if (text) { element.textContent = text; }
    return element;
  }

  function list(found) { return Array.prototype.slice.call(found); }

  function zoneOf(part) { return part.querySelector("[data-upload-zone]"); }

  function progressOf(part) { return part.querySelector("[data-upload-progress]"); }

  function formOf(part) { return part.closest("form") || part.querySelector("form[data-upload]"); }

  /* A part is drawn anew after each file: ask for the one that stands there now. */
  function partOf(job) { return document.getElementById(job.partId); }

  /* What is chosen beside the files and goes with each of them. */
  function choicesOf(part) {
    return list(zoneOf(part).querySelectorAll("select, input:not([type=file]):not([type=checkbox])"));
  }

  function readChoices(part) {
    return choicesOf(part).map(function (control) { return [control.name, control.value]; });
  }

  /* Why the server would refuse a file whatever it holds; empty where only its content can tell. */
  function refusalOf(words, file) {
    var ending = ENDING.exec(file.name.replace(/[. ]+$/, ""));
    if (file.size === 0) { return words.empty; }
    if (file.size > Number(words.mostBytes)) { return words.tooLarge; }
    if (ending && words.endings.split(" ").indexOf(ending[0].toLowerCase()) < 0) { return words.wrongEnding; }
    return "";
  }

  /* What the server needs beside the file: everything of the form but other files. */
  function gather(job) {
    var part = partOf(job);
    var data = new FormData();
    new FormData(formOf(part)).forEach(function (value, name) {
      if (!(value instanceof File)) { data.append(name, value); }
    });
    job.choices.forEach(function (choice) { data.set(choice[0], choice[1]); });
    data.append("keeps_files", "yes");
    var button = part.querySelector("[data-upload-button]");
    if (button.name) { data.append(button.name, button.value); }
    job.files.forEach(function (file) {
      data.append(part.querySelector("input[type=file]:not([data-upload-with])").name, file);
    });
    if (job.translation) { data.append(part.querySelector("input[data-upload-with]").name, job.translation); }
    return data;
  }

  /* A row for a file: its name, what became of it, and one button where there is something to do. */
  function addRow(part, name) {
    var row = make("div", "portal-upload");
    row.fileName = name;
    progressOf(part).append(row);
    return row;
  }

  function say(row, text, button) {
    row.replaceChildren(make("span", "portal-upload__name", text ? row.fileName + ": " + text : row.fileName));
    if (button) { row.append(button); }
    row.dataset.said = text ? "yes" : "";
  }

  function actButton(row, text, act) {
    var button = make("button", "usa-button usa-button--unstyled", text);
    button.type = "button";
    button.append(make("span", "usa-sr-only", " " + row.fileName));
    button.addEventListener("click", act);
    return button;
  }

  /* Forget what was said of files before, but not of one that can still be tried again. */
  function tidy(part) {
    list(progressOf(part).children).forEach(function (row) {
      if (!row.fileName || row.dataset.said && !row.querySelector("button")) { row.remove(); }
    });
  }

  function offerRetry(job, text) {
    var words = zoneOf(partOf(job)).dataset;
    say(job.row, text, actButton(job.row, words.retry, function () {
      if (job.isUnasked) { job.choices = readChoices(partOf(job)); }
      wait(job);
      renewToken(goOn);
    }));
  }

  /* Signing in again, in another tab, gives the browser another token than this page holds. */
  function renewToken(done) {
    var request = new XMLHttpRequest();
    request.onloadend = function () {
      var page = new DOMParser().parseFromString(request.responseText, "text/html");
      var token = page.querySelector("form[data-upload] [name=csrfmiddlewaretoken]");
      list(document.querySelectorAll("form[data-upload]")).forEach(function (form) {
        if (token) { form.elements.csrfmiddlewaretoken.value = token.value; }
      });
      done();
    };
    request.open("GET", window.location.pathname);
    request.send();
  }

  function sayRefused(part, file, text) { say(addRow(part, file.name), text); }

  function sayOutcome(job, request) {
    var words = zoneOf(partOf(job)).dataset;
    var page = new DOMParser().parseFromString(request.responseText, "text/html");
    var fresh = page.getElementById(job.partId);
    if (request.status === 413) {
      say(job.row, words.tooLarge);
    } else if (fresh && (request.status < 400 || request.status === 422 || !zoneOf(fresh))) {
      settle(job, page, fresh, words);
    } else {
      offerRetry(job, words.failed);
      if (page.querySelector("input[type=password]")) { askToSignIn(job.row, words); }
    }
  }

  function askToSignIn(row, words) {
    var link = make("a", "usa-link", words.signIn);
    link.href = words.signInUrl + "?next=" + encodeURIComponent(window.location.pathname);
    link.target = "_blank";
    link.rel = "noopener";
    row.firstChild.textContent = row.fileName + ": " + words.signedOut + " ";
    row.firstChild.append(link);
  }

  /* What the server found in a file stays so, unless it had no room or time for any. */
  function sayOwn(job, text, words) {
    if (text === words.busy || text === words.noRoom) { offerRetry(job, text); } else { say(job.row, text); }
  }

  /* Puts what the server drew anew in its place; a refusal stays beside the file that it is about. */
  function settle(job, page, fresh, words) {
    var wrong = list(fresh.querySelectorAll(".portal-error-line")).map(function (line) { return line.textContent; });
    var lead = job.row.fileName + ": ";
    var own = wrong.filter(function (text) { return words.room || text.indexOf(lead) === 0; });
    if (own.length > 1 && zoneOf(fresh)) {  /* of several, some were received: the part shows them, and what is wrong */
      job.row.remove();
      replace(partOf(job), page, fresh);
      return;
    }
    if (own.length && zoneOf(fresh)) {
      sayOwn(job, own[0].indexOf(lead) === 0 ? own[0].slice(lead.length) : own[0], words);
      return;
    }
    /* What is wrong with the translation is marked at the field; the paper itself was received. */
    var beside = wrong.filter(function (text) { return job.translation && text.indexOf(job.translation.name + ": ") === 0; });
    if (own.length) { job.row.remove(); } else if (wrong.length > beside.length) { holdBack(job, words); } else { say(job.row, words.added); }
    replace(partOf(job), page, fresh);
  }

  /* The form beside the files is not in order: none that wait are sent before that is corrected. */
  function holdBack(job, words) {
    var waiting = queue.filter(function (each) { return each.partId === job.partId; });
    queue = queue.filter(function (each) { return each.partId !== job.partId; });
    [job].concat(waiting).forEach(function (each) {
      each.isUnasked = true;
      offerRetry(each, words.notYet);
    });
  }

  function replace(part, page, fresh) {
    var hadFocus = part.contains(document.activeElement);
    var focused = hadFocus && document.activeElement.id;
    if (zoneOf(fresh)) {
      var chosen = choicesOf(part);
      choicesOf(fresh).forEach(function (control, place) { if (chosen[place]) { control.value = chosen[place].value; } });
      progressOf(fresh).replaceWith(progressOf(part));
    } else {
      queue = queue.filter(function (each) { return each.partId !== part.id; });
      list(progressOf(part).children).forEach(function (row) { if (row.querySelector("button")) { row.remove(); } });
      fresh.append(progressOf(part));
    }
    (part.closest(".usa-form-group") || part).replaceWith(fresh.closest(".usa-form-group") || fresh);
    list(document.querySelectorAll("[data-upload-also]")).forEach(function (other) {
      var drawn = page.getElementById(other.id);
      if (drawn && !other.querySelector("details[open]")) { other.replaceWith(drawn); }
    });
    list(page.querySelectorAll("[data-upload-list] > [id]")).forEach(function (row) {
      if (!document.getElementById(row.id)) { document.querySelector("[data-upload-list]").append(row); }
    });
    var version = page.querySelector("[name=step_version]");
    if (version) { formOf(fresh).elements.step_version.value = version.value; }
    if (zoneOf(fresh)) { prepare(fresh); }
    restoreFocus(fresh, hadFocus, focused);
  }

  /* Where nothing more can be added, the focus goes to the heading of what was. */
  function restoreFocus(fresh, hadFocus, focused) {
    var target = focused && document.getElementById(focused);
    if (!target && hadFocus && !zoneOf(fresh)) {
      target = fresh.querySelector("h3");
      target.tabIndex = -1;
    }
    if (target) { target.focus(); }
  }

  function send(job) {
    var words = zoneOf(partOf(job)).dataset;
    var request = new XMLHttpRequest();
    var bar = make("progress", "portal-upload__bar");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", job.row.fileName);
    say(job.row, "", actButton(job.row, words.cancel, function () { request.abort(); }));
    job.row.firstChild.after(bar);
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) { bar.value = 100 * event.loaded / event.total; }
    };
    request.onload = function () { sayOutcome(job, request); };
    request.onerror = function () { offerRetry(job, words.failed); };
    request.onabort = function () { job.row.remove(); };
    request.onloadend = function () { sending = null; goOn(); };
    request.open("POST", formOf(partOf(job)).action);
    request.send(gather(job));
  }

  /* One file at a time, whatever became of the one before. */
  function goOn() {
    if (!sending && !queue.length) { list(document.querySelectorAll(".portal-upload__wait")).forEach(function (row) { row.remove(); }); }
    if (sending || !queue.length) { return; }
    sending = queue.shift();
    send(sending);
  }

  function wait(job) {
    var words = zoneOf(partOf(job)).dataset;
    say(job.row, "", actButton(job.row, words.cancel, function () {
      queue = queue.filter(function (each) { return each !== job; });
      job.row.remove();
    }));
    queue.push(job);
  }

  /* Queues files; those that the server would refuse anyway are refused here, in its words. */
  function sendAll(part, files, translation) {
    var words = zoneOf(part).dataset;
    tidy(part);
    var fit = list(files).filter(function (file, place) {
      var refusal = refusalOf(words, file) || (words.room && place >= Number(words.room) && words.tooMany);
      if (refusal) { sayRefused(part, file, refusal); }
      return !refusal;
    });
    if (translation && refusalOf(words, translation)) {
      sayRefused(part, translation, refusalOf(words, translation));
      translation = null;
    }
    groups(fit, translation, words).forEach(function (group, place) {
      var with_ = place === 0 ? translation : null;
      var names = group.map(function (file) { return file.name; }).join(", ");
      var job = {
        partId: part.id, files: group, translation: with_, choices: readChoices(part),
        row: addRow(part, names || with_.name)
      };
      if (words.room && fit.length < files.length) { offerRetry(job, words.notYet); } else { wait(job); }
    });
    goOn();
  }

  /* The files of each request: one by one, or all that take the place of a document. */
  function groups(files, translation, words) {
    if (!files.length) { return translation ? [[]] : []; }
    return words.room ? [files] : files.map(function (file) { return [file]; });
  }

  function prepare(part) {
    var zone = zoneOf(part);
    var input = part.querySelector("input[type=file]:not([data-upload-with])");
    var beside = part.querySelector("input[data-upload-with]");
    var hint = make("p", "usa-hint portal-upload__drop", zone.dataset.drop);
    input.after(hint);

    function take(files) {
      var translation = beside && beside.files[0];
      var first = zone.querySelector("[data-upload-first]");
      if (first && !first.value) { hint.textContent = zone.dataset.first; return false; }
      sendAll(part, files, translation);
      input.value = "";
      if (beside) { beside.value = ""; }
      return true;
    }

    part.querySelector("[data-upload-button]").addEventListener("click", function (event) {
      if (!input.files.length && !(beside && beside.files.length)) { return; }
      event.preventDefault();
      if (!take(input.files)) { zone.querySelector("[data-upload-first]").focus(); }
    });
    if (!beside) {
      input.addEventListener("change", function () { if (input.files.length) { take(input.files); } });
    }
    zone.addEventListener("dragover", function (event) {
      event.preventDefault();
      zone.classList.add("portal-documents__add--over");
    });
    zone.addEventListener("dragleave", function () { zone.classList.remove("portal-documents__add--over"); });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      zone.classList.remove("portal-documents__add--over");
      if (beside || !take(event.dataTransfer.files)) { input.files = event.dataTransfer.files; }
    });
  }

  /* Files that are under way would be lost with the page. */
  document.addEventListener("submit", function (event) {
    if (!sending || !event.target.matches("form[data-upload]")) { return; }
    event.preventDefault();
    event.stopPropagation();
    var part = partOf(sending);
    tidy(part);
    progressOf(part).prepend(make("p", "portal-upload__wait", zoneOf(part).dataset.wait));
  }, true);

  document.querySelectorAll("[data-upload-part]").forEach(prepare);
})();
