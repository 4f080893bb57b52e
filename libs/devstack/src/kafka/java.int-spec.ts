import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '#runtime';
import { findJava, javaMajor } from './java.js';
import { KAFKA_VERSION } from './kafka-version.js';

describe('Java', () => {
  const home = mkdtempSync(join(tmpdir(), 'java-'));
  const java = join(home, 'bin', 'java');

  beforeAll(() => mkdirSync(join(home, 'bin')));
  afterAll(() => rmSync(home, { recursive: true }));

  const pretend = (version: string): void => {
    writeFileSync(java, `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`);
    chmodSync(java, 0o755);
  };

  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['something else', undefined],
  ])('%s is version %s', (said, major) => {
    expect(javaMajor(said)).toBe(major);
  });

  it('is taken from JAVA_HOME', async () => {
    pretend('21.0.2');
    expect(await findJava({ JAVA_HOME: home })).toBe(java);
  });

  it('that is too old is named, with what to do', async () => {
    pretend('11.0.22');
    await expect(findJava({ JAVA_HOME: home })).rejects.toThrow(
      /needs Java 17 or newer; .* is Java 11\. Install a newer/,
    );
  });

  it('that is missing is told, with all ways out', async () => {
    await expect(findJava({ JAVA_HOME: join(home, 'nowhere') })).rejects.toThrow(
      /by JAVA_HOME.*Install one.*Docker engine.*KAFKA_BROKERS/,
    );
  });
});

it.each([
  ['kafka_2.13', 'libs/devstack/kafka/pom.xml'],
  ['kafka-streams', 'bench/streams/pom.xml'],
])('has the %s that %s lists', (artifact, pom) => {
  const listed = readFileSync(join(checkout, pom), 'utf8').replaceAll(/\s+/g, '');
  expect(listed).toContain(`<artifactId>${artifact}</artifactId><version>${KAFKA_VERSION}</version>`);
});
