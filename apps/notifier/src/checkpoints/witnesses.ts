import { addCosignature, consistencyPath, cosignedSize, latestHead, latestWitnessedHead, type SignedHead } from '#log';
import { addCheckpointBody, printVerifier } from '#proof';
import type { Check, WitnessConfig } from '#runtime';
import { LeaderLoop, withSession, type LeaderParts, type Round, type Term } from '#store';
import { callOut, Unanswered } from '../http/call-out.js';
import { keepLatest } from './checkpoint-file.js';
import type { OutsideMetrics } from './outside-metrics.js';
import { readAnswer, type Given, type WitnessAnswer } from './witness-answer.js';
import { afterAnswer, BEGINNING, checkOfWitness, sentence, type WitnessState } from './witness-state.js';

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 64 * 1024;
/** A witness may name another size as often in one go: once where we had none on record, once more where the head is newer. */
const CONFLICTS_MAX = 3;
const REST_MS = 1_000;

export interface WitnessesOptions {
  readonly witnesses: readonly WitnessConfig[];
  readonly everyMs: number;
  /** The latest head that one has signed is kept beside this file. */
  readonly file: string | undefined;
}

/** What a witness made of the head of that size. */
interface Answer {
  readonly witness: WitnessConfig;
  readonly answer: WitnessAnswer;
  readonly size: number;
}

/**
 * Gives the latest head to each witness with the proof that it continues what that one signed last, and keeps what they
 * add. Beside the sequencer and not in it: no head waits for a witness. Each has its own times; one that is away is asked
 * ever more rarely, up to once a minute, and one that finds the log inconsistent is told of in a loud voice.
 */
export class Witnesses extends LeaderLoop {
  private states = new Map<string, WitnessState>();
  private kept = '';

  constructor(
    parts: LeaderParts,
    private readonly metrics: OutsideMetrics,
    private readonly options: WitnessesOptions,
  ) {
    super(parts, 'witnesses', 'witnesses are not asked for now; heads are signed without them');
  }

  /** Empty where another process asks them: it says how it stands with each. */
  checks(): Check[] {
    if (this.state !== 'leading') return [];
    return this.options.witnesses.map(({ key }) => checkOfWitness(key.name, this.states.get(key.name) ?? BEGINNING));
  }

  protected begin(term: Term): Round {
    return async () => {
      if (this.states.size === 0) await this.recall(term);
      const answers = await Promise.all(this.options.witnesses.map((witness) => this.turnOf(witness, term)));
      for (const answered of answers) if (answered !== undefined) await this.take(answered, term);
      await this.keep(term);
      return REST_MS;
    };
  }

  protected override ended(): Promise<void> {
    this.states = new Map();
    // Whoever leads next says it.
    this.metrics.inconsistent.reset();
    return Promise.resolve();
  }

  /** From where each goes on. */
  private async recall({ session }: Term): Promise<void> {
    for (const { key } of this.options.witnesses) {
      const size = await cosignedSize(session.sql, printVerifier(key));
      this.states.set(key.name, { ...BEGINNING, size });
      this.metrics.cosignedSize.set({ witness: key.name }, size);
      this.metrics.inconsistent.set({ witness: key.name }, 0);
    }
  }

  /** @returns `undefined` where there is nothing to ask it, or not yet */
  private async turnOf(witness: WitnessConfig, { signal }: Term): Promise<Answer | undefined> {
    const { last, notBefore, size } = this.stateOf(witness);
    if (performance.now() < notBefore) return undefined;
    const head = await this.latest();
    // Whoever begins asks in any case: an older state of the log may have been put back meanwhile.
    if (head === undefined || (last?.outcome === 'COSIGNED' && head.size === size)) return undefined;
    return this.ask(witness, size, head, signal);
  }

  private async take({ witness, answer, size }: Answer, { session, signal }: Term): Promise<void> {
    // What was broken off says nothing of the witness.
    if (signal.aborted) return;
    if (answer.outcome === 'COSIGNED') {
      const cosignature = { witness: printVerifier(witness.key), line: answer.line };
      await session.transaction((tx) => addCosignature(tx, size, cosignature));
    }
    const before = this.stateOf(witness);
    this.states.set(witness.key.name, afterAnswer(before, answer, size, performance.now(), this.options.everyMs));
    this.tell(witness.key.name, before, answer, size);
  }

  private stateOf({ key }: WitnessConfig): WitnessState {
    return this.states.get(key.name) ?? BEGINNING;
  }

  /** On connections of their own: they are asked side by side. */
  private latest(): Promise<SignedHead | undefined> {
    return withSession(this.parts.dataSource, ({ sql }) => latestHead(sql));
  }

  /** Asks until it has signed or refused, from the size that it names where it knows another one. */
  private async ask(witness: WitnessConfig, known: number, latest: SignedHead, signal: AbortSignal): Promise<Answer> {
    let [head, oldSize] = [latest, known];
    for (let conflicts = 0; ; conflicts += 1) {
      // It may have been given a newer one meanwhile, by another process that has led before us.
      if (oldSize > head.size) head = (await this.latest()) ?? head;
      const { size, note } = head;
      if (oldSize > size) return { witness, answer: ahead(oldSize, size), size };
      const path = await withSession(this.parts.dataSource, ({ sql }) => consistencyPath(sql, oldSize, size));
      const given = { witness: witness.key, oldSize, size, checkpoint: note };
      const answer = await post(`${witness.url}/add-checkpoint`, addCheckpointBody(oldSize, path, note), given, signal);
      if (answer.outcome !== 'CONFLICT' || conflicts === CONFLICTS_MAX) return { witness, answer, size };
      oldSize = answer.size;
    }
  }

  private tell(witness: string, before: WitnessState, answer: WitnessAnswer, size: number): void {
    const { log } = this.parts;
    this.metrics.answers.inc({ witness, outcome: answer.outcome });
    this.metrics.inconsistent.set({ witness }, answer.outcome === 'INCONSISTENT' ? 1 : 0);
    if (answer.outcome === 'COSIGNED') {
      this.metrics.cosignedSize.set({ witness }, size);
      if (before.failures > 0) log.info({ witness, size }, 'the witness vouches for the log again');
      return;
    }
    // Each time: whoever reads the log of a day must not miss it.
    if (answer.outcome === 'INCONSISTENT') return log.error({ witness, size }, sentence(witness, answer.detail));
    if (before.last?.outcome === answer.outcome) return;
    log.warn(
      { witness, size, ...answer },
      'the witness has not signed; it is asked again, and heads are signed without it',
    );
  }

  /** The latest head that one has signed, in a file. */
  private async keep({ session }: Term): Promise<void> {
    if (this.options.file === undefined) return;
    const head = await latestWitnessedHead(session.sql);
    // Another witness may add its line to the same head a moment later.
    if (head === undefined || head.note === this.kept) return;
    await keepLatest(`${this.options.file}.witnessed`, head.note);
    this.kept = head.note;
  }
}

async function post(url: string, text: string, given: Given, signal: AbortSignal): Promise<WitnessAnswer> {
  const limits = { timeoutMs: TIMEOUT_MS, answerBytesMax: ANSWER_BYTES_MAX, signal };
  try {
    return readAnswer(
      await callOut({ url, type: 'text/plain; charset=utf-8', body: Buffer.from(text), ...limits }),
      given,
    );
  } catch (error) {
    if (error instanceof Unanswered) return { outcome: 'AWAY', detail: error.message };
    throw error;
  }
}

const ahead = (seen: number, size: number): WitnessAnswer => ({
  outcome: 'INCONSISTENT',
  detail: `it has signed a head with ${seen} leaves, and the latest here has ${size}`,
});
