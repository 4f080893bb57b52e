import { isIP } from 'node:net';
import type { Request } from 'express';

/** Where a request comes from: behind proxies that are trusted, where the first of them was reached from. */
export function addressOf(request: Request): string {
  const { ip } = request;
  if (ip !== undefined && isIP(ip) !== 0) return ip;
  // A proxy passed on what is no address; that of the proxy itself can't be made up.
  return request.socket.remoteAddress ?? 'unknown';
}
