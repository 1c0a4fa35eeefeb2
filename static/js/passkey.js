// Starts allauth's forms for passkeys where the browser knows them, and says so when the device gave none.
const faults = document.querySelector("[data-passkey-faults]");

if (window.webauthnJSON.supported()) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button").id;
    const ids = { credential: form.elements.credential.id, data: "js_data", passwordless: "id_passwordless" };
    window.allauth.webauthn.forms[form.dataset.passkey]({ ids: { ...ids, add: button, authenticate: button, login: button } });
    form.hidden = false;
  }
  for (const part of document.querySelectorAll("[data-passkey-missing]")) {
    part.hidden = true;
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  faults.replaceChildren(document.querySelector("template[data-passkey-fault]").content.cloneNode(true));
});
