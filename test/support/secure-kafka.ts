import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, recordedProcess, startDaemon, stopProcess } from '#devstack';
import { answersMetadata } from '../../libs/devstack/src/kafka/answers-metadata.js';
import { newClusterId } from '../../libs/devstack/src/kafka/format-storage.js';
import { kafkaJars } from '../../libs/devstack/src/kafka/jars.js';
import { findJava } from '../../libs/devstack/src/kafka/java.js';
import { asFile } from '../../libs/devstack/src/kafka/server-properties.js';
import { makeTestHome, removeTestHome } from '../setup/test-home';
import { CertificateAuthority, type Issued } from './certificate-authority';
import { Child } from './child';
import { until } from './until';

export const PASSWORD = 'p@ss word;with=signs';
export const SECRET = 'a secret of the tests that is long enough';

type Settings = Readonly<Record<string, string>>;

/** The ways in, each by a listener of its own. */
const LISTENERS = ['OPEN', 'TLS', 'MUTUAL', 'SASL', 'SASLOPEN', 'EXPIRED', 'CONTROLLER'] as const;
type Listener = (typeof LISTENERS)[number];

interface Times {
  /** When brokers want to be shown anew who we are. */
  readonly reauthenticateMs: number;
  readonly tokenSeconds: number;
}

/** Apache Kafka as firms run it: TLS, mutual TLS, all mechanisms, an OpenID provider, and who may do what. */
export class SecureKafka {
  readonly authority: CertificateAuthority;
  private readonly clientCertificate: Issued;

  private constructor(
    readonly home: string,
    private readonly ports: Readonly<Record<Listener, number>>,
    private readonly provider: Child,
    private readonly tokenUrl: string,
    authority: CertificateAuthority,
  ) {
    this.authority = authority;
    this.clientCertificate = authority.issue('client', { keyPassword: 'of-the-key' });
    writeFileSync(join(home, 'password'), `${PASSWORD}\n`);
  }

  static async start({ reauthenticateMs, tokenSeconds }: Times): Promise<SecureKafka> {
    const home = makeTestHome();
    mkdirSync(join(home, 'logs'));
    const ports = Object.fromEntries(await Promise.all(LISTENERS.map(async (name) => [name, await freePort()])));
    const providerPort = await freePort();
    const issuer = `http://127.0.0.1:${providerPort}`;
    const provider = Child.start(['test/support/token-provider.mjs', String(providerPort), String(tokenSeconds)], {});
    const kafka = new SecureKafka(
      home,
      ports,
      provider,
      `${issuer}/token`,
      CertificateAuthority.make(join(home, 'certificates')),
    );
    await kafka.up(issuer, reauthenticateMs);
    return kafka;
  }

  broker(listener: Listener): string {
    return `localhost:${this.ports[listener]}`;
  }

  /** Where the messages of a partition lie, as the broker keeps them. */
  segment(topic: string, partition = 0): string {
    return join(this.home, 'data', `${topic}-${partition}`, '00000000000000000000.log');
  }

  /** Settings that open each way, as a user would set them. */
  get ways(): Readonly<
    Record<'SSL' | 'mutual TLS' | 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | 'OAUTHBEARER', Settings>
  > {
    const { cert: KAFKA_SSL_CA } = this.authority;
    const tls = { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA };
    const sasl = { KAFKA_BROKERS: this.broker('SASL'), KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SSL_CA };
    const user = { KAFKA_SASL_USERNAME: 'app', KAFKA_SASL_PASSWORD_FILE: join(this.home, 'password') };
    return {
      SSL: { KAFKA_BROKERS: this.broker('TLS'), ...tls },
      'mutual TLS': {
        KAFKA_BROKERS: this.broker('MUTUAL'),
        ...tls,
        KAFKA_SSL_CERT: this.clientCertificate.cert,
        KAFKA_SSL_KEY: this.clientCertificate.key,
        KAFKA_SSL_KEY_PASSWORD: 'of-the-key',
      },
      PLAIN: { ...sasl, ...user, KAFKA_SASL_MECHANISM: 'PLAIN' },
      'SCRAM-SHA-256': { ...sasl, ...user, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256' },
      'SCRAM-SHA-512': { ...sasl, ...user, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' },
      OAUTHBEARER: {
        ...sasl,
        KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
        KAFKA_SASL_OAUTH_TOKEN_URL: this.tokenUrl,
        KAFKA_SASL_OAUTH_CLIENT_ID: 'kafka-client',
        KAFKA_SASL_OAUTH_CLIENT_SECRET: SECRET,
        KAFKA_SASL_OAUTH_SCOPE: 'kafka',
      },
    };
  }

  async stop(): Promise<void> {
    const broker = recordedProcess(this.home, 'kafka');
    if (broker !== undefined) await stopProcess(broker, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
    await this.provider.end('SIGKILL');
    await removeTestHome(this.home);
  }

  private async up(issuer: string, reauthenticateMs: number): Promise<void> {
    const java = await findJava(process.env);
    const jars = await kafkaJars(this.home, process.env, { info: () => undefined, warn: () => undefined });
    const file = join(this.home, 'server.properties');
    writeFileSync(file, asFile(this.properties(issuer, reauthenticateMs)));
    const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
      ['app', 'limited'].flatMap((name) => ['--add-scram', `${mechanism}=[name=${name},password="${PASSWORD}"]`]),
    );
    const format = [
      '-Xmx256m',
      '-cp',
      join(jars, '*'),
      'kafka.tools.StorageTool',
      'format',
      '-t',
      newClusterId(),
      '-c',
      file,
    ];
    execFileSync(java, [...format, ...users], { stdio: 'pipe' });
    const daemon = startDaemon({
      home: this.home,
      name: 'kafka',
      command: java,
      args: [
        '-Xmx512m',
        '-XX:+UseSerialGC',
        `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${issuer}/jwks`,
        '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
        '-cp',
        join(jars, '*'),
        'kafka.Kafka',
        file,
      ],
      env: process.env,
    });
    await until(
      'the guarded Kafka answers',
      async () => {
        if (daemon.child.exitCode !== null) throw new Error(`Kafka ended while starting:\n${daemon.output()}`);
        return answersMetadata('127.0.0.1', this.ports.OPEN);
      },
      { everyMs: 300 },
    );
  }

  private properties(issuer: string, reauthenticateMs: number): Record<string, string> {
    const { ports, authority } = this;
    const server = authority.issue('broker').both;
    const expired = authority.issue('old', { days: -1 }).both;
    const address = (name: Listener): string =>
      `${name}://${name === 'OPEN' || name === 'CONTROLLER' ? '127.0.0.1' : 'localhost'}:${ports[name]}`;
    const clients = LISTENERS.filter((name) => name !== 'CONTROLLER');
    const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="${PASSWORD}" user_app="${PASSWORD}";`;
    const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
    return {
      'process.roles': 'broker,controller',
      'node.id': '1',
      'controller.quorum.voters': `1@127.0.0.1:${ports.CONTROLLER}`,
      listeners: LISTENERS.map(address).join(','),
      'advertised.listeners': clients.map(address).join(','),
      'listener.security.protocol.map':
        'OPEN:PLAINTEXT,TLS:SSL,MUTUAL:SSL,SASL:SASL_SSL,SASLOPEN:SASL_PLAINTEXT,EXPIRED:SSL,CONTROLLER:PLAINTEXT',
      'controller.listener.names': 'CONTROLLER',
      'inter.broker.listener.name': 'OPEN',
      'log.dirs': join(this.home, 'data'),
      'auto.create.topics.enable': 'false',
      'default.replication.factor': '1',
      'offsets.topic.num.partitions': '2',
      'offsets.topic.replication.factor': '1',
      'transaction.state.log.num.partitions': '1',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'group.initial.rebalance.delay.ms': '0',
      'connection.failed.authentication.delay.ms': '0',
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users': 'User:ANONYMOUS;User:app;User:kafka-client;User:CN=client',
      'connections.max.reauth.ms': String(reauthenticateMs),
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': server,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': authority.cert,
      'listener.name.mutual.ssl.client.auth': 'required',
      'listener.name.expired.ssl.keystore.location': expired,
      'listener.name.expired.ssl.keystore.type': 'PEM',
      'listener.name.sasl.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
      'listener.name.saslopen.sasl.enabled.mechanisms': 'SCRAM-SHA-256',
      'listener.name.saslopen.scram-sha-256.sasl.jaas.config': scram,
      'listener.name.sasl.plain.sasl.jaas.config': plain,
      'listener.name.sasl.scram-sha-256.sasl.jaas.config': scram,
      'listener.name.sasl.scram-sha-512.sasl.jaas.config': scram,
      'listener.name.sasl.oauthbearer.sasl.jaas.config':
        'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;',
      'listener.name.sasl.oauthbearer.sasl.server.callback.handler.class':
        'org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler',
      'listener.name.sasl.oauthbearer.sasl.oauthbearer.jwks.endpoint.url': `${issuer}/jwks`,
      'listener.name.sasl.oauthbearer.sasl.oauthbearer.expected.audience': 'urn:kafka',
      'listener.name.sasl.oauthbearer.sasl.oauthbearer.expected.issuer': issuer,
    };
  }
}
