/** Tags name entities as in addresses, so that a colon in an id can't be taken for a separator. */
export const tagEntity = (entityId: string): string => encodeURIComponent(entityId);

/** The tags that say `rest` of any of these entities; `null`: of any at all. */
export const tagsFor = (kind: string, entities: readonly string[] | null, ...rest: string[]): string[] =>
  (entities?.map(tagEntity) ?? ['*']).map((entity) => [kind, entity, ...rest].join(':'));
