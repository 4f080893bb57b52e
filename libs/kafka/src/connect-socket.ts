import type { ISocketFactory } from 'kafkajs';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { KafkaTls } from '#runtime';
import { tlsOptions } from './tls-options.js';

const KEEP_ALIVE_MS = 60_000;

/** What only the first bytes of a connection show, as the `code` of its error. */
export const TLS_MET_IN_PLAIN = 'TLS_MET_IN_PLAIN';
export const PLAIN_MET_WITH_TLS = 'PLAIN_MET_WITH_TLS';

/**
 * Makes the sockets for kafkajs. Certificates and keys are read anew for each, so that renewed ones are taken up without
 * a restart. A listener of the other kind would only look silent or hang up; it is told by what it says first.
 */
export function socketFactory(tls: KafkaTls | undefined): ISocketFactory {
  return ({ host, port, onConnect }) => {
    const socket = tls === undefined ? plain(host, port, onConnect) : encrypted(host, port, tls, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return socket;
  };
}

function plain(host: string, port: number, onConnect: () => void): Socket {
  const socket = connectPlain({ host, port }, onConnect);
  // The first byte of an answer is the highest of its length: an answer of 350 MB, or an alert of TLS.
  socket.once('data', (first: Buffer) => {
    if (first[0] === 0x15 && first[1] === 0x03) socket.destroy(coded('the listener speaks TLS', TLS_MET_IN_PLAIN));
  });
  return socket;
}

function encrypted(host: string, port: number, tls: KafkaTls, onConnect: () => void): Socket {
  const name = isIP(host) === 0 ? { servername: host } : {};
  let secured = false;
  const socket = connectTls({ host, port, ...name, ...tlsOptions(tls) }, () => {
    secured = true;
    onConnect();
  });
  const emit = socket.emit.bind(socket);
  // A broker that takes the greeting for a length hangs up on it, which Node tells as a mere reset.
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    const [error] = args;
    if (event === 'error' && !secured && isReset(error)) return emit(event, coded('no TLS there', PLAIN_MET_WITH_TLS));
    return emit(event, ...args);
  };
  return socket;
}

function isReset(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER';
}

const coded = (message: string, code: string): Error => Object.assign(new Error(message), { code });
