// What is shown once the program has stopped: by then nothing that it drew works any more. Drafts are in storage, from
// where a new start offers them again.
const say = (parent, tag, text) => {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.append(element);
  return element;
};

const stop = (error) => {
  if (!(error instanceof WebAssembly.RuntimeError) || document.getElementById("stopped")) return;
  // Neither what was typed nor what an API answered is in it.
  const report = [
    `Wheelhouse ${import.meta.url.split("/").pop()}`,
    new Date().toISOString(),
    location.pathname,
    navigator.userAgent,
    error.stack,
  ].join("\n");
  const page = document.createElement("main");
  page.id = "stopped";
  const heading = say(page, "h1", "Wheelhouse has stopped");
  heading.tabIndex = -1;
  say(page, "p", "That’s a fault of the console. Reload the page to go on: what you typed in a form is offered again as a draft.");
  say(page, "button", "Reload").onclick = () => location.reload();
  say(page, "p", "A report tells the people who look after Wheelhouse where it stopped. It holds nothing you typed.");
  say(page, "pre", report).tabIndex = 0;
  const copy = say(page, "button", "Copy report");
  copy.onclick = () => navigator.clipboard.writeText(report).then(() => (copy.textContent = "Copied"));
  document.title = "Stopped · Wheelhouse";
  document.body.replaceChildren(page);
  heading.focus();
};

addEventListener("error", ({ error }) => stop(error));
addEventListener("unhandledrejection", ({ reason }) => stop(reason));
