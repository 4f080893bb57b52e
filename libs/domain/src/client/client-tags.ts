import type { ClientState } from './client-state.js';
import { evidenceGaps } from './evidence-gaps.js';
import { initiativeAt } from '../rules/initiative.js';
import { countryAt } from './location.js';
import { assetClassOf } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { onFileAt, scopeAt } from '../rules/scope-at.js';
import { instant } from '../time/when.js';

/** After everything: a client's tags are those of the whole of its timeline. */
const AFTER_ALL = instant(Number.MAX_SAFE_INTEGER);

/**
 * What clients are listed and counted by: `entity:<id>` `reverse-solicited:<id>` `country:<code>`
 * `initiative:<entity>:<status>` `gap:<entity>:<gap>` `original:<entity>:<service>:<asset class>`, each also with `*`
 * for "any entity". Sorted.
 */
export function clientTags(state: ClientState, policy: Policy): readonly string[] {
  const key = shapeOf(state, policy);
  const known = made.get(state);
  if (known?.key === key) return known.tags;
  const tags = makeTags(state, policy);
  made.set(state, { key, tags });
  return tags;
}

/** Facts that are only added to a state change its tags only where one of these lists grows. */
const shapeOf = (s: ClientState, policy: Policy): string =>
  `${policy.version} ${s.locations.length} ${s.onboardings.length} ${s.relationships.length} ${s.narrowings.length} ${s.entries.length} ${Object.keys(s.named).length}`;

const made = new WeakMap<ClientState, { readonly key: string; readonly tags: readonly string[] }>();

function makeTags(state: ClientState, policy: Policy): string[] {
  const tags = new Set<string>();
  /** For the entity, and for any. */
  const add = (kind: string, entity: string, ...rest: string[]): void => {
    for (const whose of [entity, '*']) tags.add([kind, whose, ...rest].join(':'));
  };
  const country = countryAt(state.locations, AFTER_ALL, policy);
  tags.add(`country:${country ?? 'UNKNOWN'}`);
  for (const entityId of Object.keys(state.named)) {
    const entity = encodeURIComponent(entityId);
    add('entity', entity);
    const { status } = initiativeAt(state, [], entityId, AFTER_ALL, policy);
    add('initiative', entity, status);
    if (onFileAt(state, entityId, AFTER_ALL, policy).length === 0) continue;
    add('reverse-solicited', entity);
    for (const gap of evidenceGaps(state, entityId, AFTER_ALL)) add('gap', entity, gap);
    for (const { entry, original } of scopeAt(state, entityId, AFTER_ALL, policy)) {
      if (!original || entry.offer.service === null) continue;
      add('original', entity, entry.offer.service, assetClassOf(entry.offer) ?? 'UNSPECIFIED');
    }
  }
  return [...tags].sort();
}
