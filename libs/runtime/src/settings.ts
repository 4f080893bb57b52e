/** One setting, as the table in the guide shows it. */
export interface Setting {
  readonly name: string;
  /** As it would be written in the environment; `null`: unset. */
  readonly default: string | null;
  readonly meaning: string;
}

function setting(name: string, fallback: string | null, meaning: string): Setting {
  return { name, default: fallback, meaning };
}

/** Every setting there is. Relative paths are taken from the checkout. */
export const settings = {
  home: setting('SCOPEWATCH_HOME', '.scopewatch', 'Folder for all that `start` writes: data, logs, endpoints.json.'),
  host: setting('SCOPEWATCH_HOST', '127.0.0.1', 'Address that the HTTP servers listen on.'),
  port: setting('SCOPEWATCH_PORT', '6161', 'Port of the api and its dashboard.'),
  monitorPort: setting('SCOPEWATCH_MONITOR_PORT', '6162', "Port of the monitor's health and metrics."),
  notifierPort: setting('SCOPEWATCH_NOTIFIER_PORT', '6163', "Port of the notifier's health and metrics."),
  databaseUrl: setting('DATABASE_URL', null, 'PostgreSQL of your own, as the owner of the schema.'),
  databaseAppUrl: setting('DATABASE_APP_URL', null, 'Role that the apps use, where `start` may not create one.'),
  databaseListenUrl: setting(
    'DATABASE_LISTEN_URL',
    null,
    'PostgreSQL past any pooler, as the role of the apps: they hear at once of what is recorded; unset: they look every so often.',
  ),
  databaseRole: setting(
    'SCOPEWATCH_DB_ROLE',
    null,
    "Role that the apps run as; unset: `scopewatch_app`, or where another installation of the cluster has that, the same with the database's name.",
  ),
  appPassword: setting(
    'SCOPEWATCH_APP_PASSWORD',
    null,
    'Password of that role, where Scopewatch makes it; unset: derived from `DATABASE_URL`.',
  ),
  brokers: setting('KAFKA_BROKERS', null, 'Kafka of your own: host:port, separated by commas.'),
  kafkaSecurityProtocol: setting(
    'KAFKA_SECURITY_PROTOCOL',
    'PLAINTEXT',
    'How its listeners are met: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.',
  ),
  kafkaSslCa: setting(
    'KAFKA_SSL_CA',
    null,
    'Authority that vouches for the brokers: a PEM file or PEM text; unset: those that this machine trusts.',
  ),
  kafkaSslCert: setting('KAFKA_SSL_CERT', null, 'Our certificate, for mutual TLS: a PEM file or PEM text.'),
  kafkaSslKey: setting('KAFKA_SSL_KEY', null, 'Its private key: a PEM file or PEM text.'),
  kafkaSslKeyPassword: setting('KAFKA_SSL_KEY_PASSWORD', null, 'Password of the private key.'),
  kafkaSslKeyPasswordFile: setting('KAFKA_SSL_KEY_PASSWORD_FILE', null, 'File that holds it, in place of the above.'),
  kafkaSslServername: setting(
    'KAFKA_SSL_SERVERNAME',
    null,
    'Name that the certificates of the brokers must bear; unset: the one that each is reached by.',
  ),
  kafkaSaslMechanism: setting(
    'KAFKA_SASL_MECHANISM',
    null,
    'PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER, with SASL_SSL or SASL_PLAINTEXT.',
  ),
  kafkaSaslUsername: setting('KAFKA_SASL_USERNAME', null, 'User, for all but OAUTHBEARER.'),
  kafkaSaslPassword: setting('KAFKA_SASL_PASSWORD', null, 'Their password.'),
  kafkaSaslPasswordFile: setting(
    'KAFKA_SASL_PASSWORD_FILE',
    null,
    'File that holds it, in place of the above; read anew for every connection.',
  ),
  kafkaSaslOauthTokenUrl: setting(
    'KAFKA_SASL_OAUTH_TOKEN_URL',
    null,
    'Token endpoint for OAUTHBEARER (client credentials); its certificate is checked as those of the brokers.',
  ),
  kafkaSaslOauthClientId: setting('KAFKA_SASL_OAUTH_CLIENT_ID', null, 'Client id there.'),
  kafkaSaslOauthClientSecret: setting('KAFKA_SASL_OAUTH_CLIENT_SECRET', null, 'Its secret.'),
  kafkaSaslOauthClientSecretFile: setting(
    'KAFKA_SASL_OAUTH_CLIENT_SECRET_FILE',
    null,
    'File that holds it, in place of the above; read anew for every token.',
  ),
  kafkaSaslOauthScope: setting('KAFKA_SASL_OAUTH_SCOPE', null, 'Scope to ask for.'),
  kafkaReplicationFactor: setting(
    'KAFKA_REPLICATION_FACTOR',
    null,
    "Copies of each topic that is created on a Kafka of your own; unset: the cluster's own default.",
  ),
  kafkaCompression: setting('KAFKA_COMPRESSION', 'none', 'Of what is sent: none, gzip, snappy, lz4 or zstd.'),
  topicAccount: setting('SCOPEWATCH_TOPIC_ACCOUNT', 'account-events', 'Topic of clients, requests and accounts.'),
  topicProduct: setting('SCOPEWATCH_TOPIC_PRODUCT', 'product-events', 'Topic of assets, products and authorisations.'),
  topicMarketing: setting('SCOPEWATCH_TOPIC_MARKETING', 'marketing-events', 'Topic of contacts and campaigns.'),
  topicAlerts: setting('SCOPEWATCH_TOPIC_ALERTS', 'scope-alerts', 'Topic that every change of an alert goes to.'),
  topicCheckpoints: setting(
    'SCOPEWATCH_TOPIC_CHECKPOINTS',
    'scope-checkpoints',
    'Topic for the signed heads of the log.',
  ),
  topicErasures: setting(
    'SCOPEWATCH_TOPIC_ERASURES',
    'scope-erasures',
    'Topic for the ledger of erasures, which is carried out again after a restore.',
  ),
  signingKey: setting(
    'SCOPEWATCH_SIGNING_KEY',
    null,
    'Key that signs the heads of the log, as `scopewatch checkpoints key` makes it; several, separated by spaces, all sign. Unset: nothing is signed.',
  ),
  signingKeyFile: setting('SCOPEWATCH_SIGNING_KEY_FILE', null, 'File that holds it, in place of the above.'),
  checkpointSeconds: setting(
    'SCOPEWATCH_CHECKPOINT_SECONDS',
    '5',
    'How soon what is recorded is covered by a signed head.',
  ),
  checkpointFile: setting(
    'SCOPEWATCH_CHECKPOINT_FILE',
    null,
    'File that always holds the latest signed head; beside it, ending in `.witnessed`, the latest that a witness has signed.',
  ),
  witnesses: setting(
    'SCOPEWATCH_WITNESSES',
    null,
    'Witnesses (C2SP tlog-witness) that the heads are given to: of each its verifier key and its address, all separated by spaces.',
  ),
  witnessSeconds: setting('SCOPEWATCH_WITNESS_SECONDS', '30', 'How often each is asked, where there is news.'),
  tsaUrl: setting(
    'SCOPEWATCH_TSA_URL',
    null,
    'Time-stamping authority (RFC 3161) that says when a head was there; unset: none is asked.',
  ),
  tsaCa: setting(
    'SCOPEWATCH_TSA_CA',
    null,
    'Authority that its certificate must go back to: a PEM file or PEM text; unset: what it sends is kept whoever has signed it.',
  ),
  tsaMinutes: setting('SCOPEWATCH_TSA_MINUTES', '60', 'How often it is asked at most, where there is news.'),
  topicRejections: setting('SCOPEWATCH_TOPIC_REJECTIONS', 'scope-rejections', 'Topic for messages that were refused.'),
  partitions: setting('SCOPEWATCH_PARTITIONS', '6', 'Partitions of a topic, where `start` creates it.'),
  group: setting('SCOPEWATCH_GROUP', 'scopewatch-monitor', 'Consumer group that the monitors share.'),
  lanes: setting('SCOPEWATCH_LANES', '2', 'Database connections that one monitor commits batches on.'),
  batch: setting('SCOPEWATCH_BATCH', '5000', 'Most events that one transaction holds.'),
  policy: setting(
    'SCOPEWATCH_POLICY',
    'policy/mica-61.json',
    'Policy pack to begin with; one of a new version is put into force.',
  ),
  paritySeconds: setting(
    'SCOPEWATCH_PARITY_SECONDS',
    '86400',
    'How often it is checked that the pack in force gives the alerts on record.',
  ),
  logLevel: setting('SCOPEWATCH_LOG_LEVEL', 'info', 'trace, debug, info, warn, error, fatal or silent.'),
  maxMessageBytes: setting('SCOPEWATCH_MAX_MESSAGE_BYTES', '20971520', 'Largest message that the topics take.'),
  requestsPerMinute: setting('SCOPEWATCH_REQUESTS_PER_MINUTE', '3000', 'HTTP requests that one address may make.'),
  documentBytesMax: setting(
    'SCOPEWATCH_DOCUMENT_BYTES_MAX',
    '10485760',
    'Bytes that a document attached to a client may have.',
  ),
  signInsPerMinute: setting('SCOPEWATCH_SIGN_INS_PER_MINUTE', '60', 'Of these, how many about signing in.'),
  trustProxy: setting(
    'SCOPEWATCH_TRUST_PROXY',
    null,
    'Proxies whose word is taken on where a request comes from and whether by https: how many there are in a row, or their addresses and ranges; unset: none.',
  ),
  metricsFrom: setting(
    'SCOPEWATCH_METRICS_FROM',
    null,
    'Addresses or ranges (10.1.0.0/16) that may read /metrics, separated by commas (0.0.0.0/0,::/0: whoever reaches the port); unset: who is on the same machine, or, where there is a token, whoever has it.',
  ),
  metricsToken: setting(
    'SCOPEWATCH_METRICS_TOKEN',
    null,
    'What must come along to read /metrics, as "Authorization: Bearer …"; at least 16 characters.',
  ),
  oidcIssuer: setting('SCOPEWATCH_OIDC_ISSUER', null, 'OpenID provider that people sign in with; unset: by link only.'),
  oidcClientId: setting('SCOPEWATCH_OIDC_CLIENT_ID', null, 'Scopewatch’s client id there.'),
  oidcClientSecret: setting('SCOPEWATCH_OIDC_CLIENT_SECRET', null, 'Its secret; unset for a public client.'),
  oidcRedirectUrl: setting(
    'SCOPEWATCH_OIDC_REDIRECT_URL',
    null,
    'Where the provider sends people back to; unset: /auth/oidc/callback at the public address, or at host and port.',
  ),
  oidcScope: setting('SCOPEWATCH_OIDC_SCOPE', 'openid profile email', 'What is asked of the provider.'),
  oidcRolesClaim: setting(
    'SCOPEWATCH_OIDC_ROLES_CLAIM',
    'roles',
    'Claim with the roles (viewer, scopewatch:analyst, …); dots lead into objects. A claim that is missing gives none.',
  ),
  oidcEntitiesClaim: setting(
    'SCOPEWATCH_OIDC_ENTITIES_CLAIM',
    null,
    'Claim with the entities that somebody is limited to, "*" for all; unset: it is settled here.',
  ),
  notifyWait: setting(
    'SCOPEWATCH_NOTIFY_WAIT_SECONDS',
    '10',
    'How long people are not told yet: what is taken back by then is not told at all.',
  ),
  notifyRepeat: setting(
    'SCOPEWATCH_NOTIFY_REPEAT_SECONDS',
    '86400',
    'After this time people are told again of open alerts that nobody acknowledged.',
  ),
  notifyRetry: setting(
    'SCOPEWATCH_NOTIFY_RETRY_SECONDS',
    '5,300,1800,7200,18000,36000,36000',
    'How long to wait before each further attempt at a notification; after the last it is given up.',
  ),
  notifyTimeout: setting('SCOPEWATCH_NOTIFY_TIMEOUT_SECONDS', '15', 'How long one attempt may take.'),
  webhookAllowPrivate: setting(
    'SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE',
    null,
    'Hosts, addresses or ranges (10.1.0.0/16) that webhooks and Alertmanager may have though not public, separated by commas; `true`: any.',
  ),
  smtpUrl: setting('SCOPEWATCH_SMTP_URL', null, 'Server that mail goes out by: smtp(s)://user:password@host:port.'),
  smtpFrom: setting('SCOPEWATCH_SMTP_FROM', null, 'Sender of mail; needed with the server.'),
  publicUrl: setting(
    'SCOPEWATCH_PUBLIC_URL',
    null,
    'Address under which people open the dashboard: of links in notifications and of sign-in links; unset: host and port.',
  ),
  firm: setting('SCOPEWATCH_FIRM', null, 'Name of the firm, as evidence reports give it; unset: a line to fill in.'),
  parts: setting(
    'SCOPEWATCH_PARTS',
    'auto',
    'Where PostgreSQL and Kafka come from when no address is given: docker, embedded, env (addresses only), or auto (Docker if an engine answers, else embedded).',
  ),
  kafkaImage: setting('SCOPEWATCH_KAFKA_IMAGE', 'apache/kafka:4.1.1', 'Image of Kafka where Docker runs it.'),
  postgresImage: setting('SCOPEWATCH_POSTGRES_IMAGE', 'postgres:18.1-alpine', 'Image of PostgreSQL, likewise.'),
} as const satisfies Record<string, Setting>;

/** The table as Markdown, for the guide and for `--help`. */
export function settingsTable(): string {
  const rows = Object.values(settings).map(
    ({ name, default: fallback, meaning }) =>
      `| \`${name}\` | ${fallback === null ? '' : `\`${fallback}\``} | ${meaning} |`,
  );
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
