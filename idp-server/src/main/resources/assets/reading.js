/* Makes pages easier to read: lines that end between words, and a voice. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }

  function left(node) { return !node.parentNode || node.parentNode.closest('.typed, .one, noscript, script, option, textarea, svg'); }

  /* Chromium ends a line after a hyphen within a number, a date or a name of letters and digits; those stay whole, if they fit a narrow column. So do the numbers under which a site is on record. */
  var RUN = /[A-Za-z0-9]+(?:[-.:@\/_][A-Za-z0-9]+)+|[\u4e00-\u9fff](?:ICP\u5907|\u516c\u7f51\u5b89\u5907)\d+\u53f7(?:-\d+)?/;
  function keep(node) {
    var found = left(node) ? null : RUN.exec(node.data);
    if (!found || /flex|grid/.test(getComputedStyle(node.parentNode).display)) return;
    var run = node.splitText(found.index), rest = run.splitText(found[0].length);
    if (/[-\u4e00-\u9fff]/.test(run.data) && run.length < 24) {
      var one = doc.createElement('span');
      one.className = 'one';
      one.style.whiteSpace = 'nowrap'; /* not in the style sheet, which is part of the first flight */
      run.parentNode.replaceChild(one, run);
      one.appendChild(run);
    }
    keep(rest);
  }

  /* Lines end between words, where the browser knows what a word is; some it does not know come with the page. */
  var cut = function () {};
  if (window.Intl && Intl.Segmenter && /^zh/.test(doc.documentElement.lang)) {
    var segmenter = new Intl.Segmenter(doc.documentElement.lang, { granularity: 'word' });
    var own = (doc.body.getAttribute('data-words') || '').split(' ');
    cut = function (node) {
      if (!/[\u4e00-\u9fff]{2}/.test(node.data) || left(node)) return;
      var parts = doc.createDocumentFragment(), last = '';
      var pieces = own.concat(node.data.match(/(\d+\u5e74)?\d+\u6708(\d+\u65e5)?/g) || []); /* a date is one word */
      Array.from(segmenter.segment(node.data)).forEach(function (word) {
        var within = pieces.some(function (one) {
          for (var at = -1; one && (at = node.data.indexOf(one, at + 1)) >= 0; ) if (at < word.index && word.index < at + one.length) return true;
        });
        if (last && !within && !/[\u201c\u2018\u300c\uff08\u300a]$/.test(last) && /[\u4e00-\u9fff]/.test(word.segment)) {
          parts.appendChild(doc.createTextNode(last));
          parts.appendChild(doc.createElement('wbr'));
          last = '';
        }
        last += word.segment;
      });
      parts.appendChild(doc.createTextNode(last));
      node.parentNode.classList.add('whole');
      node.parentNode.replaceChild(parts, node);
    };
  }
  function texts(root) {
    var walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    if (root.nodeType === 3) found.push(root);
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }
  function all(root) {
    var parent = root.parentNode;
    texts(root).forEach(keep);
    texts(root.nodeType === 3 ? parent : root).forEach(cut);
  }
  /* What is there at load was read out already: that it is cut is no news. */
  var told = Array.from(doc.querySelectorAll('[role=alert], [role=status], [aria-live]')).filter(function (one) { return one.textContent.trim(); });
  var said = told.map(function (one) { return one.getAttribute('aria-live'); });
  told.forEach(function (one) { one.setAttribute('aria-live', 'off'); });
  all(doc.body);
  setTimeout(function () {
    told.forEach(function (one, at) { if (said[at]) one.setAttribute('aria-live', said[at]); else one.removeAttribute('aria-live'); });
  }, 1000);
  /* What comes later is cut before it is read out. */
  if (window.MutationObserver) {
    var later = new MutationObserver(function (changes) {
      changes.forEach(function (change) { Array.from(change.addedNodes).forEach(function (node) { if (doc.contains(node)) all(node); }); });
      later.takeRecords();
    });
    later.observe(doc.body, { childList: true, subtree: true });
  }

  /* A self-service machine may show no buttons of its browser. */
  var back = id('return');
  if (back && history.length > 1) { back.hidden = false; back.addEventListener('click', function () { history.back(); }); }

  /* Seconds until a new code; spoken only now and then. */
  var box = id('resend-box'), count = id('resend-count'), resend = id('resend');
  if (box && count && resend) {
    var until = Date.now() + 1000 * box.getAttribute('data-seconds');
    resend.disabled = true;
    var ticking = setInterval(function () {
      var left = Math.ceil((until - Date.now()) / 1000);
      var text = left > 0 ? box.getAttribute('data-wait').replace('#', left) : box.getAttribute('data-ready');
      count.textContent = text;
      if (left === 30 || left === 10 || left <= 0) id('resend-live').textContent = text;
      if (left <= 0) { clearInterval(ticking); resend.disabled = false; }
    }, 1000);
  }

  /* Reads the page aloud, in the version for older people. */
  var speak = id('speak'), voice = window.speechSynthesis;
  if (speak && voice && window.SpeechSynthesisUtterance) {
    var words = speak.textContent;
    var quiet = function () { speak.textContent = words; };
    speak.hidden = false;
    speak.addEventListener('click', function () {
      if (voice.speaking) { voice.cancel(); quiet(); return; }
      var speech = new SpeechSynthesisUtterance(id('main').innerText);
      speech.lang = doc.documentElement.lang;
      speech.rate = 0.9;
      speech.onend = quiet;
      speak.textContent = speak.getAttribute('data-stop');
      voice.speak(speech);
    });
  }
  doc.body.setAttribute('data-read', ''); /* for whoever waits for it */
})();
