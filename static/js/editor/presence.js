// Says who else has this text open, and that we have.
import { token } from "./saving.js";

/** `known` gives the digest of the text that this page stands on; `tell` hears of {others, by, at, digest}. */
export function presence({ heartbeat, known, tell }) {
  const beat = async () => {
    const form = asked();
    form.set("digest", known());
    try {
      const answer = await fetch("here/", { method: "POST", body: form, headers: { Accept: "application/json" } });
      if (answer.ok) tell(await answer.json());
    } catch {
      // Offline is said where saving fails.
    }
  };
  const leave = () => {
    const form = asked();
    form.set("leaving", "yes");
    navigator.sendBeacon("here/", form);
  };
  beat();
  setInterval(beat, heartbeat * 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
}

function asked() {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", token());
  return form;
}
