import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { AllowedPrivate } from '#runtime';
import { mayCall } from './address-guard.js';

/** The host leads to where no message may be sent. */
export class PrivateAddress extends Error {}
/** The host has no address. */
export class Unresolved extends Error {}

/**
 * Resolves a host once, and checks every address that it has: who controls the name could give one that is public beside
 * one that is not.
 * @returns a lookup that knows these very addresses, so that the connection can't go anywhere else
 * @throws PrivateAddress, Unresolved
 */
export async function checkedLookup(hostname: string, allowed: AllowedPrivate): Promise<LookupFunction> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }];
  const refused = addresses.find(({ address }) => !mayCall(host, address, allowed));
  const [first] = addresses;
  if (first === undefined) throw new Unresolved(`${host} has no address`);
  if (refused !== undefined) {
    throw new PrivateAddress(`${host} leads to ${refused.address}, which is not public`);
  }
  return (_host, { all }, callback) => {
    if (all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  };
}

async function resolve(host: string): Promise<{ address: string; family: number }[]> {
  try {
    return await lookup(host, { all: true, verbatim: true });
  } catch (error) {
    throw new Unresolved(`${host} can't be resolved: ${error instanceof Error ? error.message : String(error)}`);
  }
}
