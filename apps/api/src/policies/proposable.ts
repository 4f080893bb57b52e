import { canonicalJson } from '#domain';
import { currentPolicy, policyOf, proposalOf, type PolicyProposal, type Sql } from '#store';

/** Why a pack can't be proposed under its version, in a sentence; `undefined` where it can. */
export async function whyNotProposable(sql: Sql, version: string, pack: object): Promise<string | undefined> {
  const onRecord = await policyOf(sql, version);
  if (onRecord !== undefined && canonicalJson(JSON.parse(onRecord.pack)) !== canonicalJson(pack)) {
    return `${version} is on record with other content. Give the changed pack a new version.`;
  }
  if ((await currentPolicy(sql))?.version === version) return `${version} is in force already.`;
  const last = await proposalOf(sql, version);
  if (last === undefined || !isUnderWay(last)) return undefined;
  return `A proposal of ${version} waits for a decision, or is approved and not in force yet.`;
}

/** Waits for a decision, or for its day. */
const isUnderWay = ({ decision, activatedAt, withdrawnAt }: PolicyProposal): boolean =>
  decision !== 'REJECTED' && activatedAt === null && withdrawnAt === null;
