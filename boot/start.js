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
    const { auth } = JSON.parse(await config);
    if (!/^(https?:\/\/|\/)/.test(auth)) return null;
    const asked = Date.now();
    const answer = await fetch(`${auth.startsWith("/") ? location.origin : ""}${auth.replace(/\/+$/, "")}/oauth2/token`, {
      method: "POST",
      headers: {
        Authorization: "Basic cGxhdGZvcm0tYXBpLXVzZXI6",
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: `grant_type=api_token&api_token=${encodeURIComponent(token)}`,
    });
    return [asked, answer.status, await answer.text()];
  };
  try {
    const token = sessionStorage.getItem("wheelhouse.api-token");
    if (token) early.exchange = exchange(token).catch(() => null);
  } catch {}
  globalThis.wheelhouse = early;
})();
