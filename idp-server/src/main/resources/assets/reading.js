/* Makes pages easier to read: lines that end between words, and a voice. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }

  /* Lines end between words, where the browser knows what a word is; some it does not know come with the page. */
  if (window.Intl && Intl.Segmenter && /^zh/.test(doc.documentElement.lang)) {
    var segmenter = new Intl.Segmenter(doc.documentElement.lang, { granularity: 'word' });
    var own = (doc.body.getAttribute('data-words') || '').split(' ');
    var walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(function (node) {
      if (!/[\u4e00-\u9fff]{2}/.test(node.data) || node.parentNode.closest('[aria-live], [role=status], [role=alert], .typed, noscript, script')) return;
      var parts = doc.createDocumentFragment(), last = '';
      Array.from(segmenter.segment(node.data)).forEach(function (word) {
        var within = own.some(function (one) {
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
    });
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
