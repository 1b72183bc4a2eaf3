import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { serve } from "../../lib/contender.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";
import { twentyAffordances } from "../../lib/twenty-affordances.mjs";

const schema = createRequire(import.meta.url)("wot-thing-description-types/schema/td-json-schema-validation.json");
const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);
const text = JSON.stringify(twentyAffordances);
const consume = async () => {
  if (!validate(JSON.parse(text))) throw new Error("the Thing Description is not valid");
};
serve({}, async ({ ms }) => ({ rate: await keepInFlight(consume, 1, ms) }));
