import { readPack, readPolicy, rulesAfter, sameJson } from '#contract';
import { JUDGE_VERSION, type PolicyPack } from '#domain';
import { MS } from './log-blocks.js';
import type { People } from './people.js';
import type { Parts } from './source.js';

const I8 = 'I8 rule packs come into force as they were proposed, tried and approved by two people';

interface Activation {
  readonly position: number;
  readonly version: string;
  readonly recorded_at: number;
  readonly effective_from: number;
  readonly proposal_id: string | null;
  readonly activated_by: string | null;
  readonly notify: boolean;
  readonly rules: string | null;
}

/** From where on which version of the judge is at work. */
interface JudgeChange {
  readonly position: number;
  readonly judge: number;
  readonly recorded_at: number;
}

/** Something by which everybody is judged again, by the key of its incident. */
interface Turn {
  readonly position: number;
  readonly key: string;
  readonly recorded_at: number;
}

interface Proposal {
  readonly proposal_id: string;
  readonly version: string;
  readonly pack: string;
  readonly backtest_id: string;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly decision: string | null;
  readonly effective_from: number | null;
  readonly notify: boolean;
  readonly activated_at: number | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: number | null;
}

interface Pack {
  readonly version: string;
  readonly recorded_at: number;
  readonly pack: string;
}

/** The packs that were in force, in their order. */
export class Packs {
  private constructor(
    readonly activations: readonly Activation[],
    readonly proposals: readonly Proposal[],
    private readonly judges: readonly JudgeChange[],
    private readonly packs: ReadonlyMap<string, Pack>,
  ) {}

  static async read({ sql }: Pick<Parts, 'sql'>): Promise<Packs> {
    const activations = await sql.query<Activation>(
      `SELECT position, version, ${MS('recorded_at')} AS recorded_at, ${MS('effective_from')} AS effective_from,
              proposal_id, activated_by, notify, rules
         FROM policy_activation ORDER BY position`,
    );
    const proposals = await sql.query<Proposal>(
      `SELECT proposal_id, version, pack, backtest_id, proposed_by, ${MS('proposed_at')} AS proposed_at, decided_by,
              ${MS('decided_at')} AS decided_at, decision, ${MS('effective_from')} AS effective_from, notify,
              ${MS('activated_at')} AS activated_at, withdrawn_by, ${MS('withdrawn_at')} AS withdrawn_at
         FROM policy_proposal ORDER BY proposed_at, proposal_id`,
    );
    const packs = await sql.query<Pack>(
      `SELECT version, ${MS('recorded_at')} AS recorded_at, pack FROM policy_pack ORDER BY version`,
    );
    const judges = await sql.query<JudgeChange>(
      `SELECT position, judge, ${MS('recorded_at')} AS recorded_at FROM judge_change ORDER BY position`,
    );
    return new Packs(activations, proposals, judges, new Map(packs.map((pack) => [pack.version, pack])));
  }

  /** The packs that took the place of others, and the versions of the judge that came without a pack, in their order. */
  get turns(): Turn[] {
    const packs = this.activations.slice(1).map(({ version: key, ...at }) => ({ ...at, key }));
    const alone = this.judges.filter((j) => !this.activations.some((a) => a.position === j.position));
    const judges = alone.map(({ judge, ...at }) => ({ ...at, key: `judge/${judge}` }));
    return [...packs, ...judges].sort((a, b) => a.position - b.position);
  }

  /** Up to where what judges is known to all. */
  get newest(): number {
    return Math.max(0, this.activations.at(-1)?.position ?? 0, this.judges.at(-1)?.position ?? 0);
  }

  /** The pack in force at a position of the log. */
  at(position: number): PolicyPack | null {
    const activation = this.activations.findLast((a) => a.position < position);
    const pack = activation === undefined ? undefined : this.packs.get(activation.version);
    return pack === undefined ? null : this.parsed(pack);
  }

  /** What acts are judged by now, put together from the packs; `undefined` where one of them can't be read, or there is none. */
  rules(): string | undefined {
    let rules: string | undefined;
    for (const { version } of this.activations) {
      const pack = this.packs.get(version)?.pack;
      if (pack === undefined || packIn(pack) === null) return undefined;
      rules = rulesAfter(rules, pack);
    }
    return rules;
  }

  /** The pack in force at a time of recording (ms since 1970). */
  inForceAt(ms: number): PolicyPack | null {
    const activation = this.activations.findLast((a) => a.recorded_at <= ms);
    return activation === undefined ? null : this.at(activation.position + 1);
  }

  closingByTwo(position: number): readonly string[] {
    return this.at(position)?.fourEyes.closing ?? [];
  }

  /** The packs that were in force at some time, in their order. */
  get all(): PolicyPack[] {
    return this.activations.flatMap(({ position }) => this.at(position + 1) ?? []);
  }

  private readonly known = new Map<string, PolicyPack | null>();
  private parsed({ version, pack }: Pack): PolicyPack | null {
    const known = this.known.get(version);
    if (known !== undefined) return known;
    const parsed = packIn(pack);
    this.known.set(version, parsed);
    return parsed;
  }

  async check(parts: Parts, people: People): Promise<void> {
    const { report } = parts;
    for (const pack of this.packs.values()) await this.comparePack(parts, pack);
    let rules: string | undefined;
    for (const [i, activation] of this.activations.entries()) {
      const row = { table: 'policy_activation', row: { position: activation.position } };
      const pack = this.packs.get(activation.version)?.pack;
      const before = this.activations[i - 1];
      if (before !== undefined && activation.recorded_at < before.recorded_at) {
        const expected = { recorded_at: `not before ${before.recorded_at}` };
        await report.compare('I8', row, expected, { recorded_at: activation.recorded_at });
      }
      await report.compare('I8', row, this.activatedAs(activation), { ...activation });
      if (pack === undefined || packIn(pack) === null) continue;
      const next = rulesAfter(rules, pack);
      await report.compare('I8', row, { rules: next === pack ? null : next }, { rules: activation.rules });
      rules = next;
    }
    await this.compareJudges(parts);
    for (const proposal of this.proposals) await this.compareProposal(parts, proposal, people);
    report.invariant(
      I8,
      `${this.packs.size} packs, ${this.activations.length} times that one came into force, ${this.proposals.length} proposals`,
    );
  }

  /** The judge at work is the one that judges here; what came with a pack has its time. */
  private async compareJudges({ report }: Parts): Promise<void> {
    const last = this.judges.at(-1);
    if (last === undefined) {
      const row = { judge: JUDGE_VERSION };
      await report.violation('I8', { kind: 'MISSING', table: 'judge_change', row, column: 'judge' });
    }
    for (const [i, { position, judge, recorded_at }] of this.judges.entries()) {
      const row = { table: 'judge_change', row: { position } };
      const pack = this.activations.find((a) => a.position === position);
      if (pack !== undefined) await report.compare('I8', row, { recorded_at: pack.recorded_at }, { recorded_at });
      if (this.judges[i + 1] === undefined) await report.compare('I8', row, { judge: JUDGE_VERSION }, { judge });
      const first = this.activations[0];
      if (first !== undefined && position >= first.position) continue;
      await report.compare('I8', row, { position: `not before ${first?.position ?? 'a pack'}` }, { position });
    }
  }

  private async comparePack({ report }: Parts, pack: Pack): Promise<void> {
    const row = { table: 'policy_pack', row: { version: pack.version } };
    const parsed = packIn(pack.pack);
    if (parsed === null) return report.violation('I8', { kind: 'UNREADABLE', ...row, column: 'pack' });
    await report.compare('I8', row, { version: parsed.version }, { version: pack.version });
    const first = this.activations.find((a) => a.version === pack.version);
    if (first === undefined) await report.violation('I8', { kind: 'NEVER_IN_FORCE', ...row, column: 'version' });
    else await report.compare('I8', row, { recorded_at: first.recorded_at }, { recorded_at: pack.recorded_at });
    // What was proposed under a version is what stands under it.
    const proposal = this.proposals.find((p) => p.version === pack.version && p.activated_at !== null);
    const proposed = proposal === undefined ? pack.pack : proposal.pack;
    if (sameText(proposed, pack.pack)) return;
    await report.compare('I8', row, { pack: proposed }, { pack: pack.pack });
  }

  /** How a pack came into force: as its proposal was approved, or as the installation's own, for the first time. */
  private activatedAs(activation: Activation): Record<string, unknown> {
    const { version, proposal_id, recorded_at } = activation;
    if (proposal_id === null) {
      const earlier = this.activations.find((a) => a.version === version);
      return {
        proposal_id: earlier === activation ? null : 'a proposal: it was in force before',
        effective_from: recorded_at,
        activated_by: null,
        notify: false,
      };
    }
    const proposal = this.proposals.find((p) => p.proposal_id === proposal_id);
    if (proposal?.decision !== 'APPROVED' || proposal.withdrawn_at !== null) {
      return { proposal_id: 'one that was approved and not withdrawn' };
    }
    return {
      version: proposal.version,
      effective_from: proposal.effective_from,
      activated_by: proposal.decided_by,
      notify: proposal.notify,
      recorded_at:
        recorded_at >= Math.floor(proposal.effective_from ?? 0) ? recorded_at : `not before ${proposal.effective_from}`,
    };
  }

  private async compareProposal({ sql, report }: Parts, p: Proposal, people: People): Promise<void> {
    const row = { table: 'policy_proposal', row: { proposal_id: p.proposal_id } };
    const fault = (column: keyof Proposal, expected: string): Promise<void> =>
      report.compare('I8', row, { [column]: expected }, { ...p });
    const pack = packIn(p.pack);
    if (pack === null) return report.violation('I8', { kind: 'UNREADABLE', ...row, column: 'pack' });
    await report.compare('I8', row, { version: pack.version }, { version: p.version });
    if (people.behind(p.proposed_by) === null) await fault('proposed_by', 'somebody who is known');
    if (p.decision === 'APPROVED' && !people.areTwo(p.proposed_by, p.decided_by)) {
      await fault('decided_by', `somebody else than ${p.proposed_by}`);
    }
    if ((p.decision === null) !== (p.decided_by === null)) await fault('decision', 'one, where somebody has decided');
    if ((p.decided_by === null) !== (p.decided_at === null))
      await fault('decided_at', 'a time, where somebody has decided');
    if (p.decided_at !== null && p.decided_at < p.proposed_at) await fault('decided_at', 'after it was proposed');
    const [tried] = await sql.query<{ version: string; pack: string; status: string }>(
      'SELECT version, pack, status FROM backtest WHERE backtest_id = $1',
      [p.backtest_id],
    );
    if (tried === undefined || tried.version !== p.version || !triedIn(tried.pack, pack)) {
      await fault('backtest_id', 'a backtest of this very pack');
    } else if (p.decision === 'APPROVED' && tried.status !== 'DONE')
      await fault('backtest_id', 'a backtest that is done');
    const activation = this.activations.find((a) => a.proposal_id === p.proposal_id);
    if ((activation === undefined) !== (p.activated_at === null)) {
      await fault('activated_at', activation === undefined ? 'none: it never came into force' : 'a time');
    } else if (activation !== undefined && (p.activated_at ?? 0) < activation.recorded_at) {
      await fault('activated_at', `not before ${activation.recorded_at}`);
    }
    if (p.withdrawn_by !== null && people.behind(p.withdrawn_by) === null) {
      await fault('withdrawn_by', 'somebody who is known');
    }
  }
}

function packIn(text: string): PolicyPack | null {
  try {
    return readPack(text).pack;
  } catch {
    return null;
  }
}

/** Whether rules that were tried end with this pack: where it leaves earlier acts alone, those before it were tried too. */
function triedIn(rules: string, pack: PolicyPack): boolean {
  try {
    return sameJson(readPolicy(rules).packs.at(-1), pack);
  } catch {
    return false;
  }
}

const sameText = (a: string, b: string): boolean => {
  try {
    return sameJson(JSON.parse(a), JSON.parse(b));
  } catch {
    return false;
  }
};
