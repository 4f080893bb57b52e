import { readPolicy } from '#contract';
import { PolicyHistory } from '#judging';
import { allPolicies, type Sql } from '#store';

/** All rules that were ever in force, as they are on record. */
export async function readPolicyHistory(sql: Sql): Promise<PolicyHistory> {
  const stored = await allPolicies(sql);
  return new PolicyHistory(stored.map(({ position, rules }) => ({ position, policy: readPolicy(rules) })));
}
