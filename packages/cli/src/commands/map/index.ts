import type { CommandEntry } from "../../command.js";

/** The commands of `thingwright map`. */
export const mapCommands: readonly CommandEntry[] = [
  {
    name: "test",
    summary: "run the examples beside mappings; exit 1: one comes out otherwise",
    load: () => import("./test.js"),
  },
  {
    name: "record",
    summary: "use a device and write its traffic down, without secrets and addresses",
    load: () => import("./record.js"),
  },
  { name: "replay", summary: "play recorded traffic as a simulated device", load: () => import("./replay.js") },
];
