/* Adds comfort to pages that work without it; all words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }
  function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)); }

  /* What another address was answered with has its own. */
  var here = doc.body.getAttribute('data-here');
  if (here && here !== location.pathname) history.replaceState(null, '', here);

  /* The summary of errors is read first, also where autofocus works on fields only. */
  var summary = id('error-summary');
  if (summary && !('autofocus' in HTMLElement.prototype)) summary.focus();

  /* One press, one submission; the button's own value must still be sent. */
  all('form').forEach(function (form) {
    var sentAt = 0;
    form.addEventListener('submit', function (event) {
      if (event.defaultPrevented) return;
      if (Date.now() - sentAt < 8000) { event.preventDefault(); return; }
      sentAt = Date.now();
      var pressed = event.submitter || doc.activeElement;
      if (pressed && pressed.className && form.contains(pressed)) pressed.classList.add('busy');
    });
    window.addEventListener('pageshow', function (event) {
      if (!event.persisted) return;
      sentAt = 0;
      all('.busy').forEach(function (busy) { busy.classList.remove('busy'); });
    });
  });

  /* The server checks again. */
  function fold(text) { return (text.normalize ? text.normalize('NFKC') : text).replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ''); }
  function known(two) { return /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71)$/.test(two); }
  function birthDate(number) {
    var year = +number.slice(6, 10), month = +number.slice(10, 12), day = +number.slice(12, 14);
    var date = new Date(year, month - 1, day), now = new Date();
    return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day &&
      date <= now && now.getFullYear() - year <= 150;
  }
  function checkCharacter(number) {
    var sum = 0;
    for (var i = 0; i < 17; i++) sum += +number.charAt(i) * (Math.pow(2, 17 - i) % 11);
    return '10X98765432'.charAt(sum % 11);
  }
  var CHECKS = {
    'resident-id': function (typed, says) {
      var n = fold(typed).replace(/[\s\u2010-\u2015\u2212-]/g, '').toUpperCase();
      if (n.length !== 18) return says(/^\d{15}$/.test(n) ? 'old-form' : 'length');
      if (!/^\d{17}[\dX]$/.test(n)) return says('characters');
      var foreign = n.charAt(0) === '9' && known(n.slice(1, 3)) && n.slice(3, 6) !== '000';
      if (!known(n.slice(0, 2)) && !/^(8[123]|91)/.test(n) && !foreign) return says('province');
      if (!birthDate(n)) return says('date');
      if (n.slice(14, 17) === '000') return says('sequence');
      return n.charAt(17) === checkCharacter(n) ? '' : says('check-character');
    },
    'name': function (typed, says) {
      if (typed.length > 200 || !/[A-Za-z\u00c0-\uffff]/.test(typed.replace(/[\u2000-\u303f\uff00-\uff20]/g, ''))) return says('wrong');
      return /[?\uff1f\u25a1\ufffd]/.test(typed) ? says('substitute') : '';
    },
    'phone': function (typed, says) {
      var n = fold(typed).replace(/[\s()\u2010-\u2015\u2212-]/g, '').replace(/^(\+|00)86/, '');
      return /^1[3-9]\d{9}$/.test(n) || /^(\+|00)\d{7,15}$/.test(n) ? '' : says('wrong');
    }
  };
  /* A page that moves while the button is down swallows the click. */
  var pressed = false, later = [];
  doc.addEventListener('mousedown', function () { pressed = true; }, true);
  doc.addEventListener('mouseup', function () {
    pressed = false;
    setTimeout(function () { later.splice(0).forEach(function (act) { act(); }); }, 50);
  }, true);
  function whenLetGo(act) { if (pressed) later.push(act); else act(); }

  var checks = {};
  all('[data-check]').forEach(function (input) {
    var place = id(input.id + '-error');
    function says(which) { return input.getAttribute('data-' + which) || ''; }
    input.addEventListener('blur', function () { whenLetGo(check); });
    checks[input.id] = check;
    function check() {
      var empty = !input.value.trim();
      /* left empty is no mistake yet, and what was said of an earlier entry no longer holds */
      if (!place || (empty && place.lastElementChild.textContent === says('blank'))) return;
      var wrong = empty ? '' : CHECKS[input.getAttribute('data-check')](input.value, says);
      place.lastElementChild.textContent = wrong;
      place.hidden = !wrong;
      /* the summary on top says the same, or nothing */
      var link = doc.querySelector('.summary a[href="#' + input.id + '"]');
      if (link) {
        link.textContent = wrong;
        (link.parentNode.nodeName === 'LI' ? link.parentNode : link).hidden = !wrong;
        summary.hidden = !doc.querySelector('.summary :not([hidden]) > a:not([hidden])');
      }
      if (wrong) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
      input.parentNode.classList[wrong ? 'add' : 'remove']('bad');
    }
  });

  /* What may be shown again goes along to another language or size. */
  var KEPT = 'kept', typed = '[data-keep]';
  /* of one sign-in, whichever its steps are */
  function place() { var form = doc.querySelector('main form'); return form ? form.getAttribute('action') : location.pathname; }
  function store() { try { return window.sessionStorage; } catch (forbidden) { return null; } }
  var kept = store() && store().getItem(KEPT);
  if (kept) {
    store().removeItem(KEPT);
    kept = JSON.parse(kept);
    if (kept.at === place()) all(typed).forEach(function (input) {
      var was = kept.fields[input.id];
      if (was === undefined) return;
      if (typeof was === 'boolean') { input.checked = was; return; }
      var check = input.value !== was && was.trim() && checks[input.id];
      input.value = was;
      if (check) check();
    });
  }
  all('[data-keeps]').forEach(function (link) {
    link.addEventListener('click', function () {
      var fields = {};
      all(typed).forEach(function (input) { fields[input.id] = /radio|checkbox/.test(input.type) ? input.checked : input.value; });
      if (store()) store().setItem(KEPT, JSON.stringify({ at: place(), fields: fields }));
    });
  });

  /* Show or hide a password; hidden again before it is sent. */
  all('input[data-show]').forEach(function (input) {
    var toggle = doc.createElement('button');
    toggle.type = 'button';
    toggle.className = 'show';
    toggle.setAttribute('aria-controls', input.id);
    function hide(hidden) {
      input.type = hidden ? 'password' : 'text';
      toggle.textContent = input.getAttribute(hidden ? 'data-show' : 'data-hide');
    }
    hide(true);
    toggle.addEventListener('click', function () { hide(input.type === 'text'); });
    input.form.addEventListener('submit', function () { hide(true); });
    input.parentNode.insertBefore(toggle, input.nextSibling);
  });

  /* Asks the page's own address whether there is something new to show. */
  var poll = id('poll');
  if (poll) {
    var pause = Math.max(1, +poll.getAttribute('data-seconds')) * 1000;
    var left = +poll.getAttribute('data-left');
    var expires = left ? Date.now() + left * 1000 : 0;
    var again = function () { setTimeout(ask, pause); };
    var ask = function () {
      if (expires && Date.now() > expires) { location.replace(location.href); return; }
      if (doc.hidden) { again(); return; }
      if (!window.fetch) { location.replace(location.href); return; }
      fetch(location.href, { credentials: 'same-origin', redirect: 'manual', cache: 'no-store', headers: { 'Accept': 'text/html', 'X-Poll': '1' } })
        .then(function (answer) { return answer.ok && answer.status === 200 ? answer.text() : ''; })
        .then(function (page) {
          if (page.indexOf('data-view="' + poll.getAttribute('data-view') + '"') < 0) location.replace(location.href); else again();
        })['catch'](again);
    };
    again();
  }

  /* The pages' policy lets text become script here alone, and only the address of one of our own. */
  var ours = window.trustedTypes && trustedTypes.createPolicy('assets', { createScriptURL: function (src) { return /^\/assets\/\w+\/\w+\.js$/.test(src) ? src : ''; } });

  /* What warns before the end is not needed at once. */
  ['deadline', 'kiosk', 'camera'].forEach(function (name) { if (id(name)) load(id(name).getAttribute('data-script')); });

  /* Passkeys have a script of their own, which is not needed at once. */
  function load(src) {
    window.addEventListener('load', function () {
      var script = doc.createElement('script');
      script.src = ours ? ours.createScriptURL(src) : src;
      doc.body.appendChild(script);
    });
  }
  var data = id('passkey-data');
  if (data) load(data.getAttribute('data-script'));
  else if (window.PublicKeyCredential && id('tile-passkey')) id('tile-passkey').hidden = false;

  /* On its way to the application; not again when the person comes back. */
  var send = doc.querySelector('form[data-send]');
  if (send) window.addEventListener('pageshow', function (event) { if (!event.persisted) HTMLFormElement.prototype.submit.call(send); });

  /* The menu closes when the person turns away. */
  var tongues = doc.querySelector('.tongues');
  if (tongues) doc.addEventListener('click', function (event) { if (!tongues.contains(event.target)) tongues.open = false; });

  /* What makes reading easier, and the seconds until a new code, come after the page. */
  load(doc.body.getAttribute('data-later'));
})();
