/** Must be the version in libs/devstack/kafka/pom.xml; a spec compares them. */
export const KAFKA_VERSION = '4.4.0';
/** What that version runs on. */
export const JAVA_MAJOR_MIN = 17;
