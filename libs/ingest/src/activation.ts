import { readPack, rulesAfter } from '#contract';
import { canonicalJson, JUDGE_VERSION } from '#domain';
import {
  activatePack,
  addPack,
  changeSharedFacts,
  currentPolicy,
  judgeAtWork,
  lockDueProposal,
  noteActivated,
  noteJudge,
  policyOf,
  setSharedFactsVersion,
  type Session,
  type Tx,
} from '#store';
import { newBlock } from '#log';
import { writeEffects } from './commit.js';
import { activationIncident } from '#log/codec';

/** What became of the pack that an installation was given: in force now, in force already, or another one stands. */
export type AtStart = 'ACTIVATED' | 'KNOWN' | 'OTHER_IN_FORCE';

/** A pack that came into force when its time had come. */
export interface Activated {
  readonly version: string;
  readonly proposalId: string;
}

/**
 * Puts the pack of the installation's file into force if its version was never on record. Otherwise the one that is in
 * force stands: what people decided is not undone by a restart.
 * @throws PolicyChangedError where the version is on record with other content
 */
export function activateAtStart(session: Session, packText: string): Promise<AtStart> {
  const { version } = readPack(packText);
  return session.transaction(async (tx) => {
    await changeSharedFacts(tx);
    const known = await policyOf(tx, version);
    if (known !== undefined) {
      requireSame(version, known.pack, packText);
      return (await currentPolicy(tx))?.version === version ? 'KNOWN' : 'OTHER_IN_FORCE';
    }
    await putIntoForce(tx, { version, pack: packText, proposalId: null });
    return 'ACTIVATED';
  });
}

/**
 * Where another version of the judge was at work before, what it left of everybody is no longer what comes out. They are
 * judged again as by a pack that comes into force: in one incident, and told to nobody but `scope-alerts`.
 * @returns whether it was so
 */
export function takeOver(session: Session): Promise<boolean> {
  return session.transaction(async (tx) => {
    await changeSharedFacts(tx);
    if ((await judgeAtWork(tx)) === JUDGE_VERSION) return false;
    const { block, first, recordedAt } = await newBlock(tx);
    await noteJudge(tx, JUDGE_VERSION, first, recordedAt);
    await setSharedFactsVersion(tx, first);
    await judgeEverybody(tx, { block, first, recordedAt }, `judge/${JUDGE_VERSION}`);
    return true;
  });
}

/**
 * Puts approved packs into force whose time has come, each in a transaction of its own.
 * @throws PolicyChangedError where a version is on record with other content
 */
export async function activateDue(session: Session): Promise<Activated[]> {
  const activated: Activated[] = [];
  for (;;) {
    const next = await session.transaction(async (tx) => {
      const proposal = await lockDueProposal(tx);
      if (proposal === undefined) return null;
      await changeSharedFacts(tx);
      const { version, pack, proposalId } = proposal;
      const known = await policyOf(tx, version);
      if (known !== undefined) requireSame(version, known.pack, pack);
      await putIntoForce(tx, { version, pack, proposalId });
      await noteActivated(tx, proposalId);
      return { version, proposalId };
    });
    if (next === null) return activated;
    activated.push(next);
  }
}

/**
 * The activation, the version of what all clients share, and the job that judges everybody again are one transaction,
 * under the lock that no batch is judged beside: nobody is judged by the old pack after it.
 */
async function putIntoForce(
  tx: Tx,
  { version, pack, proposalId }: { version: string; pack: string; proposalId: string | null },
): Promise<void> {
  const before = await currentPolicy(tx);
  const { block, first, recordedAt } = await newBlock(tx);
  await addPack(tx, version, pack, recordedAt);
  const rules = rulesAfter(before?.rules, pack);
  const activation = { version, position: first, proposalId, rules: rules === pack ? null : rules };
  await activatePack(tx, activation, recordedAt);
  // Everybody is judged anyway.
  if ((await judgeAtWork(tx)) !== JUDGE_VERSION) await noteJudge(tx, JUDGE_VERSION, first, recordedAt);
  await setSharedFactsVersion(tx, first);
  if (before !== undefined) await judgeEverybody(tx, { block, first, recordedAt }, version);
}

/** @param key what is new, as the incident is called that gathers what it changes */
async function judgeEverybody(
  tx: Tx,
  { block, first, recordedAt }: { block: number; first: number; recordedAt: number },
  key: string,
): Promise<void> {
  const incidentId = activationIncident(first);
  await writeEffects(tx, {
    chain: 'policy',
    block,
    recordedAt,
    events: [],
    outcomes: [],
    rejections: [],
    fanOuts: [
      {
        position: first,
        trigger: { cause: 'POLICY', incidentId },
        affected: { refs: [], clientIds: [], everyone: true },
      },
    ],
    incidents: [{ incidentId, kind: 'POLICY', key }],
  });
}

function requireSame(version: string, onRecord: string, given: string): void {
  if (canonicalJson(JSON.parse(onRecord)) !== canonicalJson(JSON.parse(given))) throw new PolicyChangedError(version);
}

/** A pack that changed must say so by its version, or nobody could tell by which rules a verdict was reached. */
export class PolicyChangedError extends Error {
  readonly retryable = false;
  constructor(version: string) {
    super(
      `The policy pack ${version} differs from the one on record under that version. Give the changed pack a new version.`,
    );
    this.name = 'PolicyChangedError';
  }
}
