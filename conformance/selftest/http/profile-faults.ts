import { answering, httpFaults, property, without } from "./http-fault.js";
import { perfectPath } from "./perfect-thing.js";

export const profileFaults = httpFaults("profile", [
  {
    caughtBy: "common-constraints-errors-7",
    what: "its errors are pages",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "text/html" }, body: "<h1>No</h1>" }
        : undefined,
  },
  {
    caughtBy: "common-constraints-errors-7",
    what: "the status in its problem details is a text",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "application/problem+json" }, body: '{"status":"404"}' }
        : undefined,
  },
  {
    caughtBy: "http-basic-profile-protocol-binding-readallproperties-5",
    what: "a property is missing among all",
    profiled: true,
    spoil: answering(`${perfectPath}/properties`, (answer) => ({
      status: 200,
      headers: without(answer.headers, "content-length"),
      body: '{"on":true}',
    })),
  },
  {
    caughtBy: "http-basic-profile-protocol-binding-readproperty-6",
    what: "a value comes with 203",
    profiled: true,
    spoil: answering(property("brightness"), (answer) => ({ ...answer, status: 203 })),
  },
]);
