import { compileUriTemplate } from "@thingwright/td";
import type { ConsumerFault } from "./consumer-fault.js";
import { perfectHabits } from "./habits.js";

const { outgoing, incoming, addressOf, decode } = perfectHabits;

/** What goes wrong with addresses and data. */
export const dataFaults: readonly ConsumerFault[] = [
  {
    caughtBy: "client-uri-template",
    what: "puts values into URI Templates as they are",
    habits: {
      addressOf: ({ href }, td, variables, operation) => {
        const plain = href.replace(/\{(\w+)\}/g, (_, name: string) => String(variables[name]).replaceAll(" ", "%20"));
        return addressOf({ href: plain }, td, variables, operation);
      },
    },
  },
  {
    caughtBy: "client-uri-template",
    what: "sends variables without a value",
    habits: {
      addressOf: ({ href }, td, variables, operation) => {
        const unset = Object.fromEntries(compileUriTemplate(href).variables.map((name) => [name, "undefined"]));
        return addressOf({ href }, td, { ...unset, ...variables }, operation);
      },
    },
  },
  {
    caughtBy: "client-uri-template",
    what: "appends an href to a base that has a query",
    habits: {
      addressOf: ({ href }, td, variables, operation) =>
        td.base?.includes("?") ? `${td.base}${href}` : addressOf({ href }, td, variables, operation),
    },
  },
  {
    caughtBy: "client-data-schema",
    what: "sends what it is given, whatever the schema says",
    habits: {
      outgoing(value, schema) {
        try {
          return outgoing(value, schema);
        } catch {
          return value;
        }
      },
    },
  },
  {
    caughtBy: "client-data-schema",
    what: "wraps what it sends",
    habits: {
      outgoing: (value, schema) =>
        schema.type === "object" && "readOnly" in schema ? { value: outgoing(value, schema) } : value,
    },
  },
  {
    caughtBy: "client-data-schema-no-extras",
    what: "sends every member that it is given",
    habits: {
      outgoing(value, schema) {
        outgoing(value, schema);
        return value;
      },
    },
  },
  {
    caughtBy: "scripting/malformed-data",
    what: "makes an empty object of what is no JSON",
    habits: {
      decode(text, type, form) {
        try {
          return decode(text, type, form);
        } catch {
          return {};
        }
      },
    },
  },
  {
    caughtBy: "scripting/unfit-data",
    what: "does not look at the schema of what it reads",
    habits: { incoming: () => {} },
  },
  {
    caughtBy: "client-data-schema-accept-extras",
    what: "takes no members that the schema does not have",
    habits: {
      incoming: (value, schema) =>
        incoming(
          value,
          schema.type === "object" ? ({ ...schema, additionalProperties: false } as object as typeof schema) : schema,
        ),
    },
  },
];
