import type { DomainEvent } from '#domain';
import { clientStates } from '#store';
import { serveChunks } from '../in-thread.js';
import type { ThreadStart } from '../threads.js';
import type { Tell } from './check-acts.js';
import { judgeStored, readGround } from './ground.js';

/** What a thread is given when it starts. */
export interface CheckStart extends ThreadStart {
  readonly acts: readonly DomainEvent[];
}

/** The answers for some clients, and those whose whole timelines are needed for one. */
export interface AnsweredChunk<T> {
  readonly clients: number;
  readonly told: readonly T[];
  readonly whole: readonly string[];
}

/** What a script does that is to judge planned acts in a thread. */
export const serveCheck = <T>(tell: Tell<T>): Promise<void> =>
  serveChunks<CheckStart, AnsweredChunk<T>>(async (connection, { acts }, policy) => {
    const ground = await readGround(connection, { policy, acts });
    return {
      async read(sql, ids) {
        const rows = ground.plan.onlyAdds ? await clientStates(sql, ids) : [];
        return () => {
          const stored = new Map(rows.map((row) => [row.clientId, row]));
          const told: T[] = [];
          const whole: string[] = [];
          for (const id of ids) {
            const judgements = judgeStored(id, stored.get(id), ground);
            if (judgements === null) whole.push(id);
            else for (const judgement of judgements) told.push(tell(judgement, policy));
          }
          return { clients: ids.length, told, whole };
        };
      },
    };
  });
