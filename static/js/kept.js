// Signing in again in another tab gives a new token: the form takes the one of the moment it is sent. Without this file
// it may have to be sent twice.

document.getElementById("kept").addEventListener("submit", (event) => {
  const found = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  if (found) event.target.elements.namedItem("csrfmiddlewaretoken").value = found[1];
});
