/** The Thing that is served and consumed in the rows about one property. */
export const counter = {
  title: "counter",
  properties: { count: { type: "integer", minimum: 0, observable: true } },
};

/** `count` of them, all of one model. */
export const counters = (count) =>
  Array.from({ length: count }, (_, index) => ({ ...counter, title: titleOf(index, count) }));

/** Where the properties of that many Things are, as ours and the peer's servers make paths of titles. */
export const countsOf = (base, count) =>
  Array.from({ length: count }, (_, index) => `${base}/${titleOf(index, count)}/properties/count`);

const titleOf = (index, count) => (count === 1 ? counter.title : `${counter.title}-${index}`);

/** A Thing Description of one property at `href`, for rows about clients. */
export const countAt = (href, terms = {}) => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:uuid:3f1d3a7a-7f0b-4ad4-9f43-7c0f6d6c0a01",
  title: "counter",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  security: "nosec_sc",
  properties: {
    count: {
      type: "integer",
      observable: true,
      forms: [{ href, contentType: "application/json", op: ["readproperty"], ...terms }],
    },
  },
});
