/* Makes pages easier to read: lines that end between words, and a voice. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }

  /* Lines end between words, where the browser knows what a word is; some it does not know come with the page. */
  if (window.Intl && Intl.Segmenter && /^zh/.test(doc.documentElement.lang)) {
    var segmenter = new Intl.Segmenter(doc.documentElement.lang, { granularity: 'word' });
    var own = (doc.body.getAttribute('data-words') || '').split(' ');
    var cut = function (node) {
      if (!/[\u4e00-\u9fff]{2}/.test(node.data) || !node.parentNode || node.parentNode.closest('.typed, noscript, script')) return;
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
    var all = function (root) {
      var walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
      if (root.nodeType === 3) texts.push(root);
      while (walker.nextNode()) texts.push(walker.currentNode);
      texts.forEach(cut);
    };
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
