// Brings the state of a print up to date in place: nothing moves under a reader, and the page works without it.
"use strict";

const PAUSE = 2000;

async function lookAgain(progress) {
  const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) return progress;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById("progress");
  if (!found || found.innerHTML === progress.innerHTML) return progress;
  // The status stays the same element, so that a screen reader hears it change.
  const status = progress.querySelector("[role=status]");
  const news = found.querySelector("[role=status]");
  if (status && news && status.textContent !== news.textContent) status.textContent = news.textContent;
  while (status && status.nextSibling) status.nextSibling.remove();
  while (news && news.nextSibling) progress.append(news.nextSibling);
  progress.toggleAttribute("data-unfinished", found.hasAttribute("data-unfinished"));
  return progress;
}

async function follow(progress) {
  while (progress.hasAttribute("data-unfinished")) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    await lookAgain(progress).catch(() => undefined);
  }
}

follow(document.getElementById("progress"));
