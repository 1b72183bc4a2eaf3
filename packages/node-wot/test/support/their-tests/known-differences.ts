/** Tests of theirs that are not passed on purpose: why, by title, for all versions. */
export const knownDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  core: {
    "client flow of servient should unsubscribe to event":
      "those who subscribe to one Form share one subscription at a plug-in's client, and the test's client tells its event once for each",
    "client flow of servient should be able to subscribe again after unsubscribe to event":
      "for the same reason: an earlier test has not ended its subscription",
    "Protocol Helpers Streams should convert to ReadableStream":
      "streams are those of Node.js: the test asks for the class of the package web-streams-polyfill",
  },
  "binding-http": {
    "HTTP client subscriptions should subscribe successfully":
      "an empty answer of a server that does not know of long polls is no emission",
    "HTTP server implementation should cause EADDRINUSE error when already running":
      "the list at / has links (RFC 9264); theirs is always empty",
    "HTTP server implementation should report allproperties excluding non-JSON properties":
      "a property of another type is read among all with its value as JSON",
    "HTTP server implementation should support TD content negotiation": "there is no Thing Description as text/html",
    "HTTP server implementation should not support unknown Content-Types during TD content negotiation":
      "a 406 has problem details (RFC 9457)",
    "HTTP server implementation should expose Thing with id and title and be reachable from both":
      "a Thing has one address",
  },
  "binding-coap": {
    "CoAP server implementation should support /.well-known/core": "links name their types and Things as ours do",
    "CoAP server implementation should supply Size2 option when fetching a TD":
      "the size is that of our Thing Description, which has more Forms",
    "CoAP server implementation should add the correct operation types to observable properties and events ":
      "actions and properties have the Forms of ours, with further operations",
  },
  "binding-mqtt": {
    "MQTT client implementation - unit tests with authorization should not authenticate with basic auth":
      "the client goes on trying until its deadline",
  },
};

/** Tests that are not run: they do not stop their server when they fail, and with it the port of those that follow. */
export const leftOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "binding-coap": {
    "should re-use port": "4.04 is an error, and there is nothing at /",
    "subscribe test": "observes /, where there is nothing",
    "should support TD Content-Format negotiation": "there is no Thing Description as application/xml",
    "should reject requests for undefined meta operations": "all of a Thing's properties are written at once, too",
    "should reject unsupported methods for meta operations": "they are known: the refusal is of the content",
  },
};

/** Files whose tests are of modules within a package, which nothing here has. */
export const withoutFiles: Readonly<Record<string, RegExp>> = {
  "binding-http": /^(?:credential-test|http-server-oauth-tests|oauth-token-validation-tests|http-client-oauth-tests)/,
};
