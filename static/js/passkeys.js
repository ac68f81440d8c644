// Passkeys: hands the buttons of a page to django-allauth's scripts, and says in the page what went wrong.

const trouble = document.querySelector("[data-passkey-trouble]");
const button = document.querySelector("[data-passkey]");

const start = {
  add: (ids) => window.allauth.webauthn.forms.addForm({ ids: { ...ids, add: button.id } }),
  authenticate: (ids) => window.allauth.webauthn.forms.authenticateForm({ ids: { ...ids, authenticate: button.id } }),
  login: (ids) => window.allauth.webauthn.forms.loginForm({ ids: { ...ids, login: button.id } }),
};

function say(words) {
  trouble.setAttribute("role", "alert");
  trouble.textContent = words;
  trouble.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say("That did not work: the passkey was not used. Try again, or take another way.");
});

if (window.PublicKeyCredential) {
  start[button.dataset.passkey]({
    credential: button.dataset.credential,
    passwordless: button.dataset.alone,
    data: "passkey-data",
  });
} else {
  button.hidden = true;
  say("This browser knows no passkeys.");
}
