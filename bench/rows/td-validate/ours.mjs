import { judgeDocument } from "@thingwright/validation";
import { serve } from "../../lib/contender.mjs";
import { inTurn } from "../../lib/in-turn.mjs";
import { thingDescriptionTexts } from "../../lib/thing-descriptions.mjs";

const next = inTurn(thingDescriptionTexts(), async (text) => judgeDocument(text, { lints: false }));
serve({}, async ({ ms }) => ({ rate: await next(ms) }));
