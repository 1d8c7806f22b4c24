// Runs before the first paint; the console itself arrives later.
(() => {
  // Without a choice, or where storage is closed to us, the system's theme applies.
  try {
    const theme = localStorage.getItem("wheelhouse.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {}

  const loading = () => document.getElementById("loading");
  const failed = () => {
    const text = loading();
    if (text) text.textContent = "Wheelhouse could not start. Reload the page to try again.";
  };
  // Capturing, because a script that does not load says so only at itself.
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);
  addEventListener("TrunkApplicationStarted", () => loading()?.remove());
})();
