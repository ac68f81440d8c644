// Says who else has this text open, and that we have.
import { token } from "./saving.js";

/** `known` gives the digest of the text that this page stands on; `tell` hears of {others, by, at, digest}, or
 * of {state: "other-person", name} where somebody else has signed in here than `by`. */
export function presence({ heartbeat, by, known, tell }) {
  const beat = async () => {
    const form = asked(by);
    form.set("digest", known());
    try {
      const answer = await fetch("here/", { method: "POST", body: form, headers: { Accept: "application/json" } });
      if (answer.ok || answer.status === 409) tell(await answer.json());
    } catch {
      // Offline is said where saving fails.
    }
  };
  const leave = () => {
    const form = asked(by);
    form.set("leaving", "yes");
    navigator.sendBeacon("here/", form);
  };
  beat();
  setInterval(beat, heartbeat * 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
}

function asked(by) {
  const form = new FormData();
  form.set("by", by);
  form.set("csrfmiddlewaretoken", token());
  return form;
}
