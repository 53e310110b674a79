"""What Tab meets on a page: each stop's name, whether its focus is seen, and whether it is in sight and uncovered."""

from dataclasses import dataclass

from playwright.sync_api import Page

SPARE = 12
"""Presses beyond the stops that are expected: a video has buttons of its own."""
WATCH = """() => {
  const marks = "[type=radio], [type=checkbox]";
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, video, [tabindex='0']";
  const drawn = at => at.matches(marks) && at.labels.length ? at.labels[0] : at;
  const name = at => {
    const words = (at.labels && at.labels.length ? at.labels[0] : at).textContent;
    return words.replace(/\\s+/g, " ").trim() || at.getAttribute("aria-label") || at.id || at.tagName;
  };
  const rings = at => at.matches(marks)
    ? [getComputedStyle(at.nextElementSibling, "::before"), getComputedStyle(at.nextElementSibling)]
    : [getComputedStyle(at)];
  const note = at => {
    const part = drawn(at);
    const box = [...part.getClientRects()].find(each => each.width && each.height);
    const top = box && document.elementFromPoint(box.left + Math.min(8, box.width / 2), box.top + box.height / 2);
    return {
      name: name(at),
      place: [...document.querySelectorAll("*")].indexOf(at),
      shows: rings(at).some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
      inside: !!box && box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
      clear: !!top && (part.contains(top) || top.contains(part) && top !== document.body),
    };
  };
  window.noteStop = () => document.activeElement === document.body ? null : note(document.activeElement);
  return [...document.querySelectorAll(kinds)]
    .filter(at => at.tabIndex >= 0 && at.checkVisibility({ visibilityProperty: true }) && !at.disabled)
    .filter(at => at.type !== "radio")
    .map(name);
}"""


@dataclass(frozen=True)
class Walk:
    """The stops of one page in the order of the keyboard, and the names of what should be among them."""

    stops: tuple[dict[str, object], ...]
    expected: tuple[str, ...]

    def find_faults(self) -> list[str]:
        """Return what is wrong with the way through the page, a line each."""
        faults = [
            f"{stop['name']}: {words}"
            for stop in self.stops
            for kind, words in FAULTS.items()
            if not stop[kind]
        ]
        names = [str(stop["name"]) for stop in self.stops]
        faults += [f"{name}: never reached" for name in self.expected if name not in names]
        places = [int(str(stop["place"])) for stop in self.stops]
        faults += [
            f"{name}: reached before what stands above it"
            for name, place, last in zip(names[1:], places[1:], places, strict=False)
            if place < last
        ]
        return faults


FAULTS = {
    "shows": "no visible focus",
    "inside": "out of sight",
    "clear": "under something else",
}


def walk_stops(page: Page) -> Walk:
    """Press Tab from the top of a page through all its stops, once."""
    expected = page.evaluate(WATCH)
    seen: list[dict[str, object]] = []
    for _press in range(len(expected) + SPARE):
        page.keyboard.press("Tab")
        stop = page.evaluate("() => window.noteStop()")
        if seen and (stop is None or stop["place"] == seen[0]["place"]):
            break
        if stop is not None and (not seen or stop["place"] != seen[-1]["place"]):
            seen.append(stop)
    return Walk(tuple(seen), tuple(expected))
