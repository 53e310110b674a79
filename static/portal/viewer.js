/* Says so in words where the picture of a page does not come. Without it, the picture's own text stands in its place. */
(function () {
  "use strict";

  function watch(picture) {
    var words = picture.parentNode.querySelector("[data-undrawn]");
    function tell() { picture.hidden = true; words.hidden = false; }
    if (picture.complete && !picture.naturalWidth) { tell(); }
    picture.addEventListener("error", tell);
  }

  document.querySelectorAll("img[data-drawn]").forEach(watch);
})();
