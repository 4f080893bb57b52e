import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Database } from '../database.js';
import { addressOf } from './address-of.js';
import { recordAudit } from '#store';
import type { SignInProblem } from './sign-in-problem.js';

/** Nobody knows who it was. */
const SOMEBODY = 'unknown';
/** The same from one address is noted once in this time: who tries a thousand keys must not fill the trail. */
const NOTED_EACH_MS = 60_000;
const ADDRESSES_MAX = 10_000;

/** Puts on record who was not let in, from where and why. */
@Injectable()
export class RefusedSignIns {
  private readonly notedAt = new Map<string, number>();

  constructor(private readonly database: Database) {}

  /** @param personId where it is known whom they said they were */
  async note(request: Request, problem: SignInProblem, personId = SOMEBODY): Promise<void> {
    const caller = { personId, address: addressOf(request) };
    await this.database.write((tx) => recordAudit(tx, caller, 'sign-in.refused', personId, null, { problem }));
  }

  /** A key that is not valid, or not any more. @param keyId as it was sent; it may be made up */
  async noteKey(request: Request, keyId: string | undefined): Promise<void> {
    const address = addressOf(request);
    const now = Date.now();
    if (now - (this.notedAt.get(address) ?? -Infinity) < NOTED_EACH_MS) return;
    if (this.notedAt.size >= ADDRESSES_MAX) this.notedAt.clear();
    this.notedAt.set(address, now);
    const target = keyId === undefined ? 'key' : `key:${keyId}`;
    const caller = { personId: SOMEBODY, address };
    await this.database.write((tx) => recordAudit(tx, caller, 'sign-in.refused', target, null, { problem: 'key' }));
  }
}
