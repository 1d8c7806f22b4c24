// Runs before the first paint; the console itself arrives later.
(() => {
  // Without a choice, or where storage is closed to us, the system's theme applies.
  try {
    const theme = localStorage.getItem("wheelhouse.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {}

  const failed = () => {
    const text = document.getElementById("loading");
    if (text) text.textContent = "Wheelhouse could not start. Reload the page to try again.";
  };
  // Capturing, because a script that does not load says so only at itself.
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);

  // What the console asks for first is asked for while it is compiled. It takes the answers from here (src/api/early.rs),
  // and asks itself where there is none.
  const config = fetch("/config.json", { cache: "no-cache" }).then((answer) => answer.text());
  const early = { config: config.catch(() => null) };
  const exchange = async (token) => {
    const { auth, sign_in } = JSON.parse(await config);
    const session = sign_in === "session";
    if (!/^(https?:\/\/|\/)/.test(auth) || !(session || token)) return null;
    const asked = Date.now();
    const answer = await fetch(
      `${auth.startsWith("/") ? location.origin : ""}${auth.replace(/\/+$/, "")}${session ? "/session" : "/oauth2/token"}`,
      session
        ? { headers: { "X-Wheelhouse": "1" } }
        : {
            method: "POST",
            headers: {
              Authorization: "Basic cGxhdGZvcm0tYXBpLXVzZXI6",
              "Content-Type": "application/x-www-form-urlencoded",
            },
            body: `grant_type=api_token&api_token=${encodeURIComponent(token)}`,
          },
    );
    return [asked, answer.status, await answer.text()];
  };
  // Without its own token a tab asks the others: one that is signed in hands its session over (src/api/handover.rs),
  // and nothing is stored. By the lock that each tab holds it is known whether there are others: a lone one waits for
  // nobody. Where there are no locks, it waits a moment.
  const { locks } = navigator;
  const held = "wheelhouse.tab";
  const hold = () => void locks?.request(held, { mode: "shared" }, () => new Promise(() => {}));
  const ask = async () => {
    const others = locks ? (await locks.query()).held.filter(({ name }) => name === held).length : 1;
    if (!others) return null;
    const channel = new BroadcastChannel("wheelhouse.handover");
    const from = String(Math.random());
    let silent = others;
    const session = await new Promise((answer) => {
      channel.onmessage = ({ data }) => {
        if (data.to === from && (data.session || !--silent)) answer(data.session);
      };
      channel.postMessage({ from });
      setTimeout(answer, locks ? 2000 : 250);
    });
    channel.close();
    return session;
  };
  try {
    // A tab that was elsewhere did not hear of a sign-out.
    const since = +sessionStorage.getItem("wheelhouse.signed-in");
    if (since && since < +localStorage.getItem("wheelhouse.signed-out")) sessionStorage.removeItem("wheelhouse.api-token");
    const token = sessionStorage.getItem("wheelhouse.api-token");
    early.exchange = exchange(token).catch(() => null);
    if (token) hold();
    else early.session = ask().catch(() => null).finally(hold);
  } catch {}
  globalThis.wheelhouse = early;
})();
