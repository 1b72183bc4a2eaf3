/** Scripted calls that the stand-in answers in another way on purpose: why, by what they are about. */
export const intendedDifferences: Readonly<Record<string, string>> = {
  "text beyond ASCII": "node-wot makes room for as many bytes as there are characters, and loses the rest",
  "text in an unknown charset": "it is read as UTF-8 in place of an error about the encoding of Node.js",
  "an unknown type of no value": "no value is an empty body in place of a TypeError",
  "octets without a type": "bytes are given as they are in place of an error",
  "a value whose schema has no type": "the value is given",
  "a value without a Form": "the value is given: nothing of it is the Form's",
  "a value against its schema": "the message says what does not match",
  "a stream of texts read whole": "node-wot puts commas between the parts",
  "a query that is ill encoded": "a text that is not well encoded stands for itself, in place of a URIError",
};
