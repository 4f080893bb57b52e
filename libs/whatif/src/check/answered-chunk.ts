import type { DomainEvent, Judgement, Policy } from '#domain';
import type { ThreadStart } from '../threads.js';

/** What a thread is given when it starts. */
export interface CheckStart extends ThreadStart {
  readonly acts: readonly DomainEvent[];
}

/** The answers for some clients, and those whose whole timelines are needed for one. */
export interface AnsweredChunk<T> {
  readonly clients: number;
  readonly answers: readonly T[];
  readonly whole: readonly string[];
}

/** How a verdict is told. */
export type Tell<T> = (judgement: Judgement, policy: Policy) => T;
