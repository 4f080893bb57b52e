import type { KafkaSecurity } from '#runtime';
import type { Cluster } from './client.js';
import { PLAIN_MET_WITH_TLS, TLS_MET_IN_PLAIN } from './connect-socket.js';
import { KafkaFault, type FaultKind } from './kafka-fault.js';

/** What was being done, as far as it helps to name it. */
export interface About {
  readonly topics?: readonly string[];
  readonly group?: string;
}

/** What kafkajs, or Node beneath it, tells of a failure. */
interface Report {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly broker: string;
  readonly topic: string;
}

/**
 * @param error as kafkajs threw it
 * @returns what is wrong and what to do about it, in one sentence, without any secret
 */
export function explainFailure(error: unknown, cluster: Cluster, about: About = {}): KafkaFault {
  const causes = causesOf(error);
  const explained = causes.find((each) => each instanceof KafkaFault);
  if (explained instanceof KafkaFault) return explained;
  const reports = causes.map(reportOf);
  for (const [kind, explain] of EXPLAINED) {
    for (const each of reports) {
      const sentence = explain(each, cluster, about);
      if (sentence !== undefined) return new KafkaFault(sentence, kind, { cause: error });
    }
  }
  const why = reports.at(-1)?.message ?? String(error);
  return new KafkaFault(`Kafka at ${cluster.brokers.join(', ')} failed: ${why.replace(/\.$/, '')}.`, 'OTHER', {
    cause: error,
  });
}

/** Does some work with a cluster. @throws KafkaFault in place of what kafkajs throws */
export async function explained<T>(cluster: Cluster, about: About, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainFailure(error, cluster, about);
  }
}

type Explain = (reports: Report, cluster: Cluster, about: About) => string | undefined;

const PROTOCOL = 'KAFKA_SECURITY_PROTOCOL';

const tlsProblem: Explain = ({ code, message, broker }, { brokers, security }) => {
  const who = broker === '' ? brokers.join(', ') : broker;
  const sasl = security?.sasl !== undefined;
  switch (code) {
    case TLS_MET_IN_PLAIN:
      return `Kafka at ${who} speaks TLS, and ${PROTOCOL} is ${security?.protocol ?? 'PLAINTEXT'}; set it to ${sasl ? 'SASL_SSL' : 'SSL (or SASL_SSL)'}.`;
    case PLAIN_MET_WITH_TLS:
      return `Kafka at ${who} hung up on the TLS handshake, as a plain-text listener does; use its TLS port in KAFKA_BROKERS, or set ${PROTOCOL} to ${sasl ? 'SASL_PLAINTEXT' : 'PLAINTEXT'}.`;
    case 'CERT_HAS_EXPIRED':
      return `The certificate of Kafka at ${who} has expired (or that of the authority behind it); it must be renewed there.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of Kafka at ${who} is not valid yet; check the clocks of both machines.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of Kafka at ${who} is for another name; reach it by a name that the certificate bears, or set KAFKA_SSL_SERVERNAME to one.`;
  }
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER|DECRYPT)|CERT_(SIGNATURE|UNTRUSTED|CHAIN)|INVALID_CA/.test(code))
    return `Nobody whom we trust vouches for the certificate of Kafka at ${who} (${code}); set KAFKA_SSL_CA to the authority that signed it.`;
  const alert = `${code} ${message}`;
  if (/ALERT_CERTIFICATE_EXPIRED|alert certificate expired/.test(alert))
    return `Kafka at ${who} doesn't take our certificate, for it has expired; renew what KAFKA_SSL_CERT names.`;
  if (
    /ALERT_(CERTIFICATE|BAD_CERT|UNKNOWN_CA|HANDSHAKE)|alert (bad certificate|unknown ca|certificate|handshake)/.test(
      alert,
    )
  )
    return security?.tls?.identity === undefined
      ? `Kafka at ${who} asks for a certificate of ours; set KAFKA_SSL_CERT and KAFKA_SSL_KEY.`
      : `Kafka at ${who} doesn't take our certificate; KAFKA_SSL_CERT must come from an authority that it trusts.`;
  return undefined;
};

const saslProblem: Explain = ({ name, type, message, broker }, { brokers, security }) => {
  const who = broker === '' ? brokers.join(', ') : broker;
  const sasl = security?.sasl;
  if (type === 'ILLEGAL_SASL_STATE')
    return `The listener of Kafka at ${who} takes no SASL; set ${PROTOCOL} to ${security?.tls === undefined ? 'PLAINTEXT' : 'SSL'}, or use its SASL port in KAFKA_BROKERS.`;
  if (type === 'UNSUPPORTED_SASL_MECHANISM' || /mechanism is not supported/.test(message))
    return `Kafka at ${who} doesn't offer the mechanism ${sasl?.mechanism ?? ''}; set KAFKA_SASL_MECHANISM to one that it offers.`;
  if (name === 'KafkaJSSASLAuthenticationError' || type === 'SASL_AUTHENTICATION_FAILED') return refused(who, sasl);
  // The first question that needs an answer is hung up on where the listener wants to know who asks.
  if (sasl === undefined && name === 'KafkaJSConnectionClosedError')
    return `Kafka at ${who} hung up at the first question, as a listener does that asks for SASL${security?.tls === undefined ? '' : ' (or for a certificate)'}; set ${PROTOCOL} to ${security?.tls === undefined ? 'SASL_PLAINTEXT' : 'SASL_SSL'}, with KAFKA_SASL_MECHANISM.`;
  return undefined;
};

function refused(who: string, sasl: KafkaSecurity['sasl']): string {
  if (sasl?.mechanism === 'OAUTHBEARER')
    return `Kafka at ${who} doesn't take the token that ${sasl.tokenUrl.origin} gave to ${sasl.clientId}; check its audience and scope (KAFKA_SASL_OAUTH_SCOPE).`;
  return `Kafka at ${who} refuses ${sasl?.username ?? 'us'} by ${sasl?.mechanism ?? 'SASL'}; check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD (or KAFKA_SASL_PASSWORD_FILE) and KAFKA_SASL_MECHANISM.`;
}

const aclProblem: Explain = ({ type, topic }, { security }, { topics = [], group }) => {
  const us = whoWeAre(security);
  switch (type) {
    case 'TOPIC_AUTHORIZATION_FAILED':
      return `Kafka doesn't let ${us} use the topic ${topic === '' ? topics.join(', ') : topic}; grant Describe, Read and (for what is sent) Write on it.`;
    case 'GROUP_AUTHORIZATION_FAILED':
      return `Kafka doesn't let ${us} use the consumer group ${group ?? ''}; grant Read on it, or choose another by SCOPEWATCH_GROUP.`;
    case 'CLUSTER_AUTHORIZATION_FAILED':
      return `Kafka doesn't let ${us} do that on the cluster${topics.length === 0 ? '' : ` (topics ${topics.join(', ')})`}; grant Create, DescribeConfigs and IdempotentWrite, or let somebody else create the topics.`;
    default:
      return undefined;
  }
};

const topicProblem: Explain = ({ type, topic }, _cluster, { topics = [] }) => {
  const which = topic === '' ? topics.join(', ') : topic;
  switch (type) {
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return `Kafka has no topic ${which}; "scopewatch prepare" creates what is missing.`;
    case 'INVALID_REPLICATION_FACTOR':
      return `Kafka can't keep as many copies of ${which} as are asked for; set KAFKA_REPLICATION_FACTOR to at most the number of its brokers.`;
    default:
      return undefined;
  }
};

const networkProblem: Explain = ({ name, code, message }, { brokers }) => {
  const network = /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOST|ENET|EAI_AGAIN|EPIPE)/.test(code);
  if (!network && !/^KafkaJS(Connection|BrokerNotFound|RequestTimeout)/.test(name)) return undefined;
  const why = message.replace(/^Connection error: /, '').replace(/\.$/, '');
  return `Kafka at ${brokers.join(', ')} is not reachable (${why}); check KAFKA_BROKERS, and that it runs.`;
};

/** The first that knows the failure has the word. */
const EXPLAINED: readonly (readonly [FaultKind, Explain])[] = [
  ['TLS', tlsProblem],
  ['SASL', saslProblem],
  ['ACL', aclProblem],
  ['TOPIC', topicProblem],
  ['NETWORK', networkProblem],
];

function whoWeAre(security: KafkaSecurity | undefined): string {
  if (security?.sasl === undefined) return security?.tls?.identity === undefined ? 'us' : 'whom KAFKA_SSL_CERT names';
  return security.sasl.mechanism === 'OAUTHBEARER' ? security.sasl.clientId : security.sasl.username;
}

/** An error, and what is behind it. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  const waiting: unknown[] = [error];
  for (let each = waiting.shift(); each !== undefined && causes.length < 20; each = waiting.shift()) {
    causes.push(each);
    if (typeof each !== 'object' || each === null) continue;
    if ('errors' in each && Array.isArray(each.errors)) waiting.push(...(each.errors as unknown[]));
    if ('cause' in each) waiting.push(each.cause);
  }
  return causes;
}

function reportOf(error: unknown): Report {
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    name: text('name'),
    message: text('message'),
    code: text('code'),
    type: text('type'),
    broker: text('broker') || (text('host') === '' ? '' : `${text('host')}:${String(fields['port'])}`),
    topic: text('topic'),
  };
}
