// Starts GOV.UK Frontend's own scripts. Every page works without them.
const parts = ["Button", "Checkboxes", "ErrorSummary", "NotificationBanner", "PasswordInput", "Radios", "ServiceNavigation", "SkipLink"];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const govuk = await import(document.querySelector("script[data-govuk]").dataset.govuk);
for (const part of parts) {
  govuk.createAll(govuk[part]);
}
