// Starts GOV.UK Frontend's own scripts. Every page works without them.
const parts = ["Button", "Checkboxes", "ErrorSummary", "NotificationBanner", "PasswordInput", "Radios", "ServiceNavigation", "SkipLink"];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const govuk = await import(document.querySelector("script[data-govuk]").dataset.govuk);
for (const part of parts) {
  govuk.createAll(govuk[part]);
}

// Who signs out leaves nothing of theirs in the browser: saving.js keeps there what is not saved yet.
document.addEventListener("submit", ({ target }) => {
  const person = target.dataset.signOut;
  for (const key of person ? Object.keys(sessionStorage) : []) {
    if (key.startsWith(`cairn-draft:${person}:`)) {
      sessionStorage.removeItem(key);
    }
  }
});
