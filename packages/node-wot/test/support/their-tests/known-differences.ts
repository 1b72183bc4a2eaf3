/** Why a test of theirs is not passed on purpose, by its title; for all versions. */
export const knownDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  core: {
    "Protocol Helpers Streams should convert to ReadableStream":
      "streams are those of Node.js: the test asks for the class of the package web-streams-polyfill",
  },
};
