/** An assertion of the Architecture, and those of TD 1.1 that a description keeps or breaks together with it. */
export interface ArchitectureTwin {
  readonly id: string;
  /** What it asks for, in our own words. */
  readonly requirement: string;
  /** Ids of TD 1.1. */
  readonly twins: readonly string[];
}

/** Assertions of Architecture 1.1 that the description alone shows, because TD 1.1 has the rule that makes them so. */
export const architectureTwins: readonly ArchitectureTwin[] = [
  {
    id: "arch-td-linking",
    requirement: "A description may link to other Things, Thing Models and resources.",
    twins: ["td-vocab-links--Thing", "td-vocab-href--Link"],
  },
  {
    id: "arch-affordances",
    requirement: "A Thing may offer properties, actions and events.",
    twins: ["td-vocab-properties--Thing", "td-vocab-actions--Thing", "td-vocab-events--Thing"],
  },
  {
    id: "arch-property-dataschema",
    requirement: "A property may say of which type its data is.",
    twins: ["td-vocab-type--DataSchema"],
  },
  {
    id: "arch-action-dataschema",
    requirement: "An action may have data schemas of what it takes and gives.",
    twins: ["td-vocab-input--ActionAffordance", "td-vocab-output--ActionAffordance"],
  },
  {
    id: "arch-event-dataschema",
    requirement: "An event may have data schemas of what it tells, and of how it is subscribed to and cancelled.",
    twins: [
      "td-vocab-data--EventAffordance",
      "td-vocab-subscription--EventAffordance",
      "td-vocab-cancellation--EventAffordance",
    ],
  },
  {
    id: "arch-form-iris",
    requirement: "What a Form leads to is an IRI.",
    twins: ["td-vocab-href--Form"],
  },
  {
    id: "arch-hypermedia",
    requirement: "Every affordance has a Form, and so a protocol binding.",
    twins: ["td-vocab-forms--InteractionAffordance"],
  },
  {
    id: "arch-media-type",
    requirement: "Data is of the media type that its Form names, or of the default.",
    twins: ["td-vocab-contentType--Form"],
  },
  {
    id: "arch-media-type-extra",
    requirement: "A Form may say more of the format than its media type.",
    twins: ["td-vocab-contentCoding--Form"],
  },
  {
    id: "arch-security-consideration-no-private-security-data",
    requirement: "A description has no secrets in it.",
    twins: ["td-security-no-secrets"],
  },
];
