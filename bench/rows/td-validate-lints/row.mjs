import assertions from "../td-validate/row.mjs";

/** As `td-validate`, with the lints that are looked for by default; limit and peer know none. */
export default {
  ...assertions,
  id: "td-validate-lints",
  note: "as td-validate, with all lints besides",
  ours: new URL("ours.mjs", import.meta.url),
};
