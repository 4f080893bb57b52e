import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of one certificate. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  /** Both in one, as Kafka takes them. */
  readonly both: string;
}

/** A certificate authority of the tests, made with openssl. */
export class CertificateAuthority {
  readonly cert: string;

  private constructor(private readonly folder: string) {
    this.cert = join(folder, 'authority.pem');
  }

  /** @throws where openssl is not installed */
  static make(folder: string): CertificateAuthority {
    mkdirSync(folder, { recursive: true });
    const authority = new CertificateAuthority(folder);
    authority.openssl(
      `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key -out authority.pem`,
    );
    return authority;
  }

  /** @param days for how long; below zero: it has expired */
  issue(name: string, { days = 2, keyPassword }: { days?: number; keyPassword?: string } = {}): Issued {
    writeFileSync(join(this.folder, `${name}.ext`), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    const hidden = keyPassword === undefined ? '-nodes' : `-passout pass:${keyPassword}`;
    this.openssl(`req -newkey rsa:2048 ${hidden} -subj /CN=${name} -keyout ${name}.key -out ${name}.csr`);
    this.openssl(
      `x509 -req -in ${name}.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days ${days} -extfile ${name}.ext -out ${name}.pem`,
    );
    const [cert, key, both] = ['pem', 'key', 'both'].map((end) => join(this.folder, `${name}.${end}`)) as [
      string,
      string,
      string,
    ];
    writeFileSync(both, readFileSync(key, 'utf8') + readFileSync(cert, 'utf8'));
    return { cert, key, both };
  }

  private openssl(command: string): void {
    execFileSync('openssl', command.split(' '), { cwd: this.folder, stdio: 'ignore' });
  }
}
