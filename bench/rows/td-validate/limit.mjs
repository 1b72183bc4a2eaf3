import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { serve } from "../../lib/contender.mjs";
import { inTurn } from "../../lib/in-turn.mjs";
import { thingDescriptionTexts } from "../../lib/thing-descriptions.mjs";

const schema = createRequire(import.meta.url)("wot-thing-description-types/schema/td-json-schema-validation.json");
const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);
const next = inTurn(thingDescriptionTexts(), async (text) => validate(JSON.parse(text)));
serve({}, async ({ ms }) => ({ rate: await next(ms) }));
