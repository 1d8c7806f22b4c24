// Starts the program.
import "./stopped.js";
import start from "./main.js";
import { program } from "./program.js";

start({ module_or_path: program });
