import type { CommandEntry } from "../../command.js";

/** The commands of `thingwright td`. */
export const tdCommands: readonly CommandEntry[] = [
  {
    name: "validate",
    summary: "judge Thing Descriptions and Thing Models; exit 0: no error, 1: errors, 2: could not run",
    load: () => import("./validate/validate.js"),
  },
  { name: "fix", summary: "mend what can be mended in one way only", load: () => import("./fix.js") },
  {
    name: "upgrade",
    summary: "make TD 1.1 of TD 1.0; exit 1: something is left to decide",
    load: () => import("./upgrade.js"),
  },
  { name: "expand", summary: "print the expanded JSON-LD", load: () => import("./expand.js") },
  { name: "compact", summary: "print in the terms of TD 1.1 what may be expanded", load: () => import("./compact.js") },
  { name: "rdf", summary: "print the canonical N-Quads", load: () => import("./rdf.js") },
  { name: "canonicalize", summary: "print the canonical form", load: () => import("./canonicalize.js") },
  { name: "diff", summary: "print what differs in meaning; exit 1: something does", load: () => import("./diff.js") },
  { name: "sign", summary: "sign a Thing Description", load: () => import("./sign.js") },
  { name: "verify", summary: "check a signature; exit 1: it does not hold", load: () => import("./verify.js") },
  { name: "convert", summary: "make another format of it", load: () => import("./convert.js") },
  {
    name: "import",
    summary: "make a Thing Description or Thing Model of OpenAPI, AsyncAPI or SDF",
    load: () => import("./import.js"),
  },
];
