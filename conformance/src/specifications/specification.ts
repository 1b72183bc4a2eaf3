/** A document that checks take their requirements from. */
export interface Specification {
  readonly title: string;
  readonly url: string;
  /** How many normative assertions it has with an id of their own; `undefined` where it does not count them. */
  readonly assertions?: number;
}

/** Every specification that is judged, wholly or in part, and those that are still to come. */
export const specifications = {
  td11: { title: "WoT Thing Description 1.1", url: "https://www.w3.org/TR/wot-thing-description11/", assertions: 451 },
  architecture11: { title: "WoT Architecture 1.1", url: "https://www.w3.org/TR/wot-architecture11/", assertions: 54 },
  discovery10: { title: "WoT Discovery 1.0", url: "https://www.w3.org/TR/wot-discovery/", assertions: 131 },
  profile10: { title: "WoT Profile 1.0", url: "https://www.w3.org/TR/wot-profile/", assertions: 185 },
  scripting: { title: "WoT Scripting API", url: "https://www.w3.org/TR/wot-scripting-api/" },
  rfc9110: { title: "HTTP Semantics (RFC 9110)", url: "https://www.rfc-editor.org/rfc/rfc9110.html" },
  rfc9112: { title: "HTTP/1.1 (RFC 9112)", url: "https://www.rfc-editor.org/rfc/rfc9112.html" },
  rfc7252: { title: "CoAP (RFC 7252)", url: "https://www.rfc-editor.org/rfc/rfc7252.html" },
  rfc7641: { title: "Observing Resources in CoAP (RFC 7641)", url: "https://www.rfc-editor.org/rfc/rfc7641.html" },
  rfc7959: { title: "Block-Wise Transfers in CoAP (RFC 7959)", url: "https://www.rfc-editor.org/rfc/rfc7959.html" },
  mqtt311: {
    title: "MQTT 3.1.1",
    url: "https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html",
  },
  mqtt5: { title: "MQTT 5.0", url: "https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html" },
} as const satisfies Record<string, Specification>;

export type SpecificationName = keyof typeof specifications;
