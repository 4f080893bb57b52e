import { clientStates } from '#store';
import { serveChunks } from '../in-thread.js';
import type { Tell, AnsweredChunk, CheckStart } from './answered-chunk.js';
import { judgeStored, readCheckContext } from './check-context.js';

/** What a script does that is to judge planned acts in a thread. */
export const serveCheck = <T>(tell: Tell<T>): Promise<void> =>
  serveChunks<CheckStart, AnsweredChunk<T>>(async (connection, { acts }, policy) => {
    const context = await readCheckContext(connection, { policy, acts });
    return {
      async read(sql, ids) {
        const rows = context.plan.onlyAdds ? await clientStates(sql, ids) : [];
        return () => {
          const stored = new Map(rows.map((row) => [row.clientId, row]));
          const answers: T[] = [];
          const whole: string[] = [];
          for (const id of ids) {
            const judgements = judgeStored(id, stored.get(id), context);
            if (judgements === null) whole.push(id);
            else for (const judgement of judgements) answers.push(tell(judgement, policy));
          }
          return { clients: ids.length, answers, whole };
        };
      },
    };
  });
