import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONFIG = `
[tsa]
default_tsa = tsa_config
[tsa_config]
dir = .
serial = ./serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
`;

const EXTENSIONS = {
  authority: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n',
  stamps: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n',
  'stamps and more': 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping,serverAuth\n',
};

export interface AuthorityShape {
  /** As `openssl req -newkey` takes it. */
  readonly newKey?: string;
  /** By which digest the certificate is named under the signature. */
  readonly named?: 'sha1' | 'sha256' | 'sha384';
}

/** A real time-stamping authority: `openssl ts`, with a root, an authority below it, and a certificate for time stamps. */
export class TimeStampAuthority {
  readonly root: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tsa-'));
  private server: Server | undefined;
  /** What it does with requests instead of answering them. */
  instead: ((request: Buffer) => Buffer | number) | undefined;
  asked = 0;

  private constructor(
    readonly name: string,
    { newKey = 'ec -pkeyopt ec_paramgen_curve:P-256', named = 'sha256' }: AuthorityShape,
  ) {
    this.root = join(this.folder, 'root.pem');
    writeFileSync(join(this.folder, 'tsa.cnf'), `${CONFIG}ess_cert_id_alg = ${named}\n`);
    writeFileSync(join(this.folder, 'serial'), '01\n');
    this.openssl(
      `req -x509 ${keyOf('ec -pkeyopt ec_paramgen_curve:P-256')} -days 2 -subj /CN=root -keyout root.key -out root.pem`,
    );
    this.issue('below', 'root', 'authority');
    this.issue('tsa', 'below', 'stamps', newKey);
    const chain = ['below.pem', 'root.pem'].map((file) => readFileSync(join(this.folder, file), 'utf8')).join('');
    writeFileSync(join(this.folder, 'chain.pem'), chain);
  }

  /** @throws where openssl is not installed */
  static make(name: string, shape: AuthorityShape = {}): TimeStampAuthority {
    return new TimeStampAuthority(name, shape);
  }

  /** The certificate that it signs with. */
  get certificate(): string {
    return readFileSync(join(this.folder, 'tsa.pem'), 'utf8');
  }

  /** A certificate of as many bytes, for the same key under another name that is as long. */
  twinOfCertificate(name: string): X509Certificate {
    const { length } = new X509Certificate(this.certificate).raw;
    this.openssl(`req -new -key tsa.key -subj /O=tests/CN=${name} -out twin.csr`);
    for (;;) {
      // Signatures on curves differ in length by a byte or two.
      this.openssl('x509 -req -in twin.csr -CA below.pem -CAkey below.key -days 2 -extfile tsa.ext -out twin.pem');
      const twin = new X509Certificate(readFileSync(join(this.folder, 'twin.pem')));
      if (twin.raw.length === length) return twin;
    }
  }

  /** A root of the same name and key identifier, which has issued nothing. */
  impostor(): string {
    const identifier = execFileSync('openssl', ['x509', '-in', this.root, '-noout', '-ext', 'subjectKeyIdentifier'], {
      encoding: 'utf8',
    }).replaceAll(/.*:\s*\n|\s/g, '');
    writeFileSync(join(this.folder, 'impostor.ext'), `${EXTENSIONS.authority}subjectKeyIdentifier=${identifier}\n`);
    this.openssl(`req ${keyOf('ec -pkeyopt ec_paramgen_curve:P-256')} -subj /CN=root -keyout i.key -out i.csr`);
    this.openssl('x509 -req -in i.csr -signkey i.key -days 2 -extfile impostor.ext -out i.pem');
    return readFileSync(join(this.folder, 'i.pem'), 'utf8');
  }

  /** A certificate that is for time stamps and for something else. */
  looseCertificate(): string {
    this.issue('loose', 'below', 'stamps and more');
    return readFileSync(join(this.folder, 'loose.pem'), 'utf8');
  }

  /** What it answers to a request. */
  reply(request: Buffer): Buffer {
    writeFileSync(join(this.folder, 'request.tsq'), request);
    this.openssl(
      'ts -reply -config tsa.cnf -queryfile request.tsq -signer tsa.pem -inkey tsa.key -chain chain.pem -out answer.tsr',
    );
    return readFileSync(join(this.folder, 'answer.tsr'));
  }

  /** What openssl itself says of an answer. @returns whether it holds */
  verifies(answer: Buffer, text: string): boolean {
    writeFileSync(join(this.folder, 'given.tsr'), answer);
    writeFileSync(join(this.folder, 'text'), text);
    try {
      this.openssl('ts -verify -in given.tsr -data text -CAfile root.pem -untrusted chain.pem');
      return true;
    } catch {
      return false;
    }
  }

  /** @returns where it answers */
  async listen(): Promise<string> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.asked += 1;
        const asked = Buffer.concat(chunks);
        const answer = this.instead?.(asked) ?? this.reply(asked);
        if (typeof answer === 'number') response.writeHead(answer).end();
        else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/tsr`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => (this.server === undefined ? resolve() : this.server.close(() => resolve())));
  }

  private issue(
    name: string,
    by: string,
    kind: keyof typeof EXTENSIONS,
    newKey = 'ec -pkeyopt ec_paramgen_curve:P-256',
  ) {
    writeFileSync(join(this.folder, `${name}.ext`), EXTENSIONS[kind]);
    const subject = name === 'tsa' ? this.name : name;
    this.openssl(`req ${keyOf(newKey)} -subj /O=tests/CN=${subject} -keyout ${name}.key -out ${name}.csr`);
    this.openssl(
      `x509 -req -in ${name}.csr -CA ${by}.pem -CAkey ${by}.key -CAcreateserial -days 2 -extfile ${name}.ext -out ${name}.pem`,
    );
  }

  private openssl(command: string): void {
    execFileSync('openssl', command.split(' '), { cwd: this.folder, stdio: 'pipe' });
  }
}

const keyOf = (newKey: string): string => `-newkey ${newKey} -nodes`;
