// Fetches the parts of the program, all files of one side by side and each once.
import { initSync } from "./main.js";

const files = new Map();
let program;

const fetchFile = (address) => {
  let file = files.get(address);
  if (!file) {
    file = WebAssembly.instantiateStreaming(fetch(address), { w: program });
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
    }
    program.__indirect_function_table.get(callback)(data, there);
  };
