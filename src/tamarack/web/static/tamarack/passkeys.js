// Passkeys: what the browser and its device do, put into a form. Without it, the forms stay hidden and the page says why.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const list = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

// What the server asks, as the browser wants to hear it; and what the browser says, as JSON.
function asked(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  key.excludeCredentials = list(key.excludeCredentials);
  key.allowCredentials = list(key.allowCredentials);
  return key;
}

function told(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    type: credential.type, id: credential.id, rawId: text(credential.rawId), response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function make(form) {
  const publicKey = asked(JSON.parse(form.dataset.options));
  const alone = form.elements.passwordless?.checked ?? false;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "preferred", requireResidentKey: alone,
    userVerification: alone ? "required" : "preferred",
  };
  return navigator.credentials.create({ publicKey });
}

async function show(form) {
  let options = form.dataset.options && JSON.parse(form.dataset.options);
  if (!options) {
    const answer = await fetch(form.action, { headers: { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(answer.statusText);
    options = (await answer.json()).request_options;
  }
  return navigator.credentials.get({ publicKey: asked(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.parentElement.querySelector("[data-passkey-problem]");
  if (!window.PublicKeyCredential) {
    form.parentElement.querySelector("[data-passkey-missing]")?.removeAttribute("hidden");
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (problem) problem.hidden = true;
    try {
      const credential = await (form.dataset.passkey === "make" ? make(form) : show(form));
      form.elements.credential.value = JSON.stringify(told(credential));
      form.submit();
    } catch {
      if (problem) problem.hidden = false;
    }
  });
}
