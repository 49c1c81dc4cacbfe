/* Warns before a sign-in ends, gives more time, and leaves the page when it is over. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }
  var box = id('deadline');
  if (!box || !window.fetch) return;
  var WARNING = 120000, MINUTE = 60000;
  var address = box.getAttribute('data-address');
  var title = id('deadline-title'), text = id('deadline-text'), failed = id('deadline-failed'), more = id('deadline-more');
  var usual = { title: title.textContent, button: more.textContent };
  var ends = Date.now() + 1000 * box.getAttribute('data-left');
  var renewable = true, open = false, told = false;
  var asked = 0, posting = false, timer, before;

  function plan(pause) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(500, pause));
  }

  /* A laptop may have slept, another tab may have gone on: near the end only the server knows. */
  function look() {
    var left = ends - Date.now();
    if (left > WARNING) plan(left - WARNING); else if (!posting) ask();
  }

  function ask(body) {
    var number = ++asked;
    var request = { credentials: 'same-origin', cache: 'no-store', headers: { 'Accept': 'application/json' } };
    if (body) {
      request.method = 'POST';
      request.body = body;
      request.headers['Content-Type'] = 'application/x-www-form-urlencoded';
    }
    function settle(act) {
      if (number !== asked) return;
      posting = false;
      more.classList.remove('busy');
      act();
    }
    fetch(address + '/time', request).then(function (answer) {
      if (answer.status === 410 || answer.status === 403) return null;
      if (!answer.ok) throw answer;
      return answer.json();
    }).then(function (known) {
      settle(function () {
        if (!known) { location.replace(address); return; }
        ends = Date.now() + 1000 * known.left;
        renewable = known.renewable;
        failed.hidden = true;
        show();
      });
    })['catch'](function () {
      settle(function () {
        failed.hidden = !body;
        show();
      });
    });
  }

  /* What is known now; unknown once the time is up, so it is asked for again. */
  function show() {
    var left = ends - Date.now();
    if (left > WARNING) {
      told = false;
      shut();
      plan(left - WARNING);
      return;
    }
    say(Math.ceil(left / MINUTE));
    if (!open && !told) warn();
    plan(left > MINUTE ? left - MINUTE : left > 0 ? left : 5000);
  }
  function say(minutes) {
    var kind = (renewable ? 'data-warn' : 'data-final') + (minutes > 1 ? '' : '-last');
    var now = box.getAttribute(kind).replace('#', minutes);
    if (text.textContent !== now) text.textContent = now;
    title.textContent = renewable ? usual.title : box.getAttribute('data-final-title');
    more.textContent = renewable ? usual.button : box.getAttribute('data-final-button');
  }

  function warn() {
    before = doc.activeElement;
    open = true;
    if (box.showModal) box.showModal(); else box.setAttribute('open', '');
    more.focus();
  }
  function shut() {
    if (!open) return;
    open = false;
    if (box.showModal) box.close(); else box.removeAttribute('open');
    if (before && before.focus) before.focus();
  }

  function goOn() {
    if (!renewable) {
      told = true;
      shut();
    } else if (!posting) {
      posting = true;
      more.classList.add('busy');
      ask('step=' + encodeURIComponent(box.querySelector('input').value));
    }
  }
  more.addEventListener('click', goOn);
  box.addEventListener('cancel', function (event) { event.preventDefault(); goOn(); });
  box.addEventListener('close', function () { if (open) { open = false; goOn(); } });
  doc.addEventListener('keydown', function (event) { if (open && !box.showModal && event.key === 'Escape') goOn(); });

  window.addEventListener('focus', look);
  window.addEventListener('online', look);
  window.addEventListener('pageshow', look);
  doc.addEventListener('visibilitychange', function () { if (!doc.hidden) look(); });
  look();
  box.setAttribute('data-watched', ''); /* for whoever asks whether somebody looks at the clock */
})();
