import type { CommandEntry } from "../../command.js";

/** The commands of `thingwright td`. */
export const tdCommands: readonly CommandEntry[] = [
  {
    name: "validate",
    summary: "judge Thing Descriptions and Thing Models; exit 0: no error, 1: errors, 2: could not run",
    load: () => import("./validate/validate.js"),
  },
];
