// Fetches the parts of the program, all files of one side by side and each once.
import { initSync } from "./main.js";

const files = new Map();
let program;

// A file brings the styles of what it draws, after a digit for their order (crates/xtask/src/build/dress.rs).
const dress = ({ module }) => {
  for (const section of WebAssembly.Module.customSections(module, "css")) {
    const text = new TextDecoder().decode(section);
    const sheet = Object.assign(new CSSStyleSheet(), { order: text[0] });
    sheet.replaceSync(text.slice(1));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet].sort((one, other) => one.order - other.order);
  }
};

const fetchFile = (address) => {
  let file = files.get(address);
  if (!file) {
    file = WebAssembly.instantiateStreaming(fetch(address), { w: program }).then(dress);
    files.set(address, file);
    // Asked for again by who tries again.
    file.catch(() => files.delete(address));
  }
  return file;
};

// The function by which the program asks for a part of these files, and is called back.
export const part =
  (...addresses) =>
  async (callback, data) => {
    program ??= initSync();
    let there = true;
    try {
      await Promise.all(addresses.map(fetchFile));
    } catch (error) {
      console.error(error);
      there = false;
      // A newer version may have taken its place (src/layouts/update.rs).
      dispatchEvent(new Event("wheelhouse.missing"));
    }
    program.__indirect_function_table.get(callback)(data, there);
  };
