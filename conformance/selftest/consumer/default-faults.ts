import type { ConsumerFault } from "./consumer-fault.js";
import { defaultOperations, perfectHabits } from "./habits.js";

const { methodOf, choose, isSuccess, decode } = perfectHabits;

/** A client that uses `method` for an operation whose Form names none. */
const withMethod = (operation: string, method: string): ConsumerFault["habits"] => ({
  methodOf: (form, op, siblings) =>
    op === operation && form["htv:methodName"] === undefined && !form.href.startsWith("coap:")
      ? method
      : methodOf(form, op, siblings),
});

/** What goes wrong where a description leaves something to its default. */
export const defaultFaults: readonly ConsumerFault[] = [
  {
    caughtBy: "td-default-http-method",
    what: "takes the method of the first Form that names one",
    habits: {
      methodOf: (form, op, siblings) =>
        methodOf({ ...siblings.find((each) => each["htv:methodName"] !== undefined), ...form }, op, siblings),
    },
  },
  {
    caughtBy: "td-default-http-method_get",
    what: "reads with POST by default",
    habits: withMethod("readproperty", "POST"),
  },
  {
    caughtBy: "td-default-http-method_put",
    what: "writes with POST by default",
    habits: withMethod("writeproperty", "POST"),
  },
  {
    caughtBy: "td-default-http-method_post",
    what: "invokes with PUT by default",
    habits: withMethod("invokeaction", "PUT"),
  },
  {
    caughtBy: "td-default-contentType",
    what: "sends text by default",
    habits: { contentTypeOf: ({ contentType = "text/plain" }) => contentType },
  },
  {
    caughtBy: "td-default-contentType",
    what: "finds no Form without contentType",
    habits: {
      choose: (forms, op) =>
        choose(
          forms.filter(({ contentType }) => contentType !== undefined),
          op,
        ),
    },
  },
  {
    caughtBy: "td-default-op-properties",
    what: "finds no Form without op for properties",
    habits: {
      operationsOf: ({ op }, owner) =>
        op === undefined && owner.kind === "property"
          ? []
          : perfectHabits.operationsOf({ href: "", ...(op === undefined ? {} : { op }) }, owner),
    },
  },
  {
    caughtBy: "td-default-op-properties",
    what: "writes what is readOnly",
    habits: {
      forbids: () => false,
      operationsOf: ({ op }, owner) =>
        op === undefined && owner.kind === "property"
          ? ["readproperty", "writeproperty"]
          : [op ?? defaultOperations(owner)].flat(),
    },
  },
  {
    caughtBy: "td-default-op-actions",
    what: "finds no Form without op for actions",
    habits: {
      operationsOf: ({ op }, owner) => [op ?? (owner.kind === "action" ? [] : defaultOperations(owner))].flat(),
    },
  },
  {
    caughtBy: "td-default-op-events",
    what: "finds no Form without op for events",
    habits: {
      operationsOf: ({ op }, owner) => [op ?? (owner.kind === "event" ? [] : defaultOperations(owner))].flat(),
    },
  },
  {
    caughtBy: "td-default-op-events",
    what: "stays subscribed",
    habits: { staysSubscribed: (_operation, form) => form.op === undefined },
  },
  {
    caughtBy: "td-default-readOnly",
    what: "does not write what does not say that it may be",
    habits: { forbids: ({ schema }, op) => op === "writeproperty" && schema.readOnly !== false },
  },
  {
    caughtBy: "td-default-writeOnly",
    what: "does not read what does not say that it may be",
    habits: {
      forbids: ({ schema }, op) => op === "readproperty" && !(schema.writeOnly === false || schema.readOnly === true),
    },
  },
  {
    caughtBy: "td-default-success",
    what: "takes every response that a Form lists as a success",
    habits: { isSuccess: (status, form) => isSuccess(status, form) || form.additionalResponses !== undefined },
  },
  {
    caughtBy: "td-expectedResponse-default-contentType",
    what: "takes a body without Content-Type as text",
    habits: { decode: (text, type, form) => (type === undefined && text !== "" ? text : decode(text, type, form)) },
  },
  {
    caughtBy: "td-context-ns-td10-namespacev10",
    what: "knows TD 1.1 only",
    habits: {
      refuses: (td) => (td["@context"] === "https://www.w3.org/2019/wot/td/v1" ? "the context is unknown" : undefined),
    },
  },
  {
    caughtBy: "td-format-validation-other-values",
    what: "refuses formats that it does not know",
    habits: {
      incoming(_value, schema) {
        if (schema.type === "string" && schema.format !== undefined) throw new TypeError("unknown format");
      },
    },
  },
];
