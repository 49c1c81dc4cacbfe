/* Passkeys, on pages that ask for one. All words come with the page. */
(function () {
  'use strict';
  var doc = document;
  function id(name) { return doc.getElementById(name); }
  var data = id('passkey-data');
  var can = window.PublicKeyCredential && navigator.credentials && window.Uint8Array;
  if (can && id('tile-passkey')) id('tile-passkey').hidden = false;
  if (data) {
    var make = data.getAttribute('data-ceremony') === 'create';
    var form = doc.querySelector('form');
    var refused = id('passkey-error');
    var button = doc.querySelector('#passkey, #way-passkey');
    if (id('passkey-box')) id('passkey-box').hidden = !can;
    if (!can && !make) say('unsupported');
    if (can) {
      if (button) button.addEventListener('click', function (event) {
        if (id('credential').value) return;
        event.preventDefault();
        if (!button.classList.contains('busy')) ceremony();
      });
      if (!make && doc.querySelector('input[autocomplete~="webauthn"]') && PublicKeyCredential.isConditionalMediationAvailable)
        PublicKeyCredential.isConditionalMediationAvailable().then(function (available) { if (available) ceremony('conditional'); });
    }
  }
  if (data) data.setAttribute('data-ready', ''); /* for whoever waits for it */
  var waiting;
  function say(which) {
    if (!refused || (which === 'unsupported' && !id('passkey-box'))) return;
    refused.textContent = which ? data.getAttribute('data-' + which) : '';
    refused.hidden = !which;
  }
  function ceremony(mediation) {
    if (waiting) waiting.abort();
    waiting = window.AbortController ? new AbortController() : null;
    var request = { publicKey: options(JSON.parse(data.getAttribute('data-options'))) };
    if (mediation) request.mediation = mediation;
    if (waiting) request.signal = waiting.signal;
    if (!mediation) { button.classList.add('busy'); say(''); }
    navigator.credentials[make ? 'create' : 'get'](request).then(function (credential) {
      id('credential').value = JSON.stringify(credential.toJSON ? credential.toJSON() : plain(credential));
      var action = doc.createElement('input');
      action.type = 'hidden';
      action.name = 'action';
      action.value = 'passkey';
      form.appendChild(action);
      HTMLFormElement.prototype.submit.call(form);
    })['catch'](function (error) {
      if (button) button.classList.remove('busy');
      if (!mediation && error.name !== 'AbortError') say(make && error.name === 'InvalidStateError' ? 'here' : 'failed');
    });
  }
  function options(json) {
    var parse = make ? PublicKeyCredential.parseCreationOptionsFromJSON : PublicKeyCredential.parseRequestOptionsFromJSON;
    if (parse) return parse.call(PublicKeyCredential, json);
    json.challenge = bytes(json.challenge);
    if (json.user) json.user.id = bytes(json.user.id);
    (json.excludeCredentials || []).concat(json.allowCredentials || []).forEach(function (one) { one.id = bytes(one.id); });
    return json;
  }
  function bytes(text) {
    var raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    var all = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) all[i] = raw.charCodeAt(i);
    return all.buffer;
  }
  function text(buffer) {
    return btoa(String.fromCharCode.apply(null, new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  function plain(credential) {
    var from = credential.response, to = {};
    ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (part) {
      if (from[part]) to[part] = text(from[part]);
    });
    if (from.getTransports) to.transports = from.getTransports();
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: to,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults() };
  }
})();
