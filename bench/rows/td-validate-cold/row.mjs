const here = (file) => new URL(file, import.meta.url);

/** A whole run of the command line for one file; the limit is a process that loads ajv, compiles the W3C schema and validates. */
export default {
  id: "td-validate-cold",
  unit: "ms",
  note: "`thingwright td validate FILE` from start to end; less is better",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  measure: async (contender, ms) => (await contender.ask({ ms })).time,
};
