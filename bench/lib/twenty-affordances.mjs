const forms = (kind, name, op) => [
  { href: `http://127.0.0.1:8080/thing/${kind}/${name}`, contentType: "application/json", op },
  { href: `coap://127.0.0.1:5683/thing/${kind}/${name}`, contentType: "application/json", op },
];

/** A Thing Description with 12 properties, 4 actions and 4 events, two Forms each. */
export const twentyAffordances = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:uuid:0804d572-cce8-422a-bb7c-4412fcd56f06",
  title: "Twenty",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  security: "nosec_sc",
  properties: members(12, (name) => ({
    type: "number",
    minimum: 0,
    maximum: 100,
    observable: true,
    forms: forms("properties", name, ["readproperty", "writeproperty"]),
  })),
  actions: members(4, (name) => ({
    input: { type: "object", properties: { to: { type: "integer" } }, required: ["to"] },
    forms: forms("actions", name, ["invokeaction"]),
  })),
  events: members(4, (name) => ({ data: { type: "string" }, forms: forms("events", name, ["subscribeevent"]) })),
};

function members(count, make) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, make(`a${index}`)]));
}
