// Looks every three seconds whether the page has changed, and shows what is new in its place: the
// reader's place, zoom and focus stay. A page that says "stay" does not load this.
setInterval(() => {
  // the browser makes the document itself: the pages' policy lets no text become one (Trusted Types)
  const look = new XMLHttpRequest();
  look.open("GET", location.href);
  look.responseType = "document";
  look.onload = () => {
    const fresh = look.response?.getElementById("fresh");
    const shown = document.getElementById("fresh");
    if (fresh && shown && !fresh.isEqualNode(shown)) {
      shown.replaceChildren(...fresh.childNodes);
    }
  };
  // where the simulator is stopping or starting, the next look tells
  look.send();
}, 3000);
