/** A Thing Description that checks register, as a JSON object. */
export type SampleDescription = Readonly<Record<string, unknown>>;

/** A valid Thing Description of a Thing that there is not, with these members more or otherwise. */
export function sampleDescription(parts: SampleDescription = {}): SampleDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Registered by a conformance check",
    description: "It is deleted when the check has ended.",
    support: "mailto:nobody@thing.example",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: ["nosec_sc"],
    properties: {
      level: {
        type: "integer",
        readOnly: true,
        forms: [{ href: "https://thing.example/level", op: ["readproperty"] }],
      },
    },
    ...parts,
  };
}
