import { answering, httpFaults, property, saying } from "./http-fault.js";

export const propertyFaults = httpFaults("property", [
  {
    caughtBy: "bindings-requirements-scheme",
    what: "it does not speak HTTP at a Form",
    spoil: ({ path }) =>
      path === property("brightness") ? (response) => response.socket?.end("220 lamp ready\r\n") : undefined,
  },
  {
    caughtBy: "bindings-server-accept",
    what: "it does not take the request of a Form",
    spoil: answering(property("brightness"), () => ({ status: 400 })),
  },
  {
    caughtBy: "bindings-server-accept",
    what: "it breaks down when a property is read",
    spoil: answering(property("brightness"), () => ({ status: 500 })),
  },
  {
    caughtBy: "server-data-schema",
    what: "a value is below its minimum",
    spoil: answering(property("brightness"), (answer) => ({ ...answer, body: "-9" })),
  },
  {
    caughtBy: "server-uri-template",
    what: "there is nothing at an href",
    spoil: saying(({ properties, ...rest }) => ({
      ...rest,
      properties: {
        ...properties,
        brightness: { ...properties!.brightness, forms: [{ href: "dim", op: "readproperty" }] },
      },
    })),
  },
  {
    caughtBy: "td-expectedResponse-contentType",
    what: "a value has another content type than its Form",
    spoil: answering(property("brightness"), (answer) => ({
      ...answer,
      headers: { ...answer.headers, "content-type": "application/vnd.lamp+json" },
    })),
  },
]);
