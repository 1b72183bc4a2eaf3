import { directoryCheck } from "../../kinds/directory-check.js";
import { outcome } from "../../outcome.js";

export const directoryIsWhole = directoryCheck({
  id: "tdd-things-crudl",
  section: "exploration-directory-api-things",
  level: "SHOULD",
  requirement:
    "A directory that can be read and written over HTTP has all of create, retrieve, update, delete and list.",
  procedure: "Looks at the description of the directory. Warns when it offers some of it to write with, and not all.",
  example: "The description of the directory offers createThing, and no deleteThing.",
  safety: "read",
  concerns: (directory) =>
    [...creating, ...updating, "deleteThing" as const].some(directory.offers) ? true : "it is for reading only",
  judge(_subject, directory) {
    const expected = "create, retrieve, update, delete and list";
    const parts = [
      ["create", creating],
      ["retrieve", ["retrieveThing"]],
      ["update", updating],
      ["delete", ["deleteThing"]],
      ["list", ["things"]],
    ] as const;
    const missing = parts.filter(([, affordances]) => !affordances.some(directory.offers)).map(([name]) => name);
    if (missing.length === 0) return outcome("holds", expected, "all of it is offered");
    return outcome("violated", expected, `not offered: ${missing.join(", ")}`);
  },
});

const creating = ["createThing", "createAnonymousThing"] as const;
const updating = ["updateThing", "partiallyUpdateThing"] as const;
