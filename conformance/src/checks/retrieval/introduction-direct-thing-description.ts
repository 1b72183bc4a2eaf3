import { isPassing, isRefusal } from "../../kinds/form-answer.js";
import { retrievalCheck } from "../../kinds/retrieval-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const addressGivesDescription = retrievalCheck({
  id: "introduction-direct-thing-description",
  area: "retrieval",
  specification: "discovery10",
  section: "introduction-direct",
  level: "MUST",
  requirement: "A request to an address that introduces a Thing brings a Thing Description.",
  procedure:
    "Sends GET to the address under test. Fails on an error status that asks for neither credentials, nor patience, nor another method.",
  example: "The address is answered with 404.",
  safety: "read",
  judge(exchange) {
    const expected = "a success status";
    const { response } = exchange;
    if (isSuccess(response)) return outcome("holds", expected, summaryOf(exchange), exchange);
    const isOfMethod = response.status === 405 || response.status === 501;
    if (isPassing(response) || isRefusal(response) || isOfMethod)
      return inconclusive(expected, summaryOf(exchange), exchange);
    return outcome("violated", expected, summaryOf(exchange), exchange);
  },
});
