import { UsageError } from "@thingwright/errors";

/**
 * Vocabularies that Thing Descriptions are annotated with: their usual prefix and what it stands for. None of them needs
 * a network: a prefix is all that a document needs to declare.
 *
 * The units of QUDT have no prefix `unit` here, nor schema.org one `schema`: both are terms of the context of TD 1.1,
 * and hide such a prefix where they hold.
 */
export const vocabularies: ReadonlyMap<string, string> = new Map([
  ["saref", "https://saref.etsi.org/core/"],
  ["s4bldg", "https://saref.etsi.org/saref4bldg/"],
  ["s4ener", "https://saref.etsi.org/saref4ener/"],
  ["s4envi", "https://saref.etsi.org/saref4envi/"],
  ["s4watr", "https://saref.etsi.org/saref4watr/"],
  ["s4city", "https://saref.etsi.org/saref4city/"],
  ["sosa", "http://www.w3.org/ns/sosa/"],
  ["ssn", "http://www.w3.org/ns/ssn/"],
  ["qudt", "http://qudt.org/schema/qudt/"],
  ["qudtUnit", "http://qudt.org/vocab/unit/"],
  ["quantitykind", "http://qudt.org/vocab/quantitykind/"],
  ["om", "http://www.ontology-of-units-of-measure.org/resource/om-2/"],
  ["brick", "https://brickschema.org/schema/Brick#"],
  ["iot", "http://iotschema.org/"],
  ["sdo", "https://schema.org/"],
  ["geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"],
  ["time", "http://www.w3.org/2006/time#"],
  ["cov", "https://www.w3.org/2019/wot/coap#"],
  ["mqv", "https://www.w3.org/2019/wot/mqtt#"],
  ["modv", "https://www.w3.org/2019/wot/modbus#"],
]);

/**
 * A context that declares prefixes of {@link vocabularies}, to stand after that of the TD:
 * `"@context": [tdContext, vocabularyContext("saref", "qudtUnit")]`.
 *
 * @throws {UsageError} WOT_ARGUMENT for a prefix that is not in the table
 */
export function vocabularyContext(...prefixes: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    prefixes.map((prefix) => {
      const namespace = vocabularies.get(prefix);
      if (namespace !== undefined) return [prefix, namespace];
      throw new UsageError("WOT_ARGUMENT", `there is no vocabulary with the prefix ${JSON.stringify(prefix)}`);
    }),
  );
}
