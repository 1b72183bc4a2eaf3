import { consumerCheck } from "../../kinds/consumer-check.js";
import { placedCredentials } from "../../kinds/placed-credentials.js";
import { digestTrial, hasDigest } from "../../trials/digest.js";

export const digestGoesInHeader = consumerCheck({
  id: "td-default-in-digest",
  area: "security",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "The credentials of a digest scheme without in go in a header.",
  procedure:
    "Tells the client, which has the password, to read a property whose security is digest without in, and challenges it. Fails when the password goes elsewhere than, as a digest, to the header field Authorization.",
  example: "The client puts user name and password into the query.",
  exercises: [
    {
      trial: digestTrial("default-in-digest", { scheme: "digest", qop: "auth" }, "auth"),
      judge: (record) => placedCredentials(record, "a digest in the header field Authorization", hasDigest),
    },
  ],
});
