import { Type, type Static, type TObject } from '@sinclair/typebox';
import { EVIDENCE_GAPS, INITIATIVES } from '#domain';
import type { Caller } from '../access/caller.js';
import { Name, wordOf } from '../http/shape.js';

/** What a list of clients can be narrowed down by. Several values of one: any of them. */
export const ClientFilter = {
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Text that the id contains.' })),
  initiative: Type.Optional(Type.Array(wordOf(INITIATIVES), { maxItems: 4 })),
  gap: Type.Optional(Type.Array(wordOf(EVIDENCE_GAPS), { maxItems: 10 })),
  country: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  entityId: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  inDrift: Type.Optional(Type.Boolean({ description: 'Whether the client has an active Article 61(2) alert.' })),
  originalService: Type.Optional(Name),
  originalAssetClass: Type.Optional(Name),
};
export type ClientFilterAsked = Static<TObject<typeof ClientFilter>>;

/** The entities that a question is about: those asked for, of those that the caller may see; `null`: all. */
export function entitiesOf(asked: readonly string[] | undefined, { entities }: Caller): readonly string[] | null {
  if (asked === undefined) return entities;
  return entities === null ? asked : asked.filter((id) => entities.includes(id));
}
