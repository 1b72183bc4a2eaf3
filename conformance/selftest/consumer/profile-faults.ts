import type { ConsumerFault } from "./consumer-fault.js";
import { perfectHabits } from "./habits.js";

const { acceptFor, addressOf, choose, contentTypeOf, isSuccess, methodOf } = perfectHabits;

const basic = "http-basic-profile-protocol-binding";
const sse = "http-sse-profile-protocol-binding";
const webhook = "http-webhook-profile-protocol-binding";

/** A client that takes the first Form over HTTP that has the operation. */
function choosing(caughtBy: string, operation: string, subprotocol?: string): ConsumerFault {
  return {
    caughtBy,
    what: `takes any content type for ${operation}${subprotocol === undefined ? "" : ` with ${subprotocol}`}`,
    habits: {
      choose(forms, op) {
        const first = forms.find((form) => form.subprotocol === subprotocol && form.href.startsWith("http"));
        return op === operation && first !== undefined ? first : choose(forms, op);
      },
    },
  };
}

/** A client that appends the href of a Form to the base: of a Thing that also has events, so that it is one mistake. */
function appending(caughtBy: string, operation: string, subprotocol?: string): ConsumerFault {
  return {
    caughtBy,
    what: `appends the href for ${operation}${subprotocol === undefined ? "" : ` with ${subprotocol}`} to the base`,
    habits: {
      addressOf(form, td, variables, op) {
        const isWrong =
          op === operation && form.subprotocol === subprotocol && td.events !== undefined && td.base !== undefined;
        return isWrong ? `${td.base}${form.href.replace("../", "")}` : addressOf(form, td, variables, op);
      },
    },
  };
}

/** Habits of one operation. */
const on =
  <T>(operation: string, wrong: T, right: (operation: string) => T) =>
  (op: string): T =>
    op === operation ? wrong : right(op);

const reads = ["readproperty", "readallproperties", "queryallactions"];
const writes = ["writeproperty", "writemultipleproperties"];

const basicFaults: readonly ConsumerFault[] = [
  ...[...reads, ...writes, "invokeaction"].flatMap((operation) => [
    choosing(`${basic}-${operation}-1`, operation),
    appending(`${basic}${operation === "writemultipleproperties" ? "s" : ""}-${operation}-3`, operation),
  ]),
  ...[...reads, "invokeaction"].map((operation) => ({
    caughtBy: `${basic}-${operation}-4`,
    what: `sends ${operation} without Accept`,
    habits: { acceptFor: on<string | undefined>(operation, "text/plain", acceptFor) },
  })),
  ...writes.map((operation) => ({
    caughtBy: `${basic}-${operation}-4`,
    what: `sends ${operation} as text`,
    habits: {
      contentTypeOf: (form, op) =>
        op === operation && form.contentType !== undefined ? "text/plain" : contentTypeOf(form, op),
    } satisfies ConsumerFault["habits"],
  })),
];

const actionFaults: readonly ConsumerFault[] = [
  ...["queryaction", "cancelaction"].map((operation) => ({
    caughtBy: `${basic}-${operation}-2`,
    what: `sends ${operation} to the href of the Form`,
    habits: {
      statusAddressOf: (told, address, op) => (op === operation ? address : told),
    } satisfies ConsumerFault["habits"],
  })),
  {
    caughtBy: `${basic}-queryaction-3`,
    what: "asks for a status without Accept",
    habits: { acceptFor: on<string | undefined>("queryaction", "text/plain", acceptFor) },
  },
  {
    caughtBy: `${basic}-cancelaction-3`,
    what: "cancels with POST",
    habits: { methodOf: (form, op, siblings) => (op === "cancelaction" ? "POST" : methodOf(form, op, siblings)) },
  },
  {
    caughtBy: `${basic}-invokeaction-5`,
    what: "sends an empty object where an action has no input",
    habits: { nothing: on<unknown>("invokeaction", {}, () => undefined) },
  },
  {
    caughtBy: `${basic}-invokeaction-13`,
    what: "takes 201 for an error",
    habits: { isSuccess: (status, form) => status !== 201 && isSuccess(status, form) },
  },
  {
    caughtBy: "common-constraints-errors-6",
    what: "takes errors that the profile does not have for a success",
    habits: { isSuccess: (status, form) => status === 402 || isSuccess(status, form) },
  },
  {
    caughtBy: "common-constraints-security-2",
    what: "does not know the scheme combo",
    habits: { knowsCombinations: false },
  },
];

/** The number of an assertion differs from operation to operation. */
const streams = [
  { operation: "observeproperty", resolve: "2", open: "3", again: "6a", end: "unobserveproperty" },
  { operation: "observeallproperties", resolve: "2", open: "3", again: "6a", end: "unobserveallproperties" },
  { operation: "subscribeevent", resolve: "3", open: "4", again: "7a", end: "unsubscribeevent" },
  { operation: "subscribeallevents", resolve: "3b", open: "4", again: "5a", end: "unsubscribeallevents" },
];

const streamFaults: readonly ConsumerFault[] = streams.flatMap(({ operation, resolve, open, again, end }) => [
  choosing(`${sse}-${operation}-1`, operation, "sse"),
  appending(`${sse}-${operation}-${resolve}`, operation, "sse"),
  {
    caughtBy: `${sse}-${operation}-${open}`,
    what: `opens the stream of ${operation} as if it were one value`,
    habits: { acceptFor: on<string | undefined>(operation, "application/json", acceptFor) },
  },
  {
    caughtBy: `${sse}-${operation}-${again}`,
    what: `does not come back to the stream of ${operation}`,
    habits: { comesBack: on(operation, false, () => true) },
  },
  {
    caughtBy: `${sse}-${end}-1`,
    what: `leaves the stream open for ${end}`,
    habits: {
      staysSubscribed: (op, { subprotocol, op: named }) => op === end && subprotocol === "sse" && named !== undefined,
    },
  },
]);

const webhooks = [
  { operation: "observeproperty", answer: "7", end: "unobserveproperty" },
  { operation: "observeallproperties", answer: "6", end: "unobserveallproperties" },
  { operation: "subscribeevent", answer: "7", end: "unsubscribeevent" },
  { operation: "subscribeallevents", answer: "6", end: "unsubscribeallevents" },
];

const webhookFaults: readonly ConsumerFault[] = webhooks.flatMap(({ operation, answer, end }) => [
  choosing(`${webhook}-${operation}-1`, operation, "webhook"),
  appending(`${webhook}-${operation}-2`, operation, "webhook"),
  {
    caughtBy: `${webhook}-${operation}-3`,
    what: `registers its address for ${operation} by another name`,
    habits: { callbackMember: on(operation, "callback", () => "callbackURL") },
  },
  {
    caughtBy: `${webhook}-${operation}-${answer}`,
    what: `answers notifications of ${operation} with 204`,
    habits: { callbackStatus: on(operation, 204, () => 200) },
  },
  {
    caughtBy: `${webhook}-${end}-1`,
    what: `cancels ${operation} where it registered`,
    habits: { cancelsWhereRegistered: on(operation, true, () => false) },
  },
]);

/** What goes wrong with what the profiles ask of clients. */
export const profileFaults: readonly ConsumerFault[] = [
  ...basicFaults,
  ...actionFaults,
  ...streamFaults,
  ...webhookFaults,
];
