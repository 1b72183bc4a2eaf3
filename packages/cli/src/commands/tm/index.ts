import type { CommandEntry } from "../../command.js";

/** The commands of `thingwright tm`. */
export const tmCommands: readonly CommandEntry[] = [
  { name: "resolve", summary: "print it with all that it extends and refers to", load: () => import("./resolve.js") },
  {
    name: "derive",
    summary: "make a Thing Description of it; exit 1: something is missing",
    load: () => import("./derive.js"),
  },
  {
    name: "placeholders",
    summary: "print a JSON Schema of what must be filled in",
    load: () => import("./placeholders.js"),
  },
  {
    name: "diff",
    summary: "print what changed, and the version it needs; exit 1: it breaks",
    load: () => import("./diff.js"),
  },
  {
    name: "check",
    summary: "hold a Thing Description against it; exit 1: no instance of it",
    load: () => import("./check.js"),
  },
  { name: "abstract", summary: "make a Thing Model of a Thing Description", load: () => import("./abstract.js") },
];
