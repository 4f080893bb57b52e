import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  checkpointKeys,
  consistencyPath,
  headAt,
  latestHead,
  latestWitnessedHead,
  proofOfRow,
  treeSize,
  type SignedHead,
} from '#log';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { consistency, inclusion, keys, latest, ofSize, witnessed } from './checkpoints.operations.js';

const base64 = (hash: Buffer): string => hash.toString('base64');

/** The signed heads of the log, and what proves that rows stand in it and that it only ever grew. */
@Controller()
export class CheckpointsController {
  constructor(private readonly database: Database) {}

  @Handles(latest)
  async latest(@Res() response: Response): Promise<void> {
    give(response, await this.database.read(latestHead), 'Nothing has been signed yet.');
  }

  @Handles(witnessed)
  async witnessed(@Res() response: Response): Promise<void> {
    give(response, await this.database.read(latestWitnessedHead), 'No witness has signed anything yet.');
  }

  @Handles(keys)
  keys(): Promise<AnswerOf<typeof keys>> {
    return this.database.read(async (sql) => ({ items: await checkpointKeys(sql) }));
  }

  @Handles(consistency)
  consistency(@Input() { query }: InputOf<typeof consistency>): Promise<AnswerOf<typeof consistency>> {
    const [from, to] = [Number(query.from), Number(query.to)];
    if (from > to) throw new Problem('INVALID_INPUT', 'query/from must not be above query/to');
    return this.database.read(async (sql) => {
      const size = await treeSize(sql);
      if (to > size) throw new Problem('NOT_FOUND', `The log has ${size} leaves, and never had ${to}.`);
      return { from, to, path: (await consistencyPath(sql, from, to)).map(base64) };
    });
  }

  @Handles(ofSize)
  async ofSize(@Input() { params }: InputOf<typeof ofSize>, @Res() response: Response): Promise<void> {
    const head = await this.database.read((sql) => headAt(sql, Number(params.size)));
    give(response, head, `No head with ${params.size} leaves was signed.`);
  }

  @Handles(inclusion)
  async inclusion(@Input() { params }: InputOf<typeof inclusion>): Promise<AnswerOf<typeof inclusion>> {
    const position = Number(params.position);
    const proof = await this.database.read((sql) => proofOfRow(sql, position));
    if (proof === undefined) {
      const why = 'it is none, was recorded before rows had salts, or is younger than the latest checkpoint';
      throw new Problem('NOT_FOUND', `Nothing can be proved of position ${position}: ${why}.`);
    }
    const { batch, tree, leaf, checkpoint } = proof;
    return {
      position,
      leaf: base64(leaf),
      batch: { ...batch, path: batch.path.map(base64), root: base64(batch.root) },
      tree: { ...tree, path: tree.path.map(base64) },
      checkpoint,
    };
  }
}

function give(response: Response, head: SignedHead | undefined, otherwise: string): void {
  if (head === undefined) throw new Problem('NOT_FOUND', otherwise);
  response.type('text/plain; charset=utf-8').send(head.note);
}
