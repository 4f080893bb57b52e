import type { ReceiverKind } from '#store';
import { Problem } from '../http/problem.js';

interface Given {
  readonly url?: string | undefined;
  readonly addresses?: readonly string[] | undefined;
}

/**
 * Where messages go, as it is stored. Whether the host may be called is decided each time that something is sent,
 * because a name may lead elsewhere by then.
 * @throws Problem INVALID_INPUT
 */
export function targetOf(kind: ReceiverKind, { url, addresses }: Given): string {
  switch (kind) {
    case 'webhook':
    case 'alertmanager':
      if (addresses !== undefined) throw new Problem('INVALID_INPUT', `body/addresses means nothing for ${kind}`);
      return checkedUrl(url);
    case 'email':
      if (url !== undefined) throw new Problem('INVALID_INPUT', 'body/url means nothing for email');
      if (addresses === undefined) throw new Problem('INVALID_INPUT', 'body/addresses must be given for email');
      return addresses.join(',');
  }
}

function checkedUrl(given: string | undefined): string {
  if (given === undefined) throw new Problem('INVALID_INPUT', 'body/url must be given');
  if (!URL.canParse(given)) throw new Problem('INVALID_INPUT', 'body/url is not an address');
  const url = new URL(given);
  if (!['http:', 'https:'].includes(url.protocol)) throw new Problem('INVALID_INPUT', 'body/url must be http or https');
  if (url.username !== '' || url.password !== '') {
    throw new Problem('INVALID_INPUT', 'body/url must hold no password: it is shown in lists');
  }
  url.hash = '';
  return url.href;
}

/** What a receiver is called where nobody gave it a name. */
export const nameOf = (kind: ReceiverKind, target: string): string =>
  kind === 'email' ? target.slice(0, 200) : new URL(target).host;
