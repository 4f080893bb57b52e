import { compilePolicy, dateMs, PolicyError, type Policy, type PolicyPack } from './policy.js';
import { parseWhen } from '../time/when.js';

/**
 * What acts are judged by once a pack comes into force after others: it alone; or, where it says from when on it judges
 * acts (`actsFrom`), those before it up to that date and then itself. Pure.
 * @param before the succession in force, oldest first; empty where nothing is
 */
export function succession(before: readonly PolicyPack[], pack: PolicyPack): readonly PolicyPack[] {
  const { actsFrom } = pack;
  if (actsFrom === undefined) return [pack];
  // The first one judges whatever is older, whatever date it gives.
  const kept = before.filter((p, i) => i === 0 || (p.actsFrom ?? '') < actsFrom);
  return [...kept.filter((p) => p.version !== pack.version), pack];
}

/**
 * Makes a succession of packs ready for judging.
 * @throws PolicyError when a pack is inconsistent, or they don't follow one another
 */
export function compileSuccession(packs: readonly PolicyPack[]): Policy {
  const policies = packs.map(compilePolicy);
  const newest = policies.at(-1);
  if (newest === undefined) throw new PolicyError(['It holds no pack.']);
  const problems = packs.flatMap(({ version, actsFrom }, i) => {
    const before = packs[i - 1];
    if (before === undefined) return [];
    if (actsFrom === undefined) return [`${version} comes after ${before.version}, so it must say actsFrom.`];
    if (i > 1 && actsFrom <= (before.actsFrom ?? '')) {
      return [`${version} must judge acts from a later date on than ${before.version} before it.`];
    }
    return packs.findIndex((p) => p.version === version) < i ? [`${version} stands there twice.`] : [];
  });
  if (problems.length > 0) throw new PolicyError(problems);
  if (policies.length === 1) return newest;
  const starts = packs.map(({ actsFrom }, i) => (i === 0 ? -Infinity : (dateMs(actsFrom ?? '') ?? 0)));
  const changes = new Set([...policies.flatMap((p) => p.perimeterChanges), ...starts.slice(1)]);
  return {
    ...newest,
    packs,
    // For a client, a new pack may move the perimeter as the law does.
    perimeterChanges: [...changes].sort((a, b) => a - b),
    at: ({ from }) => policies[starts.findLastIndex((start) => start <= from)] ?? newest,
  };
}

/**
 * The version of the pack in effect for an act.
 * @param effectiveAt as an event gives it
 */
export function versionFor(policy: Policy, effectiveAt: string): string {
  const when = parseWhen(effectiveAt);
  return (when === null ? policy : policy.at(when)).version;
}
