// Looks every three seconds whether the page has changed, and shows what is new in its place: the
// reader's place, zoom and focus stay. A page that says "stay" does not load this.
setInterval(async () => {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("fresh");
    const shown = document.getElementById("fresh");
    if (fresh && shown && fresh.innerHTML !== shown.innerHTML) {
      shown.replaceChildren(...fresh.childNodes);
    }
  } catch (away) {
    // the simulator is stopping or starting: the next look tells
  }
}, 3000);
