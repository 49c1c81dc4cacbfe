/* A self-service machine goes back to its start when nobody touches it: warns first. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }
  var box = id('kiosk');
  if (!box || !window.fetch) return;
  var SECOND = 1000, WARNING = 20 * SECOND, TOLD = 15 * SECOND, LONGEST = 20 * SECOND;
  var idle = SECOND * box.getAttribute('data-idle'), start = box.getAttribute('data-start');
  var end = id('kiosk-end'), text = id('kiosk-text'), more = id('kiosk-more');
  var touched = Date.now(), told = touched, open = false, left = false, before;

  function send(path) {
    return fetch(path, { method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'manual' });
  }

  /* Not in the background: the browser may have to go where the person is signed in too. Whoever does not answer keeps no machine. */
  function leave() {
    if (left) return;
    left = true;
    end.submit();
    setTimeout(function () { location.replace(start); }, LONGEST);
  }

  /* The session lives from touch to touch; the server is told now and then. */
  function here() {
    touched = Date.now();
    if (touched - told > TOLD) {
      told = touched;
      send(box.getAttribute('data-here'))['catch'](function () {});
    }
  }

  function warn() {
    before = doc.activeElement;
    open = true;
    if (box.showModal) box.showModal(); else box.setAttribute('open', '');
    more.focus();
  }
  function stay() {
    told = 0;
    here();
    if (!open) return;
    open = false;
    if (box.showModal) box.close(); else box.removeAttribute('open');
    if (before && before.focus) before.focus();
  }

  function look() {
    var rest = touched + idle - Date.now();
    if (rest <= 0) { leave(); return; }
    if (rest <= WARNING && !open) warn();
    if (open) {
      var seconds = Math.ceil(rest / SECOND / 5) * 5;
      var now = box.getAttribute('data-warn').replace('#', seconds);
      if (text.textContent !== now) text.textContent = now;
    }
    setTimeout(look, SECOND);
  }

  /* Nobody touches a machine while its camera looks at them: capture.js says "attended". */
  ['pointerdown', 'keydown', 'input', 'wheel', 'touchstart', 'attended'].forEach(function (kind) {
    doc.addEventListener(kind, function () { if (!open) here(); }, { passive: true });
  });
  more.addEventListener('click', stay);
  id('kiosk-leave').addEventListener('click', leave);
  box.addEventListener('cancel', function (event) { event.preventDefault(); stay(); });
  end.addEventListener('submit', function (event) { event.preventDefault(); leave(); });
  look();
  box.setAttribute('data-watched', '');
})();
