const shared = "the server observes once for everybody: a broker does not say who listens";
const unheard = "the broker grants a subscription, and does not ask the Thing";
const anonymous = "MQTT carries credentials with the connection to the broker, not with a request";

/** What no broker lets a binding promise: the checks of the contract by id, and why. */
export const gaps: Readonly<Record<string, string>> = {
  "observe/stop-cancels": shared,
  "stop/client-cancels": shared,
  "thing/observe-all-stop": shared,
  "event/stop": shared,
  "refusal/observe": unheard,
  "refusal/subscribe": unheard,
  "credentials/carried": anonymous,
  "credentials/read-anew": anonymous,
  "credentials/missing": anonymous,
  "credentials/once-more": anonymous,
  "credentials/challenges": anonymous,
};
