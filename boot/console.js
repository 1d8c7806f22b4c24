// Starts the program.
import start from "./main.js";
import { program } from "./program.js";

start({ module_or_path: program });
