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
      if (addresses !== undefined)
        throw new Problem('INVALID_INPUT', `body/addresses must not be given for a receiver of kind ${kind}`);
      return checkedUrl(url);
    case 'email':
      if (url !== undefined)
        throw new Problem('INVALID_INPUT', 'body/url must not be given for a receiver of kind email');
      if (addresses === undefined)
        throw new Problem('INVALID_INPUT', 'body/addresses must be given for a receiver of kind email');
      return addresses.join(',');
  }
}

function checkedUrl(given: string | undefined): string {
  if (given === undefined)
    throw new Problem('INVALID_INPUT', 'body/url must be given for a receiver of kind webhook or alertmanager');
  if (!URL.canParse(given)) throw new Problem('INVALID_INPUT', 'body/url must be a URL');
  const url = new URL(given);
  if (!['http:', 'https:'].includes(url.protocol))
    throw new Problem('INVALID_INPUT', 'body/url must begin with http:// or https://');
  if (url.username !== '' || url.password !== '') {
    throw new Problem('INVALID_INPUT', 'body/url must hold no user name or password: it is shown in lists');
  }
  url.hash = '';
  return url.href;
}

/** What a receiver is called where nobody gave it a name. */
export const nameOf = (kind: ReceiverKind, target: string): string =>
  kind === 'email' ? target.slice(0, 200) : new URL(target).host;
