import { serve } from "../../lib/contender.mjs";
import { runTime } from "../../lib/run-time.mjs";
import { writtenThingDescription } from "../../lib/written-thing-description.mjs";

const script = `
const { readFileSync } = require("node:fs");
const { Ajv } = require("ajv");
const ajv = new Ajv({ strict: false });
require("ajv-formats")(ajv);
const validate = ajv.compile(require("wot-thing-description-types/schema/td-json-schema-validation.json"));
if (!validate(JSON.parse(readFileSync(process.argv[1], "utf8")))) process.exit(1);
`;
serve({}, async ({ ms }) => ({ time: runTime(["-e", script, writtenThingDescription()], ms) }));
