import type { CommandEntry } from "../command.js";
import { mapCommands } from "./map/index.js";
import { tdCommands } from "./td/index.js";
import { tmCommands } from "./tm/index.js";

/** All commands, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: "start",
    summary: "run a simulated building of proprietary devices behind one API",
    load: () => import("./start.js"),
  },
  {
    name: "serve",
    summary: "offer the devices of a configuration as Things of the common API",
    load: () => import("./serve.js"),
  },
  {
    name: "adopt",
    summary: "find devices, ask what they are to be called, and add them to a configuration of serve",
    load: () => import("./adopt.js"),
  },
  { name: "discover", summary: "print Things as they are found; exit 1: none", load: () => import("./discover.js") },
  { name: "read", summary: "print the value of a property", load: () => import("./read.js") },
  { name: "write", summary: "set a property", load: () => import("./write.js") },
  { name: "invoke", summary: "invoke an action and print its output", load: () => import("./invoke.js") },
  { name: "observe", summary: "print a property's value whenever it changes", load: () => import("./observe.js") },
  { name: "subscribe", summary: "print an event's data whenever it happens", load: () => import("./subscribe.js") },
  { name: "td", summary: "work on Thing Descriptions and Thing Models", commands: tdCommands },
  { name: "tm", summary: "work on Thing Models", commands: tmCommands },
  { name: "map", summary: "work on mappings of vendors' devices", commands: mapCommands },
  { name: "codegen", summary: "make TypeScript types of documents", load: () => import("./codegen.js") },
  {
    name: "contribute",
    summary: "prepare what the W3C and the Thing Model Catalog take; hands nothing in",
    load: () => import("./contribute.js"),
  },
];
