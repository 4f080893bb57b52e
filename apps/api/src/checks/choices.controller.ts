import { Controller } from '@nestjs/common';
import { SharedFactsNow } from '#judging/now';
import { recordAudit } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { choicesIn } from './choices.js';
import { choices, known } from './choices.operations.js';
import { clientsAmong, refsOnFile } from './choices.queries.js';

/** What can be picked before a check is asked. */
@Controller()
export class ChoicesController {
  private readonly shared = new SharedFactsNow();

  constructor(private readonly database: Database) {}

  @Handles(choices)
  choices(@Input() { query }: InputOf<typeof choices>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof choices>> {
    const text = query.q?.trim() ?? '';
    return this.database.read(async (sql) => {
      const { catalogue } = await this.shared.read(sql);
      const refs =
        text === '' ? new Set() : await refsOnFile(sql, [`e:${text}`, `s:${text}`, `a:${text}`], tagsOf(caller));
      return choicesIn(catalogue.events, text, caller.entities, {
        entity: refs.has(`e:${text}`) && caller.entities?.includes(text) !== false,
        segment: refs.has(`s:${text}`),
        asset: refs.has(`a:${text}`),
      });
    });
  }

  @Handles(known)
  known(@Input() { body }: InputOf<typeof known>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof known>> {
    const asked = [...new Set(body.clientIds)];
    return this.database.write(async (tx) => {
      const { clientMerges } = await this.shared.read(tx);
      const among = await clientsAmong(
        tx,
        asked.map((id) => clientMerges.survivorOf(id)),
        tagsOf(caller),
      );
      const onFile = asked.filter((id) => among.has(clientMerges.survivorOf(id)));
      const merged = onFile.flatMap((mergedClientId) => {
        const clientId = clientMerges.survivorOf(mergedClientId);
        return clientId === mergedClientId ? [] : [{ mergedClientId, clientId }];
      });
      await recordAudit(tx, caller, 'check.look-up', 'clients', null, { asked: asked.length, onFile: onFile.length });
      return { onFile, merged };
    });
  }
}

/** By which clients of the caller's entities are known; `null`: all are theirs. */
const tagsOf = ({ entities }: Caller): string[] | null =>
  entities === null ? null : entities.map((entity) => `entity:${encodeURIComponent(entity)}`);
