import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { digestIn, digestTrial } from "../../trials/digest.js";

export const digestQualityIsAuth = consumerCheck({
  id: "td-default-qop",
  area: "security",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "A digest scheme without qop uses the quality auth.",
  procedure:
    "Tells the client, which has the password, to read a property whose security is digest without qop, and offers it auth-int and auth. Fails when it uses another than auth.",
  example: "The client takes auth-int, the first that is offered.",
  exercises: [
    {
      trial: digestTrial("default-qop", { scheme: "digest", in: "header" }, "auth-int,auth"),
      judge({ arrivals }) {
        const digests = arrivals.map(digestIn).filter((each) => each !== undefined);
        const qualities = digests.map(({ qop = "none" }) => qop);
        const other = qualities.find((quality) => quality !== "auth");
        if (other !== undefined) return violated(`the quality is ${other}`);
        return qualities.length > 0 ? holds : unexercised("no request has a digest");
      },
    },
  ],
});
