/* Takes the pictures of a face that the page asks for. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }
  function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)); }
  var box = id('camera');
  if (!box) return;
  var state = box.getAttribute('data-state'), style = doc.createElement('link');
  style.rel = 'stylesheet';
  style.href = box.getAttribute('data-sheet');
  doc.head.appendChild(style);
  var can = window.isSecureContext !== false && navigator.mediaDevices && navigator.mediaDevices.getUserMedia &&
    window.fetch && window.FormData && window.Promise && HTMLCanvasElement.prototype.toBlob;
  var TROUBLES = { NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing', NotReadableError: 'used', AbortError: 'used' };
  var video = id('camera-view'), says = id('camera-says'), hint = id('camera-hint'), bar = id('camera-progress');
  var stream, challenge, step, begun, given, over = false, waits = 0;

  function stop() {
    over = true;
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
  }
  function trouble(which) {
    stop();
    if (id('camera-live')) id('camera-live').hidden = true;
    var known = all('[data-trouble="' + which + '"]')[0] || all('[data-trouble="rejected"]')[0];
    all('[data-trouble]').forEach(function (each) { each.hidden = each !== known; });
    if (id('camera-again')) id('camera-again').hidden = false;
    if (id('camera-agree')) id('camera-agree').hidden = true;
    id('camera-trouble').focus();
    box.setAttribute('data-shown', which); /* for whoever waits for it */
  }
  function counted(text) { id('camera-count').textContent = text; }
  function word(kind, name) {
    var found = doc.querySelector('#camera-words [data-' + kind + '="' + name + '"]');
    return found ? found.textContent : '';
  }
  /* Whoever does what is asked uses the machine: as long as the challenge lasts, and unless nobody was seen in the one before. */
  function attended() {
    if (performance.now() - given < challenge.lasts && challenge.hints.indexOf('face-in-frame') < 0) doc.dispatchEvent(new Event('attended'));
  }
  function later(pause, act) { setTimeout(function () { if (!over) act(); }, pause); }

  if (!can) { if (state !== 'OVER') trouble('insecure'); return; }
  if (state !== 'OPEN') return;
  challenge = JSON.parse(box.getAttribute('data-challenge'));
  given = performance.now();
  step = box.getAttribute('data-step');
  id('camera-live').hidden = false;
  window.addEventListener('pagehide', stop);
  navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 960 } } })
    .then(function (given) {
      stream = given;
      if (over) { stop(); return null; }
      given.getVideoTracks()[0].addEventListener('ended', function () { if (!over) trouble('lost'); });
      video.srcObject = given;
      return video.play();
    }).then(function () { if (!over) run(); })['catch'](function (error) { if (!over) trouble(TROUBLES[error.name] || 'missing'); });

  /* One challenge: hints of the one before are read first, and its time begins after them. */
  function run() {
    var shots = [], hints = challenge.hints.map(function (each) { return word('hint', each); }).join(' ');
    hint.textContent = hints;
    hint.hidden = !hints;
    later(hints ? 1500 + 2000 * challenge.hints.length : 0, function () {
      begun = performance.now();
      act(0, shots);
    });
  }

  function act(at, shots) {
    var asked = challenge.actions[at];
    if (!asked) { finish(shots); return; }
    says.textContent = word('action', asked.kind);
    counted(challenge.actions.length > 1 ? box.getAttribute('data-count').replace('##', challenge.actions.length).replace('#', at + 1) : '');
    /* time to read and to move, then pictures over most of what is left */
    var lead = Math.max(challenge.interval, Math.min(1500, asked.window * 0.4)), taken = 0;
    var pause = Math.max(challenge.interval, Math.min(500, (asked.window * 0.8 - lead) / asked.frames));
    later(lead, function take() {
      shots.push(shot(shots.length, at));
      attended();
      taken++;
      bar.value = 100 * shots.length / challenge.actions.reduce(function (sum, each) { return sum + each.frames; }, 0);
      if (taken < asked.frames) later(pause, take); else act(at + 1, shots);
    });
  }

  function shot(index, action) {
    var canvas = doc.createElement('canvas');
    var scale = Math.min(1, challenge.mostSide / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    canvas.getContext('2d', { alpha: false }).drawImage(video, 0, 0, canvas.width, canvas.height);
    var name = 'frame-' + index + '-' + action + '-' + Math.round(performance.now() - begun);
    var frames = challenge.actions.reduce(function (sum, each) { return sum + each.frames; }, 0);
    return encoded(canvas, Math.min(challenge.bytes, Math.floor(challenge.totalBytes / frames)), 0.85)
      .then(function (blob) { return { name: name, blob: blob }; });
  }

  /* As well as the bounds allow. */
  function encoded(canvas, most, quality) {
    return new Promise(function (resolve, reject) {
      canvas.toBlob(function (blob) {
        if (!blob) reject(new Error('no picture'));
        else if (blob.size > most && quality > 0.3) resolve(encoded(canvas, most, quality - 0.15));
        else resolve(blob);
      }, challenge.types[0], quality);
    });
  }

  function finish(shots) {
    says.textContent = box.getAttribute('data-sending');
    counted('');
    hint.hidden = true;
    Promise.all(shots).then(function (pictures) {
      var data = new FormData();
      data.append('nonce', challenge.nonce);
      pictures.forEach(function (each) { data.append(each.name, each.blob, 'frame'); });
      send(data);
    })['catch'](function () { trouble('rejected'); });
  }

  function send(data) {
    fetch(box.getAttribute('data-post'), { method: 'POST', credentials: 'same-origin', cache: 'no-store', headers: { 'Accept': 'application/json', 'X-Step': step }, body: data })
      .then(function (answer) { return answer.json(); })
      .then(function (said) { if (!over) heard(said, data); })['catch'](function () { if (!over) trouble('line'); });
  }

  function heard(said, data) {
    if (said.next) {
      stop();
      location.replace(said.next);
    } else if (said.challenge) {
      challenge = said.challenge;
      given = performance.now();
      step = said.step;
      all('input[name=step]').forEach(function (input) { input.value = step; });
      waits = 0;
      bar.value = 0;
      run();
    } else if (said.trouble === 'busy' && ++waits < 5) {
      says.textContent = box.getAttribute('data-busy');
      later(3000, function () { send(data); });
    } else if (said.trouble === 'stale') {
      stop();
      location.replace(location.href);
    } else {
      trouble(said.trouble);
    }
  }
})();
