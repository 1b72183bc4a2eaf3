import type { Codec } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import { decodeModel } from "./decode-model.js";
import { modelTable } from "./model-table.js";

/** Media type of the registers of a SunSpec model, big-endian and without its header; `model` is its number. */
export const sunSpecMediaType = "application/vnd.thingwright.sunspec";

/** Reads whole SunSpec models: scale factors are in the same registers as what they scale, and change with it. */
export const sunSpecCodec: Codec = {
  mediaTypes: [sunSpecMediaType],
  encode() {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "a SunSpec model is not written as a whole");
  },
  decode(body, _, parameters) {
    const table = modelTable(Number(parameters.get("model")));
    if (table === undefined) throw new DataSchemaError("WOT_DATA_SYNTAX", "the content type names no SunSpec model");
    return decodeModel(body, table);
  },
};
